/* Reviews out and decisions in: see link.h. */
#include <inttypes.h>

#include "base/day.h"
#include "base/number.h"
#include "link/link.h"
#include "table/csv.h"

void lc_link_print_reviews(const struct lc_link_report *report, struct lc_text *out)
{
    lc_text_add(out, "record_a,record_b,pass,why,joined,weight,probability");
    for (size_t f = 0; f < report->fields; f++) {
        lc_text_add(out, ",");
        lc_text_add_cell(out, lc_slice_of(report->field[f].name));
    }
    lc_text_add(out, ",same\n");
    for (size_t i = 0; i < report->reviews; i++) {
        const struct lc_review *row = report->review + i;
        lc_text_addf(out, "%" PRIu32 ",%" PRIu32 ",", row->record, row->other);
        lc_text_add_cell(out, lc_slice_of(row->pass));
        lc_text_add(out, ",");
        lc_text_add_cell(out, lc_slice_of(row->why));
        lc_text_addf(out, ",%d", row->joined);
        if (lc_review_is_compared(row))
            lc_text_addf(out, ",%.1f,%.3f", row->weight, row->chance);
        else
            lc_text_add(out, ",,");
        for (size_t f = 0; f < report->fields; f++)
            if (lc_match_level(row->levels, f))
                lc_text_addf(out, ",%.1f", row->bits[f]);
            else
                lc_text_add(out, ",");
        lc_text_add(out, ",\n");
    }
}

void lc_link_print_merges(const struct lc_store *store, struct lc_text *out)
{
    char day[32];
    lc_text_add(out, "record_a,record_b,pass,day\n");
    for (size_t i = 0; i < store->links; i++) {
        const struct lc_record_link *link = store->link + i;
        lc_text_addf(out, "%" PRIu32 ",%" PRIu32 ",", link->record, link->other);
        lc_text_add_cell(out, lc_slice_of(lc_codes_name(&store->passes, link->pass)));
        lc_text_addf(out, ",%s\n", lc_day_print(link->day, day));
    }
}

enum { RECORD_A, RECORD_B, SAME, COLUMNS };

static const char *const columns[COLUMNS] = { "record_a", "record_b", "same" };

static int take_row(struct lc_store *store, const struct lc_csv_row *row,
                    const size_t *at, int32_t day, size_t *count, struct lc_error *err)
{
    int64_t value[COLUMNS];
    if (row->trouble)
        return LC_FAIL(err, LC_FORMAT, "%s", lc_csv_trouble_text(row->trouble));
    if (row->field[at[SAME]].size == 0)
        return LC_OK;
    for (int k = 0; k < COLUMNS; k++)
        if (lc_integer_parse(row->field[at[k]], 0, k == SAME ? 1 : UINT32_MAX,
                             value + k))
            return LC_FAIL(err, LC_FORMAT, "%s is not %s", columns[k],
                           k == SAME ? "1, 0 or empty" : "the number of a record");
    ++*count;
    return lc_link_decide(store, (uint32_t)value[RECORD_A], (uint32_t)value[RECORD_B],
                          value[SAME] == 1, day, err);
}

int lc_link_accept(struct lc_store *store, const char *path, int32_t day, size_t *count,
                   struct lc_error *err)
{
    lc_csv *csv = NULL;
    const struct lc_csv_row *row = NULL;
    size_t at[COLUMNS] = { 0 };
    *count = 0;
    int code = lc_csv_open(&csv, path, err);
    size_t absent = code ? COLUMNS : lc_csv_find(csv, COLUMNS, columns, at);
    if (absent < COLUMNS)
        code = LC_FAIL(err, LC_FORMAT, "%s has no column '%s'", path, columns[absent]);
    if (!code)
        code = lc_csv_next(csv, &row, err);
    while (!code && row) {
        code = take_row(store, row, at, day, count, err);
        if (code)
            lc_error_within(err, code, "%s:%" PRIu64, path, row->line);
        else
            code = lc_csv_next(csv, &row, err);
    }
    lc_csv_close(csv);
    return code;
}
