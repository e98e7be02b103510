/* Forenames and surnames. */
#include <string.h>

#include "match/normal.h"
#include "match/role_inside.h"

/* In tenths of Jaro-Winkler, the usual steps (Winkler, 1990). */
static const double near = 0.92, alike = 0.8;

static bool normal_name(struct lc_text *out, struct lc_slice raw, int form LC_UNUSED)
{
    return !lc_name_is_nobody_with(out, raw) && !out->failed
           && lc_normal_name(out, raw);
}

/* Nicknames come of the pool, which knows the table. */
static void prepare_name(struct lc_match_value *value)
{
    lc_match_letters(value);
    value->sound = lc_name_sound(value->text, value->size);
}

/* What all sons or daughters bear tells none of them. */
static bool is_everybodys(const char *name, size_t size)
{
    return (size == 4 && memcmp(name, "kaur", 4) == 0)
           || (size == 5 && memcmp(name, "singh", 5) == 0);
}

/* "smithjones" and "jones": the one begins or ends with the other, of three letters and
 * more, and has three more. */
static bool is_part(const struct lc_match_value *a, const struct lc_match_value *b)
{
    const struct lc_match_value *s = a->size < b->size ? a : b, *l = s == a ? b : a;
    return s->size >= 3 && l->size >= s->size + 3 && !is_everybodys(s->text, s->size)
           && (memcmp(s->text, l->text, s->size) == 0
               || memcmp(s->text, l->text + l->size - s->size, s->size) == 0);
}

static bool share_group(const uint16_t *a, const uint16_t *b)
{
    for (size_t i = 0; i < LC_MATCH_GROUPS && a[i]; i++)
        for (size_t k = 0; k < LC_MATCH_GROUPS && b[k]; k++)
            if (a[i] == b[k])
                return true;
    return false;
}

/* --- word by word ----------------------------------------------------------------- */

/* A slip in three letters makes another name ("Ali", "Ala"); and what sounds alike is
 * told by two of Russell's consonants and more. */
enum { LETTERS = 4, CONSONANTS = 0xff00 };

static bool is_near_word(const struct lc_match_word *x, const struct lc_match_word *y)
{
    if ((x->size == y->size && memcmp(x->text, y->text, x->size) == 0)
        || share_group(x->group, y->group))
        return true;
    return x->size >= LETTERS && y->size >= LETTERS
           && (lc_match_slip(x->text, x->size, y->text, y->size)
               || (x->sound == y->sound && (x->sound & CONSONANTS)));
}

/* Is each word of the one near one of the other, and any of them one that tells? */
static bool are_words_of(const struct lc_match_word *some,
                         const struct lc_match_word *more)
{
    bool told = false;
    for (; some->size; some++) {
        const struct lc_match_word *at = more;
        while (at->size && !is_near_word(some, at))
            at++;
        if (!at->size)
            return false;
        told |= !is_everybodys(some->text, some->size)
                && !is_everybodys(at->text, at->size);
    }
    return told;
}

/* own: room for a name of one word. */
static const struct lc_match_word *words_of(const struct lc_match_value *name,
                                            struct lc_match_word own[2])
{
    own[0] = (struct lc_match_word){ .text = name->text,
                                     .size = name->size,
                                     .sound = name->sound };
    memcpy(own[0].group, name->is.group, sizeof own[0].group);
    own[1].size = 0;
    return name->word ? name->word : own;
}

static bool share_words(const struct lc_match_value *a, const struct lc_match_value *b)
{
    struct lc_match_word own[2][2];
    if (!a->word && !b->word)
        return false;
    const struct lc_match_word *x = words_of(a, own[0]), *y = words_of(b, own[1]);
    return are_words_of(x, y) || are_words_of(y, x);
}

/* --- levels ----------------------------------------------------------------------- */

static unsigned likeness(const struct lc_match_value *a, const struct lc_match_value *b)
{
    if (lc_match_slip(a->text, a->size, b->text, b->size) && a->size > 1 && b->size > 1)
        return LC_NAME_SLIP;
    if (is_part(a, b))
        return LC_NAME_PART;
    if (share_words(a, b))
        return LC_NAME_WORDS;
    double jw = lc_match_jaro_winkler(a, b, alike);
    return jw >= near                            ? LC_NAME_NEAR
           : jw >= alike || a->sound == b->sound ? LC_NAME_ALIKE
                                                 : LC_NAME_DIFFERS;
}

static unsigned compare_forenames(const struct lc_match_value *a,
                                  const struct lc_match_value *b)
{
    return share_group(a->is.group, b->is.group) ? LC_NAME_FORM : likeness(a, b);
}

static const char *const levels_forename[] = { "differs",
                                               "alike",
                                               "nearly the same",
                                               "words of the other, nearly",
                                               "one slip",
                                               "part of the other",
                                               "another form of it",
                                               "exchanged with the surname",
                                               "same" };
static const char *const levels_surname[] = { "differs",
                                              "alike",
                                              "nearly the same",
                                              "words of the other, nearly",
                                              "one slip",
                                              "part of the other",
                                              "same" };
static const double one_forename[] = { 0.025, 0.01, 0.01,  0.005, 0.02,
                                       0.01,  0.01, 0.005, 0.905 };
static const double two_forename[] = { 0.959, 0.02,  0.006,  0.001, 0.003,
                                       0.002, 0.003, 0.0001, 0.0059 };
static const double one_surname[] = { 0.035, 0.01, 0.01, 0.005, 0.025, 0.01, 0.905 };
static const double two_surname[] = { 0.959, 0.02, 0.006, 0.001, 0.004, 0.003, 0.007 };
static const char *const headings_forename[] = { "forename",  "forenames", "givenname",
                                                 "firstname", "given",     "first",
                                                 "fname",     NULL };
static const char *const headings_surname[] = { "surname", "lastname",   "last",
                                                "lname",   "familyname", NULL };

const struct lc_match_role lc_match_role_forename = {
    .name = "forename",
    .help = "first names",
    .kind = LC_MATCH_FORENAME,
    .level = levels_forename,
    .one = one_forename,
    .two = two_forename,
    .levels = LC_NAME_EXCHANGED + 1,
    .normal = normal_name,
    .prepare = prepare_name,
    .compare = compare_forenames,
    .frequencies = true,
    .draws = 4,
    .headings = headings_forename,
};

const struct lc_match_role lc_match_role_surname = {
    .name = "surname",
    .help = "a family's name",
    .kind = LC_MATCH_SURNAME,
    .level = levels_surname,
    .one = one_surname,
    .two = two_surname,
    .levels = LC_NAME_PART + 1,
    .normal = normal_name,
    .prepare = prepare_name,
    .compare = likeness,
    .household = true,
    .frequencies = true,
    .draws = 4,
    .headings = headings_surname,
};
