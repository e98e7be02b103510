/* See sheet.h. */
#include "models/panel/sheet.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/json.h"
#include "base/listing.h"
#include "base/memory.h"
#include "disclosure/small.h"
#include "models/panel/list_inside.h"

int lc_sheet_new(json_t **sheet, const char *title, const int32_t span[2],
                 bool suppress, struct lc_error *err)
{
    *sheet = LC_OBJECT({ "title", lc_json_text(title) },
                       { "from", lc_json_day(span[0]) }, { "to", lc_json_day(span[1]) },
                       { "suppressed", json_boolean(suppress) },
                       { "notes", json_array() }, { "sections", json_array() });
    return *sheet ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_sheet_note(json_t *sheet, const char *text, struct lc_error *err)
{
    return lc_json_push(json_object_get(sheet, "notes"), lc_json_text(text))
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

int lc_sheet_note_counts(json_t *sheet, bool suppress, struct lc_error *err)
{
    return lc_sheet_note(sheet,
                         suppress ? "Counts of 1 to 5 are c, others the nearest "
                                    "multiple of six"
                                  : "True counts, for this desk alone",
                         err);
}

/* --- a section -------------------------------------------------------------------- */

static json_t *count_json(size_t count)
{
    return count == LC_NOT_TOLD ? json_null() : lc_told_json(count);
}

/* The sum may be told in another section too, by other rows, so it is told in one way:
 * where that would give rows away (disclosure/small.h, (1)), it is the rows that are
 * not shown. told: the counts, then what is told. */
static void tell_rows(size_t n, size_t sum, size_t *told)
{
    size_t total;
    lc_tell_parts(n, told, told, &total);
    for (size_t r = 0; r < n && total != lc_tell(sum); r++)
        told[r] = told[r] ? LC_FEW : 0;
    told[n] = lc_tell(sum);
}

/* Into told[rows + 1], the last their sum. A row that is not told is none of it; that
 * it is none is known, so the others are told as if it were 0. */
static void tell(const struct lc_sheet_section *s, const struct lc_sheet_column *c,
                 bool suppress, size_t *told)
{
    size_t sum = 0;
    bool seen = true;
    for (size_t r = 0; r < s->rows; r++) {
        bool is = c->count[r] != LC_NOT_TOLD;
        told[r] = is ? c->count[r] : 0;
        sum += told[r];
        seen &= is;
    }
    told[s->rows] = sum;
    if (suppress && c->adds)
        tell_rows(s->rows, sum, told);
    for (size_t r = 0; r < s->rows; r++)
        if (c->count[r] == LC_NOT_TOLD)
            told[r] = LC_NOT_TOLD;
        else if (suppress && !c->adds)
            told[r] = lc_tell(told[r]);
    if (!seen)
        told[s->rows] = LC_NOT_TOLD;
}

static bool put_column(json_t *rows, const struct lc_sheet_section *s,
                       const struct lc_sheet_column *c, bool suppress)
{
    size_t *told = lc_alloc(s->rows + 1, sizeof *told);
    bool good = told;
    if (good)
        tell(s, c, suppress, told);
    for (size_t r = 0; r < json_array_size(rows) && good; r++)
        if (r < s->rows || c->adds)
            good = lc_json_put(json_array_get(rows, r), c->key, count_json(told[r]));
    free(told);
    return good;
}

static json_t *rows_json(const struct lc_sheet_section *s, bool suppress)
{
    json_t *rows = json_array();
    bool all = false, good = rows;
    for (size_t k = 0; k < s->columns; k++)
        all |= s->column[k].adds;
    for (size_t r = 0; r < s->rows + all && good; r++)
        good = lc_json_push(
            rows, LC_OBJECT({ "row", lc_json_text(r < s->rows ? s->row[r] : "all") }));
    for (size_t k = 0; k < s->columns && good; k++)
        good = put_column(rows, s, s->column + k, suppress);
    return lc_json_whole(rows, good);
}

int lc_sheet_put(json_t *sheet, const struct lc_sheet_section *section,
                 struct lc_error *err)
{
    const struct lc_sheet_section *s = section;
    json_t *columns = json_array();
    bool good = columns;
    for (size_t k = 0; k < s->columns && good; k++)
        good = lc_json_push(columns,
                            LC_OBJECT({ "key", lc_json_text(s->column[k].key) },
                                      { "title", lc_json_text(s->column[k].title) }));
    columns = lc_json_whole(columns, good);
    json_t *one = LC_OBJECT(
        { "name", lc_json_text(s->name) }, { "title", lc_json_text(s->title) },
        { s->note ? "note" : NULL, lc_json_text(s->note) },
        { "of", lc_json_text(s->of) }, { "columns", columns },
        { "rows", rows_json(s, json_is_true(json_object_get(sheet, "suppressed"))) });
    return lc_json_push(json_object_get(sheet, "sections"), one) ? LC_OK
                                                                 : LC_FAIL_NOMEM(err);
}

/* --- text and CSV ----------------------------------------------------------------- */

static void add_count(struct lc_text *out, const json_t *count, const char *none)
{
    if (json_is_integer(count))
        lc_text_addf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(count));
    else
        lc_text_add(out, json_is_string(count) ? json_string_value(count) : none);
}

static void add_row(struct lc_listing *list, const json_t *row, const json_t *columns)
{
    lc_listing_cell(list, "%s", lc_list_text_of(row, "row"));
    for (size_t k = 0; k < json_array_size(columns); k++) {
        const json_t *c = json_array_get(columns, k);
        struct lc_text count = { 0 };
        add_count(&count, json_object_get(row, lc_list_text_of(c, "key")), "-");
        lc_listing_cell(list, "%s", lc_text_held(&count));
        list->text.failed |= count.failed;
        lc_text_free(&count);
    }
}

static void add_section(struct lc_text *out, const json_t *section)
{
    const json_t *columns = json_object_get(section, "columns"),
                 *rows = json_object_get(section, "rows");
    size_t n = json_array_size(columns);
    struct lc_listed *listed = lc_alloc(n + 1, sizeof *listed);
    struct lc_listing list;
    out->failed |= !listed;
    if (!listed)
        return;
    listed[0] = (struct lc_listed){ lc_list_text_of(section, "of"), LC_LISTED_FLOWS };
    for (size_t k = 0; k < n; k++)
        listed[k + 1] =
            (struct lc_listed){ lc_list_text_of(json_array_get(columns, k), "title"),
                                LC_LISTED_RIGHT };
    lc_text_addf(out, "\n%s\n", lc_list_text_of(section, "title"));
    lc_listing_begin(&list, n + 1, listed);
    for (size_t r = 0; r < json_array_size(rows); r++)
        add_row(&list, json_array_get(rows, r), columns);
    lc_listing_end(&list, 2, out);
    if (*lc_list_text_of(section, "note"))
        lc_text_addf(out, "  %s\n", lc_list_text_of(section, "note"));
    free(listed);
}

void lc_sheet_text(const json_t *sheet, struct lc_text *out)
{
    const json_t *notes = json_object_get(sheet, "notes"),
                 *sections = json_object_get(sheet, "sections");
    lc_text_addf(out, "%s, %s to before %s\n", lc_list_text_of(sheet, "title"),
                 lc_list_text_of(sheet, "from"), lc_list_text_of(sheet, "to"));
    for (size_t k = 0; k < json_array_size(notes); k++)
        lc_text_addf(out, "- %s\n", json_string_value(json_array_get(notes, k)));
    for (size_t k = 0; k < json_array_size(sections); k++)
        add_section(out, json_array_get(sections, k));
}

static void add_csv_row(struct lc_text *out, const json_t *section, const json_t *row)
{
    const json_t *columns = json_object_get(section, "columns");
    for (size_t k = 0; k < json_array_size(columns); k++) {
        const char *key = lc_list_text_of(json_array_get(columns, k), "key");
        const json_t *count = json_object_get(row, key);
        if (!count)
            continue;
        lc_text_add_cell(out, lc_slice_of(lc_list_text_of(section, "name")));
        lc_text_add(out, ",");
        lc_text_add_cell(out, lc_slice_of(lc_list_text_of(row, "row")));
        lc_text_add(out, ",");
        lc_text_add_cell(out, lc_slice_of(key));
        lc_text_add(out, ",");
        add_count(out, count, "");
        lc_text_add(out, "\n");
    }
}

void lc_sheet_csv(const json_t *sheet, struct lc_text *out)
{
    const json_t *sections = json_object_get(sheet, "sections");
    lc_text_add(out, "section,row,figure,count\n");
    for (size_t k = 0; k < json_array_size(sections); k++) {
        const json_t *section = json_array_get(sections, k),
                     *rows = json_object_get(section, "rows");
        for (size_t r = 0; r < json_array_size(rows); r++)
            add_csv_row(out, section, json_array_get(rows, r));
    }
}
