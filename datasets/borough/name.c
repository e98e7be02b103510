/* Names put together: which list, which rule, which child. */
#include "datasets/borough/name_inside.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

const struct lc_name_origin *const lc_origins[LC_ORIGINS] = {
#define X(word) [LC_ORIGIN_OF_##word] = &lc_origin_##word,
    LC_ORIGIN_LIST(X)
#undef X
};

/* What keys are mixed with, so that draws for one purpose say nothing of another. */
enum purpose { FORENAME, SURNAME, OTHER_SIDE, MANNER, FATHERS, ORIGIN, ALIKE };

static int find(const char *word, size_t size)
{
    for (int i = 0; i < LC_ORIGINS; i++)
        if (strlen(lc_origins[i]->word) == size
            && strncmp(lc_origins[i]->word, word, size) == 0)
            return i;
    return -1;
}

bool lc_origin_find(const char *word, int *first, int *second)
{
    size_t size = strcspn(word, "+");
    int one = find(word, size), two = one;
    if (word[size])
        two = find(word + size + 1, strlen(word + size + 1));
    if (first)
        *first = one;
    if (second)
        *second = two;
    return one >= 0 && two >= 0;
}

static uint64_t key_of(uint64_t key, enum purpose purpose, uint64_t which)
{
    return lc_mix64(key + UINT64_C(0x9e3779b97f4a7c15) * (which * 8 + purpose + 1));
}

double lc_name_unit(uint64_t key, unsigned which)
{
    uint64_t word = lc_mix64(key ^ UINT64_C(0xd1b54a32d192ed03) * (which + 1));
    return ((double)(word >> 11) + 0.5) * 0x1p-53;
}

/* --- lists ------------------------------------------------------------------------ */

static size_t count_words(const char *list)
{
    size_t words = list && *list ? 1 : 0;
    for (; list && *list; list++)
        words += *list == ' ';
    return words;
}

static void add_word(const char *list, size_t at, char *out)
{
    size_t used = strlen(out);
    for (; at; at--)
        list = strchr(list, ' ') + 1;
    for (; *list && *list != ' ' && used + 1 < LC_NAME_ROOM; list++)
        out[used++] = *list == '_' ? ' ' : *list;
    out[used] = 0;
}

static size_t below(double u, size_t count)
{
    size_t at = (size_t)(u * (double)count);
    return at < count ? at : count - 1;
}

/* The rank, from 0, at density x^-power on [1, count + 1), by inversion. */
static size_t draw_rank(double power, size_t count, double u)
{
    double last = (double)count + 1, x;
    if (fabs(power - 1) < 1e-9)
        x = exp(u * log(last));
    else
        x = pow(1 + u * (pow(last, 1 - power) - 1), 1 / (1 - power));
    size_t at = (size_t)(x - 1);
    return at < count ? at : count - 1;
}

static void draw(const struct lc_name_list *list, uint64_t key, char *out)
{
    out[0] = 0;
    if (lc_name_unit(key, 0) < list->tail) {
        size_t heads = count_words(list->heads), ends = count_words(list->ends);
        add_word(list->heads, below(lc_name_unit(key, 1), heads), out);
        add_word(list->ends, below(lc_name_unit(key, 2), ends), out);
        return;
    }
    size_t names = count_words(list->names);
    add_word(list->names, draw_rank(list->power, names, lc_name_unit(key, 1)), out);
}

static void append(char *name, char between, const char *more)
{
    size_t used = strlen(name);
    snprintf(name + used, LC_NAME_ROOM - used, "%c%s", between, more);
}

/* --- one child -------------------------------------------------------------------- */

struct naming {
    const struct lc_household *family;
    double alike;
    int first, second; /* origins */
    uint64_t family_key, surname_key;
};

static const struct lc_name_list *forenames(const struct lc_name_origin *origin,
                                            bool male)
{
    return male ? &origin->boys : &origin->girls;
}

/* The forename of the child's attempt-th try. */
static void try_forename(const struct naming *n, int k, bool male, unsigned attempt,
                         char *out)
{
    uint64_t key =
        key_of(n->family_key, FORENAME, (uint64_t)k * 2048 + attempt * 2 + male);
    const struct lc_name_origin *origin =
        lc_origins[lc_name_unit(key, 9) < 0.5 ? n->first : n->second];
    draw(forenames(origin, male), key, out);
    if (!(lc_name_unit(key, 3) < origin->two_forenames))
        return;
    char more[LC_NAME_ROOM];
    draw(forenames(origin, male), key_of(key, OTHER_SIDE, 0), more);
    if (male && origin->first_boys && strcmp(origin->first_boys, out) != 0) {
        snprintf(more, sizeof more, "%s", out);
        snprintf(out, LC_NAME_ROOM, "%s", origin->first_boys);
    }
    if (strcmp(more, out) != 0)
        append(out, ' ', more);
}

static bool is_of_many(const struct lc_household *family, int k)
{
    for (int i = 0; i < family->members; i++)
        if (i != k && family->member[i].birth == family->member[k].birth)
            return true;
    return false;
}

/* The letter that the forenames of a birth of twins begin with, or 0: any. */
static char letter_of(const struct naming *n, int k)
{
    int birth = n->family->member[k].birth;
    uint64_t key = key_of(n->family_key, ALIKE, (uint64_t)birth);
    char name[LC_NAME_ROOM];
    if (!is_of_many(n->family, k) || !(lc_name_unit(key, 0) < n->alike))
        return 0;
    draw(&lc_origins[n->first]->girls, key, name);
    return name[0];
}

/* A sibling's sex is its own life's to say, so a forename is kept apart from those that
 * earlier children would have as boy and as girl. */
static bool is_taken(const char *name, char earlier[][LC_NAME_ROOM], int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(earlier[i], name) == 0)
            return true;
    return false;
}

static void make_forename(const struct naming *n, int k, bool male, char *out)
{
    enum { TRIES = 300 };
    char names[2 * LC_FAMILY_MOST][LC_NAME_ROOM];
    int count = 0;
    for (int i = 0; i <= k; i++) {
        char letter = letter_of(n, i);
        for (int sex = 0; sex < 2; sex++, count++)
            for (unsigned attempt = 0; attempt < TRIES; attempt++) {
                try_forename(n, i, sex, attempt, names[count]);
                bool fits = !letter || names[count][0] == letter || attempt > TRIES / 2;
                if (fits && !is_taken(names[count], names, count))
                    break;
            }
    }
    snprintf(out, LC_NAME_ROOM, "%s", names[2 * k + male]);
}

/* "Kowalski" of a daughter: "Kowalska". */
static void end_for_daughter(const char *ends, char *name)
{
    size_t pairs = count_words(ends) / 2, size = strlen(name);
    for (size_t i = 0; i < pairs; i++) {
        char son[LC_NAME_ROOM] = "", daughter[LC_NAME_ROOM] = "";
        add_word(ends, 2 * i, son);
        add_word(ends, 2 * i + 1, daughter);
        size_t end = strlen(son);
        if (size <= end || strcmp(name + size - end, son) != 0)
            continue;
        snprintf(name + size - end, LC_NAME_ROOM - (size - end), "%s", daughter);
        return;
    }
}

/* The father's forename, his father's ...; only the latter are the cousins' too. */
static void name_fathers(const struct lc_name_origin *origin, uint64_t own,
                         uint64_t key, char *out)
{
    char more[LC_NAME_ROOM];
    draw(&origin->boys, key_of(own, FATHERS, 0), out);
    out[strcspn(out, " ")] = 0;
    for (int i = 1; i < origin->fathers; i++) {
        draw(&origin->boys, key_of(key, FATHERS, (uint64_t)i), more);
        more[strcspn(more, " ")] = 0;
        append(out, ' ', more);
    }
}

static void make_surname(const struct naming *n, uint64_t side, bool male,
                         struct lc_name *name)
{
    char more[LC_NAME_ROOM];
    const struct lc_name_origin *origin = lc_origins[n->second];
    uint64_t key = key_of(n->surname_key, SURNAME, side);
    double manner = lc_name_unit(key_of(key, MANNER, 0), 0);
    if (origin->believers > 0) {
        bool alone = manner < origin->believers;
        if (!alone)
            append(name->forename, ' ', male ? "Singh" : "Kaur");
        draw(&origin->surnames, key_of(key, SURNAME, 0), name->surname);
        if (alone)
            snprintf(name->surname, LC_NAME_ROOM, "%s", male ? "Singh" : "Kaur");
        return;
    }
    if (origin->fathers) {
        name_fathers(origin, key_of(n->family_key, SURNAME, side), key, name->surname);
        return;
    }
    if (!male && manner < origin->womens_share) {
        size_t words = count_words(origin->womens);
        name->surname[0] = 0;
        add_word(origin->womens, below(lc_name_unit(key, 5), words), name->surname);
        return;
    }
    draw(&origin->surnames, key_of(key, SURNAME, 0), name->surname);
    if (!male && origin->daughters)
        end_for_daughter(origin->daughters, name->surname);
    if (!(manner < origin->hyphened + origin->spaced))
        return;
    draw(&origin->surnames, key_of(key, OTHER_SIDE, 0), more);
    if (strcmp(more, name->surname) != 0)
        append(name->surname, manner < origin->hyphened ? '-' : ' ', more);
}

void lc_name_draw(const struct lc_household *family, int k, bool male,
                  enum lc_name_when when, double alike, struct lc_name *out)
{
    const struct lc_member *member = family->member + k;
    struct naming n = { .family = family, .alike = alike };
    if (!lc_origin_find(family->people->origin, &n.first, &n.second))
        n.first = n.second = LC_ORIGIN_OF_other;
    n.family_key = family->names;
    n.surname_key = family->surnames;
    if (when == LC_NAMED_ADOPTED) {
        n.family_key = n.surname_key = key_of(family->names, ORIGIN, (uint64_t)k);
        n.alike = 0;
        if (lc_name_unit(n.family_key, 0) < 0.4) /* of adopters, many are of another */
            n.first = n.second = LC_ORIGIN_OF_british;
    }
    memset(out, 0, sizeof *out);
    make_forename(&n, k, male, out->forename);
    uint64_t side = (uint64_t)member->father * 4 + when;
    make_surname(&n, side, male, out);
}
