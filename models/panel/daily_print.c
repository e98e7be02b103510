/* What a day brought, as a table and as text (daily.h). */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "models/panel/daily.h"
#include "models/panel/list_inside.h"

/* --- CSV -------------------------------------------------------------------------- */

/* The columns of the one table; each row has those of its section. */
static const char *const columns[] = {
    "child",      "rank",       "rank_before", "risk_before", "risk",   "difference",
    "new_events", "known_late", "time",        "most",        "change", "history",
    "code",       "meaning",    "level",       "start",       "end",    "known_from",
    "told",       "late",       "new",         "days",        "why",
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void add_value(struct lc_text *out, const json_t *value)
{
    if (json_is_integer(value))
        lc_text_addf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        lc_text_add_number(out, json_real_value(value), "");
    else if (json_is_boolean(value))
        lc_text_add(out, json_is_true(value) ? "yes" : "no");
    else if (json_is_string(value))
        lc_text_add_cell(out, lc_slice_of(json_string_value(value)));
}

static void add_rows(struct lc_text *out, const json_t *document, const char *section)
{
    const json_t *list = json_object_get(document, section), *row;
    for (size_t i = 0; (row = json_array_get(list, i)); i++) {
        lc_text_add(out, section);
        for (size_t k = 0; k < COLUMNS; k++) {
            lc_text_add(out, ",");
            add_value(out, json_object_get(row, columns[k]));
        }
        lc_text_add(out, "\n");
    }
}

void lc_daily_csv(const json_t *document, struct lc_text *out)
{
    lc_text_add(out, "section");
    for (size_t k = 0; k < COLUMNS; k++)
        lc_text_addf(out, ",%s", columns[k]);
    lc_text_add(out, "\n");
    add_rows(out, document, "missing");
    add_rows(out, document, "moved");
    add_rows(out, document, "known");
}

/* --- text ------------------------------------------------------------------------- */

static double count_of(const json_t *document, const char *name)
{
    return lc_list_number(json_object_get(document, "counts"), name);
}

static void add_child(struct lc_text *out, const json_t *row)
{
    double rank = lc_list_number(row, "rank");
    lc_text_addf(out, "  child %.0f", lc_list_number(row, "child"));
    if (isfinite(rank))
        lc_text_addf(out, " (place %.0f)", rank);
}

static void add_what(struct lc_text *out, const json_t *row)
{
    const char *code = lc_list_text_of(row, "code"),
               *means = lc_list_text_of(row, "meaning");
    lc_text_addf(out, "%s%s%s%s%s%s", lc_list_text_of(row, "history"), *code ? " " : "",
                 code, *means ? " (" : "", means, *means ? ")" : "");
}

static void add_missing(struct lc_text *out, const json_t *row)
{
    const char *why = lc_list_text_of(row, "why");
    add_child(out, row);
    lc_text_add(out, ": ");
    add_what(out, row);
    double days = lc_list_number(row, "days");
    lc_text_addf(out, " since %s (%.0f day%s), known %s%s",
                 lc_list_text_of(row, "start"), days, days == 1 ? "" : "s",
                 lc_list_text_of(row, "known_from"),
                 json_is_true(json_object_get(row, "new")) ? ", new" : "");
    lc_text_addf(out, "%s%s\n", *why ? "; not scored: " : "", why);
}

static void add_moved(struct lc_text *out, const json_t *row)
{
    const char *most = lc_list_text_of(row, "most");
    add_child(out, row);
    lc_text_addf(
        out, ": risk %.1f%%, was %.1f%%; %+.2f", 100 * lc_list_number(row, "risk"),
        100 * lc_list_number(row, "risk_before"), lc_list_number(row, "difference"));
    if (json_object_get(row, "time"))
        lc_text_addf(out,
                     ": new events %+.2f, earlier but learnt since %+.2f, time %+.2f",
                     lc_list_number(row, "new_events"),
                     lc_list_number(row, "known_late"), lc_list_number(row, "time"));
    lc_text_addf(out, "%s%s\n", *most ? "; most by " : "", most);
}

static void add_known(struct lc_text *out, const json_t *row)
{
    const char *told = lc_list_text_of(row, "told"), *end = lc_list_text_of(row, "end");
    add_child(out, row);
    lc_text_add(out, ": ");
    add_what(out, row);
    lc_text_addf(out, " of %s%s%s, known %s%s%s\n", lc_list_text_of(row, "start"),
                 *end ? " to " : "", end, lc_list_text_of(row, "known_from"),
                 strcmp(told, "first") ? ", " : "", strcmp(told, "first") ? told : "");
}

static void add_some(struct lc_text *out, const json_t *document, const char *section,
                     void (*add)(struct lc_text *out, const json_t *row))
{
    const json_t *list = json_object_get(document, section);
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count && i < LC_DAILY_MOST; i++)
        add(out, json_array_get(list, i));
    if (count > LC_DAILY_MOST)
        lc_text_addf(out, "  and %zu more, in daily.csv\n", count - LC_DAILY_MOST);
}

void lc_daily_text(const json_t *document, struct lc_text *out)
{
    const json_t *list = json_object_get(document, "list"),
                 *children = json_object_get(document, "children"),
                 *notes = json_object_get(document, "notes");
    lc_text_addf(out, "What the time since %s brought\n",
                 lc_list_text_of(document, "since"));
    for (size_t i = 0; i < json_array_size(notes); i++)
        lc_text_addf(out, "- %s\n", json_string_value(json_array_get(notes, i)));
    lc_text_addf(out,
                 "%.0f children scored, %.0f then; on the list of %.0f: %.0f new, %.0f "
                 "dropped, %.0f left\n",
                 lc_list_number(children, "now"), lc_list_number(children, "before"),
                 lc_list_number(document, "capacity"), lc_list_number(list, "new"),
                 lc_list_number(list, "dropped"), lc_list_number(list, "left"));
    lc_text_addf(out,
                 "\nMissing and not returned: %.0f episodes of %.0f children, %.0f of "
                 "them new\n",
                 count_of(document, "missing"), count_of(document, "missing_children"),
                 count_of(document, "missing_new"));
    add_some(out, document, "missing", add_missing);
    lc_text_addf(out, "\nWhose risk moved: %.0f risen, %.0f fallen\n",
                 count_of(document, "risen"), count_of(document, "fallen"));
    add_some(out, document, "moved", add_moved);
    lc_text_addf(out, "\nWhat became known: %.0f things of %.0f children\n",
                 count_of(document, "known"), count_of(document, "known_children"));
    add_some(out, document, "known", add_known);
}
