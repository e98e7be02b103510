/* The numbers that a child bears: made, mistaken, lent and used again. */
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "datasets/borough/self_inside.h"

/* --- as they are made --------------------------------------------------------------- */

static uint64_t power(uint64_t base, unsigned exponent, uint64_t prime)
{
    uint64_t result = 1;
    for (; exponent; exponent >>= 1, base = base * base % prime)
        if (exponent & 1)
            result = result * base % prime;
    return result;
}

/* A bijection on 0 .. prime - 1, so that numbers are unique and say nothing, not even
 * by their differences: the exponent has no factor of prime - 1. */
static uint64_t scramble(uint64_t key, unsigned which)
{
    static const uint64_t prime = 99999989,
                          by[] = { 48271, 69621, 16807, 39373, 63036001, 7000027 };
    return power((key * by[which] + 7654321 * (which + 1)) % prime, 3, prime);
}

uint64_t lc_number_of(uint32_t child, int agency, int variant)
{
    return scramble((uint64_t)child * LC_VARIANTS + (unsigned)variant,
                    (unsigned)agency);
}

/* Letters of a UPN, by value (DfE, Unique pupil numbers: guide): no I, O, S. */
static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";

/* Weights 2 to 13, modulo 23; a letter in the last place counts by its place above. */
static char upn_check(const char *upn)
{
    unsigned sum = 0;
    for (unsigned i = 1; i < 13; i++) {
        const char *letter = strchr(letters, upn[i]);
        sum += (letter ? (unsigned)(letter - letters) : (unsigned)(upn[i] - '0'))
               * (i + 1);
    }
    return letters[sum % 23];
}

void lc_upn_of(uint32_t child, int variant, bool elsewhere, char *upn)
{
    static const int authorities[] = {
        302, 305, 307, 310, 312, 313, 202, 330, 821, 886
    };
    uint64_t number = scramble((uint64_t)child * LC_VARIANTS + (unsigned)variant, 4);
    size_t others = sizeof authorities / sizeof *authorities;
    int authority = elsewhere ? authorities[number / 7 % others] : 304;
    snprintf(upn, LC_UPN_ROOM, "A%03d%09u", authority, (unsigned)number);
    upn[0] = upn_check(upn);
}

void lc_upn_temporary(uint32_t child, char *upn)
{
    uint64_t number = scramble(child, 5);
    snprintf(upn, LC_UPN_ROOM, "A304%08u%c", (unsigned)number,
             letters[number / 11 % 23]);
    upn[0] = upn_check(upn);
}

/* Weights 10 to 2, modulo 11 (NHS Data Dictionary, NHS NUMBER). */
char lc_nhs_check(const char *nhs)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < 9; i++)
        sum += (unsigned)(nhs[i] - '0') * (10 - i);
    unsigned check = (11 - sum % 11) % 11;
    return check == 10 ? 0 : (char)('0' + check);
}

/* A 9, seven digits of the child's own, and a ninth that leaves a check digit: for each
 * of two variants five choices, of which at most one leaves none. */
void lc_nhs_of(uint32_t child, int variant, char *nhs)
{
    static const uint64_t prime = 9999991, by[] = { 48271, 69621 };
    int after = variant & 1;
    uint64_t number = power((child * by[after] + 1234567) % prime, 17, prime);
    unsigned last = (unsigned)(number / 13 % 5);
    do {
        snprintf(nhs, LC_NHS_ROOM, "9%07u%u0", (unsigned)number,
                 (last++ % 5) + (after ? 5 : 0));
        nhs[9] = lc_nhs_check(nhs);
    } while (!nhs[9]);
}

/* --- as they are mistaken ----------------------------------------------------------- */

int32_t lc_upn_replaced(const struct lc_life *life)
{
    struct lc_random r;
    bool came = life->family->arrives != LC_NO_DAY;
    lc_slips_stream(life->world, life->child, LC_EDUCATION, LC_SLIPS_IN_NUMBERS, &r);
    bool temporary =
        lc_slips(life, &r, came ? LC_F_UPN_TEMPORARY_NEW : LC_F_UPN_TEMPORARY,
                 LC_MISTAKE_NUMBERS);
    int32_t days = 60 + (int32_t)(300 * lc_random_exponential(&r));
    int32_t school = lc_day_birthday(life->born, 5);
    if (!temporary)
        return LC_NO_DAY;
    return (life->begins > school ? life->begins : school) + days;
}

/* The other of a pair of twins, and else any other child of the family; -1: there is
 * none. */
static int find_twin(const struct lc_household *family, int k)
{
    int first = -1, place = 0, twin = -1;
    for (int i = 0; i < family->members; i++) {
        if (family->member[i].birth != family->member[k].birth)
            continue;
        if (place == 0)
            first = i;
        if (i == k && place == 1)
            twin = first;
        if (place == 1 && first == k)
            twin = i;
        place++;
    }
    return twin;
}

static void lend(const struct lc_life *life, int from, struct lc_self *self, bool nhs)
{
    const struct lc_household *family = life->family;
    uint32_t child = family->member[from].child;
    bool elsewhere = family->arrives != LC_NO_DAY;
    if (nhs)
        lc_nhs_of(child, 0, self->nhs);
    else
        lc_upn_of(child, 0, elsewhere, self->upn);
}

/* Another digit in one place; valid: and the check made good again. */
static void mistype(char *number, bool nhs, bool valid, uint64_t how)
{
    size_t at = nhs ? 1 + how % 8 : 4 + how % 8;
    char old = number[at];
    for (uint64_t k = 1 + how / 8 % 8; k < 18; k++) {
        number[at] = (char)('0' + ((unsigned)(old - '0') + k % 9 + 1) % 10);
        char check = nhs ? lc_nhs_check(number) : upn_check(number);
        if (valid && check)
            number[nhs ? 9 : 0] = check;
        if (!valid || check)
            return;
    }
}

/* Twins' numbers change places in both of their records, so the chance is the pair's.
 */
static bool exchanged(const struct lc_life *life, int twin, bool nhs)
{
    struct lc_random r;
    uint32_t other = life->family->member[twin].child;
    uint32_t pair = life->child < other ? life->child : other;
    lc_slips_stream(life->world, pair, 1 + nhs, LC_SLIPS_IN_PAIRS, &r);
    return lc_slips(life, &r, LC_F_NUMBERS_EXCHANGED, LC_MISTAKE_NUMBERS);
}

static void blot_one(const struct lc_life *life, struct lc_random *r, bool nhs,
                     struct lc_self *self)
{
    const struct lc_household *family = life->family;
    const int kind = LC_MISTAKE_NUMBERS;
    char *number = nhs ? self->nhs : self->upn;
    bool wrong = lc_slips(life, r, nhs ? LC_F_NHS_MISTYPED : LC_F_UPN_MISTYPED, kind);
    bool valid = lc_slips(life, r, LC_F_NUMBER_OTHER, kind);
    bool lent = lc_slips(life, r, LC_F_NUMBER_OF_SIBLING, kind);
    uint64_t how = lc_random_word(r), from = lc_random_word(r);
    int twin = find_twin(family, life->member);
    if (twin >= 0 && exchanged(life, twin, nhs))
        lend(life, twin, self, nhs);
    else if (lent && family->members > 1)
        lend(life,
             (life->member + 1 + (int)(from % (unsigned)(family->members - 1)))
                 % family->members,
             self, nhs);
    else if (wrong || valid)
        mistype(number, nhs, valid, how >> 8);
}

void lc_number_blot(const struct lc_life *life, int which, struct lc_self *self)
{
    struct lc_random r;
    lc_slips_stream(life->world, life->child, LC_SOCIAL_CARE, LC_SLIPS_IN_NUMBERS, &r);
    for (int k = 0; k <= which; k++) {
        struct lc_self tried = *self;
        blot_one(life, &r, true, &tried);
        blot_one(life, &r, false, &tried);
        if (lc_slips(life, &r, life->uasc ? LC_F_NHS_UNKNOWN_ALONE : LC_F_NHS_UNKNOWN,
                     LC_MISTAKE_NUMBERS))
            tried.nhs[0] = 0;
        if (k == which)
            *self = tried;
    }
}

bool lc_number_doubled(const struct lc_life *life, int agency)
{
    struct lc_random r;
    if (agency != LC_POLICE && agency != LC_YOUTH_JUSTICE)
        return false;
    lc_slips_stream(life->world, life->child, agency, LC_SLIPS_IN_LINKS, &r);
    return lc_slips(life, &r, LC_F_DOUBLED, LC_MISTAKE_DOUBLES);
}

/* The number is that of a child born at least eight years before, if a few families
 * tried have one; that child may or may not be known to the agency. */
void lc_number_reuse(const struct lc_life *life, int agency, struct lc_self *self)
{
    enum { TRIES = 12 };
    struct lc_random r;
    const struct lc_world *world = life->world;
    lc_slips_stream(life->world, life->child, agency, LC_SLIPS_IN_NUMBERS, &r);
    bool used = lc_slips(life, &r, LC_F_NUMBER_USED_AGAIN, LC_MISTAKE_NUMBERS);
    for (int k = 0; used && k < TRIES; k++) {
        struct lc_household other;
        lc_household_draw(world, lc_random_below(&r, world->settled), &other);
        if (lc_day_birthday(other.member[0].born, 8) >= life->born)
            continue;
        self->number = lc_number_of(other.member[0].child, agency, 0);
        return;
    }
}
