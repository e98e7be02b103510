/* See series.h. */
#include "models/panel/series.h"

#include "models/panel/change_inside.h"
#include "models/panel/list.h"
#include "models/panel/list_inside.h"

/* --- CSV -------------------------------------------------------------------------- */

void lc_series_csv_head(struct lc_text *out)
{
    lc_text_add(out, "verdict,as_of,since," LC_CHANGE_COLUMNS ",warnings\n");
}

void lc_series_csv(const json_t *list, const json_t *changes, struct lc_text *out)
{
    const json_t *rows = json_object_get(changes, "changes");
    const char *verdict = lc_list_text_of(json_object_get(list, "verdict"), "status");
    struct lc_text warnings = { 0 };
    lc_list_add_joined(&warnings, json_object_get(list, "warnings"));
    out->failed |= warnings.failed;
    for (size_t k = 0; k < json_array_size(rows); k++) {
        lc_text_add_cell(out, lc_slice_of(verdict));
        lc_text_addf(out, ",%s,%s,", lc_list_text_of(list, "as_of"),
                     lc_list_text_of(changes, "since"));
        lc_change_add_row(out, json_array_get(rows, k));
        lc_text_add(out, ",");
        lc_text_add_cell(out, (struct lc_slice){ warnings.data, warnings.size });
        lc_text_add(out, "\n");
    }
    lc_text_free(&warnings);
}

/* --- text ------------------------------------------------------------------------- */

void lc_series_text_head(struct lc_text *out)
{
    lc_text_add(out, "list of     listed would enter");
    for (size_t i = 0; i < LC_CHANGE_KINDS; i++)
        lc_text_addf(out, " %7s", lc_change_kinds[i]);
    lc_text_add(out, "\n");
}

void lc_series_text(const json_t *list, const json_t *changes, struct lc_text *out)
{
    size_t count[LC_CHANGE_KINDS];
    lc_change_count(changes, count);
    lc_text_addf(out, "%s %7zu %11.1f", lc_list_text_of(list, "as_of"),
                 json_array_size(json_object_get(list, "listed")),
                 lc_list_number(json_object_get(list, "expected_entries"), "estimate"));
    for (size_t i = 0; i < LC_CHANGE_KINDS; i++)
        lc_text_addf(out, " %7zu", count[i]);
    lc_text_add(out, "\n");
}
