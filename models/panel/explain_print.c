/* One child explained, for a terminal (explain.h). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/listing.h"
#include "base/memory.h"
#include "models/panel/explain.h"
#include "models/panel/list.h"
#include "models/panel/list_inside.h"

/* "about 1 in 9"; from a half on "about 8 in 10". */
static void add_odds(struct lc_text *out, double risk)
{
    if (risk > 0 && risk < 0.5)
        lc_text_addf(out, "about 1 in %.0f", 1 / risk);
    else
        lc_text_addf(out, "about %.0f in 10", 10 * risk);
}

static void add_standing(struct lc_text *out, const json_t *d)
{
    double risk = lc_list_number(d, "risk"), low = lc_list_number(d, "low");
    const json_t *listed = json_object_get(d, "listed");
    lc_text_addf(out, "  risk  %.1f%%", 100 * risk);
    if (isfinite(low))
        lc_text_addf(out, " (%.1f to %.1f)", 100 * low,
                     100 * lc_list_number(d, "high"));
    lc_text_add(out, ", ");
    add_odds(out, risk);
    lc_text_add(out, "; of all, ");
    add_odds(out, lc_list_number(d, "base_rate"));
    if (isfinite(lc_list_number(d, "worth")))
        lc_text_addf(out, "\n  worth about %.0f young people like this one",
                     fmax(1, lc_list_number(d, "worth")));
    lc_text_addf(out, "\n  rank  %.0f of %.0f children%s\n", lc_list_number(d, "rank"),
                 lc_list_number(d, "children"),
                 json_is_true(listed)    ? ", on the list"
                 : json_is_false(listed) ? ", not on the list"
                                         : "");
}

/* --- what adds up ----------------------------------------------------------------- */

struct share {
    double size;
    const json_t *part;
};

static int largest_first(const void *a, const void *b)
{
    const struct share *x = a, *y = b;
    double p = fabs(x->size), q = fabs(y->size);
    if (p != q)
        return p > q ? -1 : 1;
    return strcmp(lc_list_text_of(x->part, "history"),
                  lc_list_text_of(y->part, "history"));
}

static void add_shares(struct lc_text *out, const json_t *d)
{
    static const struct lc_listed columns[] = { { "", LC_LISTED_RIGHT },
                                                { "", LC_LISTED_FLOWS } };
    const json_t *parts = json_object_get(d, "contributions");
    size_t n = json_array_size(parts);
    struct share *share = lc_alloc(n, sizeof *share);
    struct lc_listing rows;
    out->failed |= !share;
    for (size_t k = 0; share && k < n; k++) {
        share[k].part = json_array_get(parts, k);
        share[k].size = lc_list_number(share[k].part, "contribution");
    }
    if (share && n)
        qsort(share, n, sizeof *share, largest_first);
    lc_listing_begin(&rows, 2, columns);
    lc_listing_cell(&rows, "%.2f", lc_list_number(d, "base_linear_predictor"));
    lc_listing_cell(&rows, "where all begin: the mean of those the model learnt from");
    for (size_t k = 0; share && k < n; k++) {
        const char *text = lc_list_text_of(share[k].part, "text");
        lc_listing_cell(&rows, "%+.2f", share[k].size);
        lc_listing_cell(&rows, "%s%s",
                        *text ? text : lc_list_text_of(share[k].part, "history"),
                        *text ? "" : ": nothing that speaks for more");
    }
    lc_listing_cell(&rows, "%.2f", lc_list_number(d, "linear_predictor"));
    lc_listing_cell(&rows, "their sum, which the risk is made of");
    lc_text_add(out,
                "\nWhy, largest first (what each adds on the scale of the model)\n");
    lc_listing_end(&rows, 2, out);
    free(share);
}

static void add_unknown(struct lc_text *out, const json_t *d)
{
    const json_t *list = json_object_get(d, "unknown");
    bool none = json_is_array(list) && !json_array_size(list)
                && json_is_true(json_object_get(d, "covered"));
    if (json_array_size(list) || none)
        lc_text_add(out, "\nNot known\n");
    if (none)
        lc_text_add(out, LC_LIST_NONE_UNKNOWN "\n");
    for (size_t k = 0; k < json_array_size(list); k++)
        lc_text_addf(out, "- %s\n", json_string_value(json_array_get(list, k)));
}

/* --- events ----------------------------------------------------------------------- */

static void add_what(struct lc_listing *rows, const json_t *event)
{
    const char *code = lc_list_text_of(event, "code");
    double level = lc_list_number(event, "level");
    struct lc_text what = { 0 };
    lc_text_addf(&what, "%s%s%s", lc_list_text_of(event, "history"), *code ? " " : "",
                 code);
    if (*lc_list_text_of(event, "meaning"))
        lc_text_addf(&what, ", %s", lc_list_text_of(event, "meaning"));
    if (isfinite(level))
        lc_text_addf(&what, " level %.0f", level);
    lc_text_addf(&what, " (file %.0f line %.0f)", lc_list_number(event, "file"),
                 lc_list_number(event, "line"));
    lc_listing_cell(rows, "%s", lc_text_held(&what));
    rows->text.failed |= what.failed;
    lc_text_free(&what);
}

static void add_events(struct lc_text *out, const json_t *d)
{
    static const struct lc_listed columns[] = {
        { "no.", LC_LISTED_RIGHT }, { "start", LC_LISTED_LEFT },
        { "end", LC_LISTED_LEFT },  { "known from", LC_LISTED_LEFT },
        { "late", LC_LISTED_LEFT }, { "event", LC_LISTED_FLOWS }
    };
    const json_t *list = json_object_get(d, "events");
    struct lc_listing rows;
    if (!json_array_size(list))
        return;
    lc_text_addf(out,
                 "\nThe events behind it, as they were known (late: known more than %d "
                 "days after)\n",
                 LC_LATE_DAYS);
    lc_listing_begin(&rows, 6, columns);
    for (size_t k = 0; k < json_array_size(list); k++) {
        const json_t *event = json_array_get(list, k);
        const char *end = lc_list_text_of(event, "end");
        lc_listing_cell(&rows, "%.0f", lc_list_number(event, "number"));
        lc_listing_cell(&rows, "%s", lc_list_text_of(event, "start"));
        lc_listing_cell(&rows, "%s", *end ? end : "open");
        lc_listing_cell(&rows, "%s", lc_list_text_of(event, "known_from"));
        lc_listing_cell(&rows, "%s",
                        json_is_true(json_object_get(event, "late")) ? "late" : "");
        add_what(&rows, event);
    }
    lc_listing_end(&rows, 2, out);
}

void lc_explain_text(const json_t *document, struct lc_text *out)
{
    const json_t *horizon = json_object_get(document, "horizon");
    bool scored = !strcmp(lc_list_text_of(document, "standing"), "scored");
    lc_list_caution(document, out);
    lc_text_addf(out, "\nChild %.0f on %s: entry into care within %s\n",
                 lc_list_number(document, "child"), lc_list_text_of(document, "as_of"),
                 lc_list_text_of(horizon, "text"));
    if (!scored) {
        lc_text_addf(out, "  %s: %s\n", lc_list_text_of(document, "standing"),
                     lc_list_text_of(document, "why"));
        return;
    }
    add_standing(out, document);
    add_shares(out, document);
    add_unknown(out, document);
    if (json_object_get(document, "decisions"))
        lc_text_add(out, "\nWhat panels decided\n");
    lc_list_decisions(document, "- ", out);
    add_events(out, document);
    if (json_array_size(json_object_get(document, "events")))
        lc_text_add(out, "\nWhat hangs on one of them: --what-if 'NO. out'\n");
}
