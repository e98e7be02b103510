/* An answer of `evaluate` as text or JSON. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "command/command.h"
#include "models/answer/evaluate.h"
#include "models/climb/finish.h"

void lc_answer_add(struct lc_answer *a, const char *name, const char *label,
                   double value, double se)
{
    struct lc_line_shown line = { .name = name,
                                  .label = label,
                                  .value = value,
                                  .se = se,
                                  .low = value - LC_Z95 * se,
                                  .high = value + LC_Z95 * se };
    if (isnan(value))
        snprintf(line.cannot, sizeof line.cannot, "cannot be told from these rows");
    if (a->count < LC_LINES)
        a->line[a->count++] = line;
}

static bool push_line(json_t *metrics, const struct lc_line_shown *line)
{
    json_t *o = json_object();
    return lc_json_push(metrics, o) && lc_json_put(o, "name", lc_json_text(line->name))
           && lc_json_put(o, "label", lc_json_text(line->label))
           && lc_json_put(o, "value", lc_json_number(line->value))
           && lc_json_put(o, "se", lc_json_number(line->se))
           && lc_json_put(o, "low", lc_json_number(line->low))
           && lc_json_put(o, "high", lc_json_number(line->high))
           && (!line->cannot[0]
               || lc_json_put(o, "cannot", lc_json_text(line->cannot)));
}

static int add_json(const struct lc_answer *a, const struct lc_evaluated *rows,
                    double horizon, struct lc_text *out, struct lc_error *err)
{
    json_t *o = json_object(), *metrics = json_array();
    bool ok =
        lc_json_put(o, "n", json_integer((json_int_t)rows->n))
        && lc_json_put(o, "children", json_integer((json_int_t)rows->children))
        && lc_json_put(o, "events", json_integer((json_int_t)rows->events))
        && lc_json_put(o, "rows_left_out", json_integer((json_int_t)rows->left_out))
        && lc_json_put(o, "horizon",
                       horizon > 0 ? lc_json_number(horizon) : json_null());
    ok = lc_json_put(o, "metrics", metrics) && ok;
    for (size_t i = 0; i < a->count && ok; i++)
        ok = push_line(metrics, a->line + i);
    ok = ok && json_object_update(o, a->more) == 0;
    int code = lc_add_json(out, ok ? o : NULL, err);
    json_decref(o);
    return code;
}

static void add_table(const struct lc_answer *a, const struct lc_evaluated *rows,
                      struct lc_text *out)
{
    lc_text_addf(out, "%zu rows", rows->n);
    if (rows->children < rows->n)
        lc_text_addf(out, " of %zu children", rows->children);
    lc_text_addf(out, ", %zu events", rows->events);
    if (rows->left_out)
        lc_text_addf(out, "; %zu rows without a risk or an outcome", rows->left_out);
    lc_text_addf(out, "\n\n%-26s%12s  %-26s\n", "metric", "value", "95% interval");
    for (size_t i = 0; i < a->count; i++) {
        const struct lc_line_shown *l = a->line + i;
        char interval[64] = "";
        if (!isnan(l->low))
            snprintf(interval, sizeof interval, "%.5g to %.5g", l->low, l->high);
        if (l->cannot[0] || isnan(l->value))
            lc_text_addf(out, "%-26s%12s  %s\n", l->name, "-", l->cannot);
        else
            lc_text_addf(out, "%-26s%12.5g  %-26s%s\n", l->name, l->value, interval,
                         l->label);
    }
}

int lc_answer_print(const struct lc_answer *a, const struct lc_evaluated *rows,
                    double horizon, int json, struct lc_error *err)
{
    struct lc_text out = { 0 };
    int code = LC_OK;
    if (json)
        code = add_json(a, rows, horizon, &out, err);
    else
        add_table(a, rows, &out);
    if (!code)
        code = lc_text_check(&out, err);
    if (!code)
        code = lc_print(out.data, out.size, err);
    lc_text_free(&out);
    return code;
}
