/* One record contested, for a terminal (what_if.h). */
#include <math.h>
#include <string.h>

#include "base/listing.h"
#include "models/panel/list.h"
#include "models/panel/list_inside.h"
#include "models/panel/what_if.h"

/* What is thought away or changed, in words. */
static void add_change(struct lc_text *out, const json_t *what)
{
    const char *change = lc_list_text_of(what, "change");
    const json_t *to = json_object_get(what, "to");
    if (!strcmp(change, "out"))
        lc_text_add(out, "had never been recorded");
    else if (!strcmp(change, "level"))
        lc_text_addf(out, "were of level %.0f", lc_list_number(what, "to"));
    else if (!strcmp(change, "code"))
        lc_text_addf(out, "were of code %s", lc_list_text_of(what, "to"));
    else if (json_is_null(to))
        lc_text_add(out, "had not ended");
    else
        lc_text_addf(out, "%s %s",
                     !strcmp(change, "start") ? "had begun on"
                     : !strcmp(change, "end") ? "had ended on"
                                              : "had first been known on",
                     lc_list_text_of(what, "to"));
}

static void add_event(struct lc_text *out, const json_t *what)
{
    const json_t *event = json_object_get(what, "event");
    const char *code = lc_list_text_of(event, "code");
    const char *meaning = lc_list_text_of(event, "meaning");
    if (json_is_object(event))
        lc_text_addf(out, "  %s%s%s%s%s,\n  of %s, known %s,",
                     lc_list_text_of(event, "history"), *code ? " " : "", code,
                     *meaning ? ", " : "", meaning, lc_list_text_of(event, "start"),
                     lc_list_text_of(event, "known_from"));
    else
        lc_text_add(out, "  what the child has");
    lc_text_addf(out, " from file %.0f line %.0f\n", lc_list_number(what, "file"),
                 lc_list_number(what, "line"));
}

static void add_day(struct lc_listing *rows, const char *when, const json_t *of)
{
    double risk = lc_list_number(of, "risk"), low = lc_list_number(of, "low");
    lc_listing_cell(rows, "%s", when);
    if (!isfinite(risk)) {
        lc_listing_cell(rows, "%s", "");
        lc_listing_cell(rows, "%s: %s", lc_list_text_of(of, "standing"),
                        lc_list_text_of(of, "why"));
        return;
    }
    lc_listing_cell(rows, "%.0f", lc_list_number(of, "rank"));
    if (isfinite(low))
        lc_listing_cell(rows, "%.1f%% (%.1f to %.1f)", 100 * risk, 100 * low,
                        100 * lc_list_number(of, "high"));
    else
        lc_listing_cell(rows, "%.1f%%", 100 * risk);
}

static void add_parts(struct lc_text *out, const json_t *what)
{
    static const struct lc_listed columns[] = { { "before", LC_LISTED_RIGHT },
                                                { "after", LC_LISTED_RIGHT },
                                                { "change", LC_LISTED_RIGHT },
                                                { "", LC_LISTED_FLOWS } };
    const json_t *list = json_object_get(what, "by_history");
    struct lc_listing rows;
    if (!json_is_array(list)) {
        lc_text_add(out, "\nThe parts of the two risks cannot be held against each "
                         "other.\n");
        return;
    }
    lc_listing_begin(&rows, 4, columns);
    for (size_t g = 0; g < json_array_size(list); g++) {
        const json_t *part = json_array_get(list, g);
        const char *text = lc_list_text_of(part, "text");
        if (lc_list_number(part, "difference") == 0)
            continue;
        lc_listing_cell(&rows, "%+.2f", lc_list_number(part, "before"));
        lc_listing_cell(&rows, "%+.2f", lc_list_number(part, "after"));
        lc_listing_cell(&rows, "%+.2f", lc_list_number(part, "difference"));
        lc_listing_cell(&rows, "%s: %s", lc_list_text_of(part, "history"),
                        *text ? text : "nothing that speaks for more");
    }
    lc_listing_cell(&rows, "%s", "");
    lc_listing_cell(&rows, "%s", "");
    lc_listing_cell(&rows, "%+.2f", lc_list_number(what, "difference"));
    lc_listing_cell(&rows, "together, on the scale of the model");
    lc_text_add(out, "\nWhat would be otherwise\n");
    lc_listing_end(&rows, 2, out);
}

void lc_what_if_text(const json_t *document, struct lc_text *out)
{
    static const struct lc_listed columns[] = { { "", LC_LISTED_LEFT },
                                                { "rank", LC_LISTED_RIGHT },
                                                { "risk", LC_LISTED_FLOWS } };
    const json_t *what = json_object_get(document, "what_if");
    struct lc_listing rows;
    lc_list_caution(document, out);
    lc_text_addf(out, "\nChild %.0f on %s: entry into care within %s, if\n",
                 lc_list_number(document, "child"), lc_list_text_of(document, "as_of"),
                 lc_list_text_of(json_object_get(document, "horizon"), "text"));
    add_event(out, what);
    lc_text_add(out, "  ");
    add_change(out, what);
    lc_text_add(out, "\n\n");
    lc_listing_begin(&rows, 3, columns);
    add_day(&rows, "as it is", document);
    add_day(&rows, "if so", what);
    lc_listing_end(&rows, 2, out);
    add_parts(out, what);
    lc_text_add(out, "\nNothing was written but the line of this look in the log.\n");
}
