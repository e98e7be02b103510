#include "datasets/borough/self_inside.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "datasets/borough/world_inside.h"

const char *const lc_agencies[LC_AGENCIES] = { "social_care", "police", "youth_justice",
                                               "education" };

static const char *const heads[] = { "Ba", "Ca", "Da", "El", "Fa", "Ga", "Ha", "Im",
                                     "Ja", "Ka", "La", "Ma", "Na", "Or", "Pa", "Ra",
                                     "Sa", "Ta", "Va", "Za", "Ze", "Ro", "Mi", "Je",
                                     "Li", "No", "Ke", "Am", "An", "Is", "Yu", "So" };
static const char *const middles[] = { "",   "ri", "li", "ma", "no", "si", "da", "ve",
                                       "ni", "la", "ra", "mi", "te", "lo", "ka", "re" };
static const char *const boys[] = { "n",   "m",   "l",    "r",   "s",   "d",
                                    "k",   "th",  "den",  "ron", "vin", "mir",
                                    "sel", "ton", "reek", "jad" };
static const char *const girls[] = { "a",   "ya",  "na",   "lah", "ra", "elle",
                                     "ine", "sha", "mina", "lia", "ta", "nie",
                                     "ssa", "vi",  "een",  "isa" };
static const char *const roots[] = { "Ash", "Bar", "Cor", "Dal", "Ed",  "Far", "Gol",
                                     "Har", "Ib",  "Jan", "Kel", "Lam", "Mor", "Nas",
                                     "Ok",  "Pat", "Qu",  "Ros", "Sil", "Tan", "Um",
                                     "Ven", "Wal", "Xan", "Yar", "Zam", "Bre", "Chi",
                                     "Dub", "Fen", "Gre", "Hol" };
static const char *const links[] = { "a",  "e",  "i",  "o",  "u",  "an", "er", "il",
                                     "or", "en", "am", "ed", "in", "ul", "es", "ow" };
static const char *const tails[] = {
    "ton",  "ley",   "man",   "son",  "ski",  "wala",  "reh",   "dez",
    "ford", "field", "kumar", "mba",  "ova",  "well",  "worth", "by",
    "shaw", "combe", "ani",   "oye",  "ham",  "ridge", "mann",  "etti",
    "ado",  "ier",   "nath",  "zada", "wood", "croft", "ngton", "lam"
};
static const char *const outward[] = { "NW2", "NW6", "NW9", "NW10",
                                       "HA0", "HA3", "HA9", "W9" };
static const char *const roads[] = { "Mill Road",     "Station Rise", "Park View",
                                     "Church Lane",   "The Avenue",   "High Road",
                                     "Orchard Close", "Brook Street" };
static const char inward[] = "ABDEFGHJLNPQRSTUWXYZ";

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The next part, taken from the bits of a word that stands for all a name is. */
static const char *take(uint64_t *bits, const char *const *parts, size_t count)
{
    const char *part = parts[*bits % count];
    *bits /= count;
    return part;
}

static void make_names(const struct lc_life *life, struct lc_self *self)
{
    uint64_t own = lc_mix64(life->child + UINT64_C(0x5bd1e995) * life->world->seed);
    uint64_t family = life->family->names;
    const char *head = take(&own, heads, COUNT(heads));
    const char *middle = take(&own, middles, COUNT(middles));
    const char *more = take(&own, middles, COUNT(middles));
    snprintf(self->forename, sizeof self->forename, "%s%s%s%s", head, middle, more,
             life->male ? take(&own, boys, COUNT(boys))
                        : take(&own, girls, COUNT(girls)));
    const char *root = take(&family, roots, COUNT(roots));
    const char *link = take(&family, links, COUNT(links));
    snprintf(self->surname, sizeof self->surname, "%s%s%s", root, link,
             take(&family, tails, COUNT(tails)));
    const char *out = take(&family, outward, COUNT(outward));
    unsigned digit = (unsigned)(family % 9 + 1);
    family /= 9;
    char a = inward[family % 20], b = inward[family / 20 % 20];
    family /= 400;
    snprintf(self->postcode, sizeof self->postcode, "%s %u%c%c", out, digit, a, b);
    unsigned house = (unsigned)(family % 180 + 1);
    family /= 180;
    snprintf(self->street, sizeof self->street, "%u %s", house,
             take(&family, roads, COUNT(roads)));
}

/* A bijection on 0 .. prime - 1, so that numbers are unique and say nothing. */
static uint64_t scramble(uint64_t child, unsigned which)
{
    static const uint64_t prime = 99999989,
                          by[] = { 48271, 69621, 16807, 39373, 630360016 };
    return (child * by[which] + 7654321 * (which + 1)) % prime;
}

/* The shape of a unique pupil number: a check letter (weights 2 to 13, modulo 23), the
 * authority (304), and nine digits. */
static void make_upn(uint64_t number, char *upn)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
    snprintf(upn, LC_UPN_ROOM, "A304%09u", (unsigned)(number % 1000000000));
    unsigned sum = 0;
    for (unsigned i = 1; i < 13; i++)
        sum += (unsigned)(upn[i] - '0') * (i + 1);
    upn[0] = letters[sum % 23];
}

void lc_self_true(const struct lc_life *life, int agency, struct lc_self *self)
{
    memset(self, 0, sizeof *self);
    make_names(life, self);
    make_upn(scramble(life->child, 4), self->upn);
    self->born = life->born;
    self->sex = life->male ? "M" : "F";
    self->number = scramble(life->child, (unsigned)agency);
}

const char *lc_self_number(const struct lc_self *self, int agency, char *out)
{
    static const char letter[LC_AGENCIES] = { 'C', 'P', 'Y', 'E' };
    if (agency == LC_EDUCATION)
        snprintf(out, 16, "%s", self->upn);
    else
        snprintf(out, 16, "%c%08u", letter[agency], (unsigned)self->number);
    return out;
}

static bool slips(const struct lc_world *world, struct lc_random *r, double rate)
{
    return lc_random_unit(r) < rate * world->mistake[LC_MISTAKE_WHO];
}

/* One letter lost, doubled, or swapped with the next. */
static void misspell(struct lc_random *r, char *name)
{
    size_t size = strlen(name);
    if (size < 4 || size + 2 > LC_NAME_ROOM)
        return;
    size_t at = 1 + lc_random_below(r, size - 2);
    switch (lc_random_below(r, 3)) {
    case 0:
        memmove(name + at, name + at + 1, size - at);
        break;
    case 1:
        memmove(name + at + 1, name + at, size - at + 1);
        break;
    default: {
        char kept = name[at];
        name[at] = name[at + 1];
        name[at + 1] = kept;
    }
    }
}

static void swap_day_and_month(int32_t *born)
{
    int year, month, mday;
    lc_day_split(*born, &year, &month, &mday);
    if (mday <= 12)
        *born = lc_day_of(year, mday, month);
}

static void shout(char *name)
{
    for (; *name; name++)
        *name = (char)toupper((unsigned char)*name);
}

void lc_self_blot(const struct lc_world *world, struct lc_random *r,
                  struct lc_self *self)
{
    if (slips(world, r, 0.03))
        misspell(r, self->forename);
    if (slips(world, r, 0.03))
        misspell(r, self->surname);
    if (slips(world, r, 0.02))
        shout(self->surname);
    if (slips(world, r, 0.007))
        swap_day_and_month(&self->born);
    if (slips(world, r, 0.04))
        self->postcode[0] = 0;
    if (slips(world, r, 0.01))
        self->sex = "U";
}
