/* An answer of `evaluate` as text or JSON. */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "base/listing.h"
#include "command/command.h"
#include "models/answer/evaluate.h"
#include "models/climb/finish.h"

void lc_answer_add(struct lc_answer *a, const char *name, const char *label,
                   struct lc_measure is, enum lc_metric_range range)
{
    static const double least[] = {
        [LC_ANY_VALUE] = -INFINITY, [LC_SHARES_APART] = -1
    };
    double most = range >= LC_A_SHARE ? 1 : INFINITY;
    struct lc_line_shown line = {
        .name = name, .label = label, .value = is.value, .se = is.se
    };
    if (!isnan(is.se)) {
        line.low = fmax(is.value - LC_Z95 * is.se, least[range]);
        line.high = fmin(is.value + LC_Z95 * is.se, most);
    } else {
        line.low = line.high = NAN;
    }
    if (isnan(is.value))
        snprintf(line.cannot, sizeof line.cannot, "cannot be told from these rows");
    assert(a->count < LC_LINES);
    a->line[a->count++] = line;
}

static bool push_line(json_t *metrics, const struct lc_line_shown *line)
{
    return lc_json_push(metrics, LC_OBJECT({ "name", lc_json_text(line->name) },
                                           { "label", lc_json_text(line->label) },
                                           { "value", lc_json_number(line->value) },
                                           { "se", lc_json_number(line->se) },
                                           { "low", lc_json_number(line->low) },
                                           { "high", lc_json_number(line->high) },
                                           { line->cannot[0] ? "cannot" : NULL,
                                             lc_json_text(line->cannot) }));
}

static json_t *answer_json(const struct lc_answer *a, const struct lc_evaluated *rows,
                           double horizon)
{
    json_t *metrics = json_array();
    char warning[LC_REPEAT_ROOM];
    if (rows->repeat.column)
        lc_lists_warning(warning, &rows->repeat);
    json_t *o = LC_OBJECT(
        { rows->repeat.column ? "warning" : NULL,
          lc_json_text(rows->repeat.column ? warning : NULL) },
        { "n", lc_json_count(rows->n) }, { "children", lc_json_count(rows->children) },
        { "events", lc_json_count(rows->events) },
        { "rows_left_out", lc_json_count(rows->left_out) },
        { rows->weightless ? "rows_weightless" : NULL,
          lc_json_count(rows->weightless) },
        { rows->separated ? "rows_separated" : NULL, lc_json_count(rows->separated) },
        { "horizon", lc_json_number(horizon > 0 ? horizon : NAN) },
        { "metrics", metrics });
    bool ok = o != NULL;
    for (size_t i = 0; i < a->count && ok; i++)
        ok = push_line(metrics, a->line + i);
    return lc_json_whole(o, ok && json_object_update(o, a->more) == 0);
}

static void add_shown(struct lc_listing *to, const struct lc_line_shown *l)
{
    bool told = !l->cannot[0] && !isnan(l->value);
    lc_listing_cell(to, "%s", l->name);
    lc_listing_cell(to, told ? "%.5g" : "-", l->value);
    if (told && !isnan(l->low))
        lc_listing_cell(to, "%.5g to %.5g", l->low, l->high);
    else
        lc_listing_cell(to, "%s", told ? "" : "-");
    lc_listing_cell(to, "%s", told ? l->label : l->cannot);
}

static void add_table(const struct lc_answer *a, const struct lc_evaluated *rows,
                      struct lc_text *out)
{
    static const struct lc_listed columns[] = { { "metric", LC_LISTED_LEFT },
                                                { "value", LC_LISTED_RIGHT },
                                                { "95% interval", LC_LISTED_LEFT },
                                                { "", LC_LISTED_FLOWS } };
    struct lc_listing to;
    char warning[LC_REPEAT_ROOM];
    if (rows->repeat.column) {
        lc_lists_warning(warning, &rows->repeat);
        lc_text_addf(out, "%s\n\n", warning);
    }
    lc_text_addf(out, "%zu rows", rows->n);
    if (rows->children < rows->n)
        lc_text_addf(out, " of %zu children", rows->children);
    lc_text_addf(out, ", %zu events", rows->events);
    if (rows->left_out)
        lc_text_addf(out, "; %zu rows without a risk or an outcome", rows->left_out);
    if (rows->weightless)
        lc_text_addf(out, "; %zu rows left out for a weight of 0", rows->weightless);
    if (rows->separated)
        lc_text_addf(out, "; %zu rows without a risk: the outcome is separated there",
                     rows->separated);
    lc_text_add(out, "\n\n");
    lc_listing_begin(&to, 4, columns);
    for (size_t i = 0; i < a->count; i++)
        add_shown(&to, a->line + i);
    lc_listing_end(&to, 0, out);
}

int lc_answer_print(const struct lc_answer *a, const struct lc_evaluated *rows,
                    double horizon, int json, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (json)
        return lc_print_json(answer_json(a, rows, horizon), err);
    add_table(a, rows, &out);
    return lc_print_text(&out, err);
}
