#include "models/command/predict_curve.h"

#include <stdlib.h>

#include "base/json.h"
#include "models/command/times.h"
#include "models/family/kaplan_meier.h"

static void add_csv(const struct lc_survival *s, const double *times,
                    struct lc_text *out)
{
    lc_text_add(out, "row,time,survival,se,low,high,cannot_score\n");
    for (size_t at = 0; at < s->n * s->times; at++) {
        size_t i = at / s->times;
        const double value[] = { times[at % s->times], s->survival[at], s->se[at],
                                 s->low[at], s->high[at] };
        lc_text_addf(out, "%zu,", s->applied.row[i] + 1);
        for (int k = 0; k < 5; k++) {
            lc_text_add_number(out, value[k], "");
            lc_text_add(out, ",");
        }
        lc_text_add_cell(out, lc_slice_of(s->applied.cannot[i]));
        lc_text_add(out, "\n");
    }
}

static bool push_row(json_t *rows, const struct lc_survival *s, size_t i)
{
    json_t *o = json_object();
    const char *why = s->applied.cannot[i];
    size_t at = i * s->times;
    return lc_json_push(rows, o)
           && lc_json_put(o, "row", json_integer((json_int_t)s->applied.row[i] + 1))
           && lc_json_put(o, "survival", lc_json_numbers(s->times, s->survival + at))
           && lc_json_put(o, "se", lc_json_numbers(s->times, s->se + at))
           && lc_json_put(o, "low", lc_json_numbers(s->times, s->low + at))
           && lc_json_put(o, "high", lc_json_numbers(s->times, s->high + at))
           && (!why || lc_json_put(o, "cannot_score", lc_json_text(why)));
}

static int add_json(const struct lc_model *model, const struct lc_survival *s,
                    const double *times, int limits, struct lc_text *out,
                    struct lc_error *err)
{
    json_t *o = json_object(), *rows = json_array();
    char *text = NULL;
    bool ok = lc_json_put(o, "family", lc_json_text(model->family->name))
              && lc_json_put(o, "model", lc_json_text(model->digest))
              && lc_json_put(o, "limits", lc_json_text(lc_limits_names[limits]))
              && lc_json_put(o, "times", lc_json_numbers(s->times, times));
    ok = lc_json_put(o, "rows", rows) && ok;
    for (size_t i = 0; i < s->n && ok; i++)
        ok = push_row(rows, s, i);
    int code = ok ? lc_json_print(o, &text, err) : LC_FAIL_NOMEM(err);
    lc_text_add(out, text ? text : "");
    lc_text_add(out, "\n");
    free(text);
    json_decref(o);
    return code;
}

int lc_predict_curve(const struct lc_model *model, const struct lc_frame *frame,
                     const char *times, int limits, bool json, struct lc_text *out,
                     size_t *without, struct lc_error *err)
{
    struct lc_survival s;
    double time[LC_TIMES];
    size_t count;
    *without = 0;
    int code = lc_times_parse("times", times, time, &count, err);
    if (!code && !count)
        code = LC_FAIL(err, LC_USAGE, "--curve needs --times 100,365,730");
    if (!code)
        code = lc_model_survival(&s, model, frame, count, time, limits, err);
    if (code)
        return code;
    if (json)
        code = add_json(model, &s, time, limits, out, err);
    else
        add_csv(&s, time, out);
    for (size_t i = 0; i < s.n; i++)
        *without += s.applied.cannot[i] != NULL;
    lc_survival_free(&s);
    return code;
}
