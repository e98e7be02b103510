/* Numbers that one person has; of two kinds a mistyped one shows by itself. */
#include "match/normal.h"
#include "match/role_inside.h"

static bool normal_number(struct lc_text *out, struct lc_slice raw, int form LC_UNUSED)
{
    size_t from = out->size, kept = lc_normal_number(out, raw);
    return kept && !out->failed && !lc_number_is_nobodys(out->data + from, kept, false);
}

enum { NOTHING, DIFFERS, SLIP };

static unsigned compare_numbers(const struct lc_match_value *a,
                                const struct lc_match_value *b)
{
    return lc_match_slip(a->text, a->size, b->text, b->size) ? SLIP : DIFFERS;
}

/* That a number which fails its check is another than one which does not says nothing:
 * it is nobody's. It may still be a slip from it. */
static unsigned compare_checked(const struct lc_match_value *a,
                                const struct lc_match_value *b,
                                bool (*checks)(const char *number, size_t size))
{
    unsigned level = compare_numbers(a, b);
    return level == SLIP || (checks(a->text, a->size) && checks(b->text, b->size))
               ? level
               : NOTHING;
}

static unsigned compare_nhs(const struct lc_match_value *a,
                            const struct lc_match_value *b)
{
    return compare_checked(a, b, lc_nhs_number_checks);
}

static unsigned compare_pupils(const struct lc_match_value *a,
                               const struct lc_match_value *b)
{
    return compare_checked(a, b, lc_pupil_number_checks);
}

static const char *const levels_number[] = { "differs", "one slip", "same" };
static const double one_number[] = { 0.03, 0.01, 0.96 };
static const double two_number[] = { 0.99999, 0.000009, 0.000001 };
static const char *const headings_number[] = { "ssn",      "socsecid",
                                               "nino",     "nationalid",
                                               "number",   "phone",
                                               "passport", "socialsecuritynumber",
                                               NULL };
static const char *const headings_nhs[] = { "nhs", "nhsnumber", NULL };
static const char *const headings_pupils[] = { "upn", "uniquepupilnumber", NULL };

#define NUMBER(role, called, what, by, heads)                                          \
    const struct lc_match_role lc_match_role_##role = {                                \
        .name = called,                                                                \
        .help = what,                                                                  \
        .kind = LC_MATCH_NUMBER,                                                       \
        .level = levels_number,                                                        \
        .one = one_number,                                                             \
        .two = two_number,                                                             \
        .levels = 3,                                                                   \
        .normal = normal_number,                                                       \
        .prepare = lc_match_letters,                                                   \
        .compare = by,                                                                 \
        .frequencies = true,                                                           \
        .draws = 4,                                                                    \
        .headings = heads,                                                             \
    }

NUMBER(number, "number", "a number that one person has", compare_numbers,
       headings_number);
NUMBER(nhs, "nhs", "an NHS number: one that fails its check differs from none",
       compare_nhs, headings_nhs);
NUMBER(upn, "upn", "a pupil's number, likewise", compare_pupils, headings_pupils);
