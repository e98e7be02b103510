/* Postcodes, sex, numbers, and any other words. */
#include <ctype.h>
#include <string.h>

#include "match/normal.h"
#include "match/role_inside.h"

/* --- postcodes -------------------------------------------------------------------- */

static bool has_letter(const char *text)
{
    for (; *text; text++)
        if (isalpha((unsigned char)*text))
            return true;
    return false;
}

/* A code of figures alone is of another country: as short as three. */
static bool normal_postcode(struct lc_text *out, struct lc_slice raw,
                            int form LC_UNUSED)
{
    size_t from = out->size, kept = lc_normal_number(out, raw);
    if (kept < 3 || out->failed)
        return false;
    const char *text = out->data + from;
    return text[strspn(text, "0")]
           && !(has_letter(text) && lc_postcode_is_nobodys(text));
}

/* How much of it the sector and the district are: "E81EA" is of E81 in E8. A code of
 * another form loses one character for each. */
static uint32_t sector_of(const struct lc_match_value *v)
{
    const char *end = v->text + v->size;
    bool british = v->size >= 5 && isdigit((unsigned char)end[-3])
                   && isalpha((unsigned char)end[-2])
                   && isalpha((unsigned char)end[-1]);
    return v->size - (british ? 2 : 1);
}

static void prepare_postcode(struct lc_match_value *value)
{
    lc_match_letters(value);
    value->head = sector_of(value);
}

enum { POSTCODE_DIFFERS = 1, DISTRICT, SECTOR, POSTCODE_SLIP, POSTCODE_SAME };

static unsigned compare_postcodes(const struct lc_match_value *a,
                                  const struct lc_match_value *b)
{
    if (lc_match_slip(a->text, a->size, b->text, b->size))
        return POSTCODE_SLIP;
    if (a->head != b->head || memcmp(a->text, b->text, a->head - 1) != 0)
        return POSTCODE_DIFFERS;
    return a->text[a->head - 1] == b->text[a->head - 1] ? SECTOR : DISTRICT;
}

static const char *const levels_postcode[] = { "differs", "same district",
                                               "same sector", "one slip", "same" };
static const double one_postcode[] = { 0.17, 0.03, 0.02, 0.02, 0.76 };
static const double two_postcode[] = { 0.78, 0.2, 0.0175, 0.002, 0.0005 };
static const char *const headings_postcode[] = { "postcode", "zip", "zipcode",
                                                 "postalcode", NULL };

const struct lc_match_role lc_match_role_postcode = {
    .name = "postcode",
    .help = "where they live, by code",
    .kind = LC_MATCH_POSTCODE,
    .level = levels_postcode,
    .one = one_postcode,
    .two = two_postcode,
    .levels = POSTCODE_SAME,
    .normal = normal_postcode,
    .prepare = prepare_postcode,
    .compare = compare_postcodes,
    .household = true,
    .frequencies = true,
    .draws = 4,
    .headings = headings_postcode,
};

/* --- sex -------------------------------------------------------------------------- */

/* ISO 5218: 1 male, 2 female, 0 not known, 9 not applicable; else by its first letter.
 */
static bool normal_sex(struct lc_text *out, struct lc_slice raw, int form LC_UNUSED)
{
    char c = raw.size ? (char)tolower((unsigned char)raw.data[0]) : 0;
    c = (char)(c == '1' ? 'm' : c == '2' ? 'f' : c);
    if (!isalpha((unsigned char)c) || c == 'u' || c == 'n' || c == 'x')
        return false;
    lc_text_add_bytes(out, &c, 1);
    return true;
}

static void prepare_sex(struct lc_match_value *value)
{
    value->head = (unsigned char)value->text[0];
}

static unsigned compare_sexes(const struct lc_match_value *a LC_UNUSED,
                              const struct lc_match_value *b LC_UNUSED)
{
    return 1;
}

static const char *const levels_sex[] = { "differs", "same" };
static const double one_sex[] = { 0.01, 0.99 };
static const double two_sex[] = { 0.5, 0.5 };
static const char *const headings_sex[] = { "sex", "gender", NULL };

const struct lc_match_role lc_match_role_sex = {
    .name = "sex",
    .help = "by its first letter, or 1 and 2",
    .kind = LC_MATCH_SEX,
    .level = levels_sex,
    .one = one_sex,
    .two = two_sex,
    .levels = 2,
    .normal = normal_sex,
    .prepare = prepare_sex,
    .compare = compare_sexes,
    .draws = 4,
    .headings = headings_sex,
};

/* --- any words -------------------------------------------------------------------- */

/* What would be nobody's name may be a house: "7". */
static bool normal_text(struct lc_text *out, struct lc_slice raw, int form LC_UNUSED)
{
    bool figures = false;
    for (size_t i = 0; i < raw.size; i++)
        figures |= isdigit((unsigned char)raw.data[i]) != 0;
    return (figures || raw.size == 1 || !lc_name_is_nobody_with(out, raw))
           && !out->failed && lc_normal_name(out, raw);
}

enum { TEXT_DIFFERS = 1, ALIKE, NEAR, TEXT_SLIP, TEXT_SAME };

static unsigned compare_texts(const struct lc_match_value *a,
                              const struct lc_match_value *b)
{
    if (a->size > 2 && b->size > 2 && lc_match_slip(a->text, a->size, b->text, b->size))
        return TEXT_SLIP;
    double jw = lc_match_jaro_winkler(a, b, 0.85);
    return jw >= 0.92 ? NEAR : jw >= 0.85 ? ALIKE : TEXT_DIFFERS;
}

static const char *const levels_text[] = { "differs", "alike", "nearly the same",
                                           "one slip", "same" };
static const double one_text[] = { 0.1, 0.02, 0.02, 0.03, 0.83 };
static const double two_text[] = { 0.96, 0.02, 0.01, 0.003, 0.007 };
static const char *const headings_text[] = { NULL };

const struct lc_match_role lc_match_role_text = {
    .name = "text",
    .help = "anything else that is said of a person: a street, a school",
    .kind = LC_MATCH_TEXT,
    .level = levels_text,
    .one = one_text,
    .two = two_text,
    .levels = TEXT_SAME,
    .normal = normal_text,
    .prepare = lc_match_letters,
    .compare = compare_texts,
    .household = true,
    .frequencies = true,
    .draws = 4,
    .headings = headings_text,
};
