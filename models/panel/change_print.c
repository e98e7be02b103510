/* What changed, as a table and as text (change.h). */
#include <math.h>
#include <string.h>

#include "command/command.h"
#include "models/panel/change.h"
#include "models/panel/change_inside.h"
#include "models/panel/list_inside.h"

const char *const lc_change_kinds[LC_CHANGE_KINDS] = { "new",    "risen",   "steady",
                                                       "fallen", "dropped", "left" };
enum { SHOWN = 3 };

/* "missing M of 2025-03-04, known 2025-03-06", at most `limit` of them. */
static void add_events(struct lc_text *out, const json_t *row, size_t limit)
{
    const json_t *list = json_object_get(row, "events");
    size_t count = json_array_size(list);
    for (size_t k = 0; k < count && k < limit; k++) {
        const json_t *event = json_array_get(list, k);
        const char *code = lc_list_text_of(event, "code");
        const char *means = lc_list_text_of(event, "meaning");
        lc_text_addf(out, "%s%s%s%s%s%s%s of %s, known %s", k ? "; " : "",
                     lc_list_text_of(event, "history"), *code ? " " : "", code,
                     *means ? " (" : "", means, *means ? ")" : "",
                     lc_list_text_of(event, "start"),
                     lc_list_text_of(event, "known_from"));
    }
    if (count > limit)
        lc_text_addf(out, "; and %zu more", count - limit);
}

/* --- CSV -------------------------------------------------------------------------- */

void lc_change_add_row(struct lc_text *out, const json_t *row)
{
    const json_t *split = json_object_get(row, "split");
    const double number[] = {
        lc_list_number(row, "rank_before"),  lc_list_number(row, "rank"),
        lc_list_number(row, "risk_before"),  lc_list_number(row, "risk"),
        lc_list_number(split, "difference"), lc_list_number(split, "known_late"),
        lc_list_number(split, "time"),       lc_list_number(split, "new_events"),
    };
    struct lc_text cell = { 0 };
    const char *why = lc_list_text_of(row, "why"),
               *before = lc_list_text_of(row, "why_before");
    lc_text_addf(out, "%.0f,%s", lc_list_number(row, "child"),
                 lc_list_text_of(row, "change"));
    lc_add_cells(out, sizeof number / sizeof *number, number);
    lc_text_add(out, ",");
    add_events(&cell, row, SIZE_MAX);
    lc_text_add_cell(out, (struct lc_slice){ cell.data, cell.size });
    lc_text_add(out, ",");
    lc_text_add_cell(out, lc_slice_of(*why ? why : before));
    out->failed |= cell.failed;
    lc_text_free(&cell);
}

void lc_change_csv(const json_t *document, struct lc_text *out)
{
    const json_t *list = json_object_get(document, "changes");
    lc_text_add(out, LC_CHANGE_COLUMNS "\n");
    for (size_t k = 0; k < json_array_size(list); k++) {
        lc_change_add_row(out, json_array_get(list, k));
        lc_text_add(out, "\n");
    }
}

/* --- text ------------------------------------------------------------------------- */

static void add_risk(struct lc_text *out, const char *before, double risk)
{
    if (isfinite(risk))
        lc_text_addf(out, "%s%.1f%%", before, 100 * risk);
}

static void add_split(struct lc_text *out, const json_t *row)
{
    const json_t *split = json_object_get(row, "split");
    if (json_is_object(split))
        lc_text_addf(
            out,
            "      %+.2f: new events %+.2f, earlier but learnt since %+.2f, time "
            "%+.2f\n",
            lc_list_number(split, "difference"), lc_list_number(split, "new_events"),
            lc_list_number(split, "known_late"), lc_list_number(split, "time"));
}

static void add_child(struct lc_text *out, const json_t *row)
{
    struct lc_text events = { 0 };
    const char *why = lc_list_text_of(row, "why"),
               *before = lc_list_text_of(row, "why_before");
    double rank = lc_list_number(row, "rank"), was = lc_list_number(row, "rank_before");
    if (isfinite(rank))
        lc_text_addf(out, "%4.0f. ", rank);
    else
        lc_text_add(out, "   -  ");
    lc_text_addf(out, "child %.0f: %s", lc_list_number(row, "child"),
                 lc_list_text_of(row, "change"));
    if (isfinite(was) && isfinite(rank))
        lc_text_addf(out, ", place %.0f to %.0f", was, rank);
    else if (isfinite(was))
        lc_text_addf(out, ", was at place %.0f", was);
    add_risk(out, "; ", lc_list_number(row, "risk"));
    add_risk(out, ", was ", lc_list_number(row, "risk_before"));
    lc_text_add(out, "\n");
    if (*why || *before)
        lc_text_addf(out, "      not scored%s: %s\n", *why ? "" : " then",
                     *why ? why : before);
    add_split(out, row);
    add_events(&events, row, SHOWN);
    if (events.size)
        lc_text_addf(out, "      since: %s\n", events.data);
    out->failed |= events.failed;
    lc_text_free(&events);
}

void lc_change_count(const json_t *document, size_t count[LC_CHANGE_KINDS])
{
    const json_t *list = json_object_get(document, "changes");
    for (size_t i = 0; i < LC_CHANGE_KINDS; i++) {
        count[i] = 0;
        for (size_t k = 0; k < json_array_size(list); k++)
            count[i] += !strcmp(lc_list_text_of(json_array_get(list, k), "change"),
                                lc_change_kinds[i]);
    }
}

static void add_counts(struct lc_text *out, const json_t *document)
{
    size_t count[LC_CHANGE_KINDS], said = 0;
    lc_change_count(document, count);
    for (size_t i = 0; i < LC_CHANGE_KINDS; i++)
        if (count[i])
            lc_text_addf(out, "%s%zu %s", said++ ? ", " : "", count[i],
                         lc_change_kinds[i]);
    lc_text_add(out, said ? "\n\n" : "nobody is on either list\n");
}

void lc_change_text(const json_t *document, struct lc_text *out)
{
    const json_t *list = json_object_get(document, "changes");
    lc_text_addf(out, "What changed since the list of %s\n",
                 lc_list_text_of(document, "since"));
    add_counts(out, document);
    for (size_t k = 0; k < json_array_size(list); k++)
        add_child(out, json_array_get(list, k));
}
