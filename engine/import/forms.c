#include "import/forms_inside.h"

#include "base/day.h"
#include "import/cell_inside.h"
#include "import/row_whole_inside.h"
#include "import/schema_inside.h"

enum { ALL = (1 << LC_DAY_FORMS) - 1, SLASHED = 1 << LC_DAY_DMY | 1 << LC_DAY_MDY };

struct settling {
    const struct lc_schema *schema;
    const int *place;
    unsigned
        could[LC_MAX_SCHEMA_COLUMNS]; /* forms that every cell so far could be of */
    size_t open; /* columns whose answer a further cell could change */
    bool real;   /* a date is one: it settles that texts are in the schema's form */
};

static bool is_read_day(const struct settling *s, unsigned c)
{
    return s->schema->columns[c].type == LC_CELL_DAY && s->place[c] != LC_NO_COLUMN;
}

/* Once no other form than the declared is left, it holds whatever comes. */
static bool is_open(const struct settling *s, unsigned c)
{
    return is_read_day(s, c) && (s->could[c] & ~(1u << s->schema->dates));
}

static void look(struct settling *s, const struct lc_csv_row *row)
{
    for (unsigned c = 0; c < s->schema->columns_count; c++) {
        if (!is_open(s, c))
            continue;
        unsigned forms = lc_day_forms(lc_cell_trim(lc_row_field(row, s->place[c])));
        unsigned declared = 1u << s->schema->dates;
        if (s->real && forms == 1u << LC_DAY_ISO && s->could[c] & declared)
            forms = declared;
        s->could[c] &= forms ? forms : ALL;
        s->open -= !is_open(s, c);
    }
}

/* The one form that is left, or -1. */
static int only(unsigned could)
{
    for (int form = 0; form < LC_DAY_FORMS; form++)
        if (could == 1u << form)
            return form;
    return -1;
}

/* What the columns that say so say of dd/mm and mm/dd, if they agree; else `declared`.
 */
static int by_the_others(const struct settling *s, int declared)
{
    unsigned said = 0;
    for (unsigned c = 0; c < s->schema->columns_count; c++)
        if (is_read_day(s, c) && only(s->could[c]) >= 0)
            said |= s->could[c] & SLASHED;
    return only(said) >= 0 ? only(said) : declared;
}

static int form_of(const struct settling *s, unsigned c)
{
    int declared = s->schema->dates, one = only(s->could[c]);
    if (one >= 0)
        return one;
    if (s->could[c] == SLASHED && !(SLASHED & 1u << declared))
        return by_the_others(s, declared);
    return declared;
}

int lc_forms_settle(struct lc_forms *forms, const struct lc_schema *schema, lc_csv *csv,
                    const int *place, struct lc_error *err)
{
    struct settling s = { .schema = schema, .place = place, .real = forms->real };
    const struct lc_csv_row *row;
    struct lc_row_shape shape = { schema, place, lc_csv_header(csv)->count, 0 };
    int code = LC_OK;
    for (unsigned c = 0; c < schema->columns_count; c++) {
        forms->of[c] = schema->dates;
        s.could[c] = ALL;
        s.open += schema->dates < LC_DAY_FORMS && is_open(&s, c);
    }
    while (s.open && !(code = lc_csv_next(csv, &row, err)) && row)
        if (lc_row_whole(&shape, row) <= LC_ROW_SHORT)
            look(&s, row);
    for (unsigned c = 0; c < schema->columns_count && !code; c++)
        if (schema->dates < LC_DAY_FORMS && is_read_day(&s, c))
            forms->of[c] = form_of(&s, c);
    return code;
}

int lc_forms_of(const struct lc_forms *forms, const struct lc_schema *schema,
                unsigned column, struct lc_slice raw)
{
    if (!forms->real || schema->columns[column].type != LC_CELL_DAY)
        return forms->of[column];
    if (lc_day_forms(lc_cell_trim(raw)) == 1u << LC_DAY_ISO)
        return LC_DAY_ISO;
    return forms->of[column] == LC_DAY_ISO ? schema->dates : forms->of[column];
}

static void tell(const struct lc_forms *forms, const struct lc_schema *schema, int form,
                 struct lc_text *text)
{
    size_t before = text->size;
    const char *gap = before ? "; " : "";
    for (unsigned c = 0; c < schema->columns_count; c++)
        if (forms->of[c] == form) {
            lc_text_addf(text, "%s%s", gap, schema->columns[c].name);
            gap = ", ";
        }
    if (text->size > before)
        lc_text_addf(text, ": dates are written as %s and were read so",
                     lc_day_example(form));
}

void lc_forms_tell(const struct lc_forms *forms, const struct lc_schema *schema,
                   struct lc_text *text)
{
    for (int form = 0; form < LC_DAY_FORMS; form++)
        if (form != schema->dates && !(forms->real && form == LC_DAY_ISO))
            tell(forms, schema, form, text);
}

void lc_forms_tell_serials(const struct lc_forms *forms, const struct lc_schema *schema,
                           const uint64_t *serials, struct lc_text *text)
{
    int form = schema->dates;
    for (unsigned c = 0; c < schema->columns_count; c++) {
        if (!serials[c])
            continue;
        lc_text_addf(text, "%s%s (%llu row%s)",
                     text->size ? ", " : "Excel day numbers: ", schema->columns[c].name,
                     (unsigned long long)serials[c], serials[c] > 1 ? "s" : "");
        form = forms->of[c];
    }
    if (text->size)
        lc_text_addf(text, "; write them as %s", lc_day_example(form));
}
