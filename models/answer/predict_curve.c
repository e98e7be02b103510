#include "models/answer/predict_curve.h"

#include <stdlib.h>

#include "base/json.h"
#include "command/command.h"
#include "models/answer/times.h"
#include "models/curve/kaplan_meier.h"
#include "models/fit/quantile.h"

/* Of the row at one time; NULL where it has its survival. */
static const char *reason(const struct lc_survival *s, const struct lc_model *model,
                          size_t i, double time)
{
    int32_t stratum = s->applied.stratum ? s->applied.stratum[i] : 0;
    return s->applied.cannot[i] ? s->applied.cannot[i]
                                : lc_model_beyond(model, stratum, time);
}

static void add_csv(const struct lc_survival *s, const struct lc_model *model,
                    const double *times, struct lc_text *out)
{
    lc_text_add(out, "row,time,survival,se,low,high,cannot_score\n");
    for (size_t at = 0; at < s->n * s->times; at++) {
        size_t i = at / s->times;
        const double value[] = { times[at % s->times], s->survival[at], s->se[at],
                                 s->low[at], s->high[at] };
        lc_text_addf(out, "%zu", s->applied.row[i] + 1);
        lc_add_cells(out, 5, value);
        lc_text_add(out, ",");
        const char *why = reason(s, model, i, times[at % s->times]);
        lc_text_add_cell(out, lc_slice_of(why));
        lc_text_add(out, "\n");
    }
}

static bool push_row(json_t *rows, const struct lc_survival *s, size_t i,
                     const char *why)
{
    size_t at = i * s->times;
    return lc_json_push(
        rows, LC_OBJECT({ "row", lc_json_count(s->applied.row[i] + 1) },
                        { "survival", lc_json_numbers(s->times, s->survival + at) },
                        { "se", lc_json_numbers(s->times, s->se + at) },
                        { "low", lc_json_numbers(s->times, s->low + at) },
                        { "high", lc_json_numbers(s->times, s->high + at) },
                        { why ? "cannot_score" : NULL, lc_json_text(why) }));
}

static int add_json(const struct lc_model *model, const struct lc_survival *s,
                    const double *times, int limits, struct lc_text *out,
                    struct lc_error *err)
{
    json_t *rows = json_array();
    json_t *o =
        LC_OBJECT({ "family", lc_json_text(model->family->name) },
                  { "model", lc_json_text(model->digest) },
                  { "limits", lc_json_text(lc_limits_names[limits]) },
                  { "times", lc_json_numbers(s->times, times) }, { "rows", rows });
    bool ok = o != NULL;
    for (size_t i = 0; i < s->n && ok; i++)
        ok = push_row(rows, s, i, reason(s, model, i, times[s->times - 1]));
    int code = lc_add_json(out, ok ? o : NULL, err);
    json_decref(o);
    return code;
}

int lc_predict_curve(const struct lc_model *model, const struct lc_frame *frame,
                     const struct lc_predict_ask *ask, struct lc_text *out,
                     size_t *without, struct lc_error *err)
{
    struct lc_survival s;
    double time[LC_TIMES];
    size_t count;
    *without = 0;
    int code = lc_times_parse("times", ask->times, time, &count, err);
    if (!code && !count)
        code = LC_FAIL(err, LC_USAGE, "--curve needs --times 100,365,730");
    if (!code)
        code = lc_model_survival(&s, model, frame, count, time, ask->limits, err);
    if (code)
        return code;
    if (ask->json)
        code = add_json(model, &s, time, ask->limits, out, err);
    else
        add_csv(&s, model, time, out);
    for (size_t i = 0; i < s.n; i++)
        *without += reason(&s, model, i, time[count - 1]) != NULL;
    lc_survival_free(&s);
    return code;
}

/* --- quantiles -------------------------------------------------------------------- */

static void add_times(const struct lc_quantiles *q, const double *share,
                      struct lc_text *out)
{
    lc_text_add(out, "row,quantile,time,cannot_score\n");
    for (size_t at = 0; at < q->risks.n * q->count; at++) {
        size_t i = at / q->count;
        const double value[] = { share[at % q->count], q->time[at] };
        lc_text_addf(out, "%zu", q->risks.row[i] + 1);
        lc_add_cells(out, 2, value);
        lc_text_add(out, ",");
        lc_text_add_cell(out, lc_slice_of(q->risks.cannot[i]));
        lc_text_add(out, "\n");
    }
}

static int add_times_json(const struct lc_model *model, const struct lc_quantiles *q,
                          const double *share, struct lc_text *out,
                          struct lc_error *err)
{
    json_t *rows = json_array();
    json_t *o =
        LC_OBJECT({ "family", lc_json_text(model->family->name) },
                  { "model", lc_json_text(model->digest) },
                  { "quantiles", lc_json_numbers(q->count, share) }, { "rows", rows });
    bool ok = o != NULL;
    for (size_t i = 0; i < q->risks.n && ok; i++) {
        const char *why = q->risks.cannot[i];
        ok = lc_json_push(
            rows,
            LC_OBJECT({ "row", lc_json_count(q->risks.row[i] + 1) },
                      { "linear_predictor",
                        lc_json_number(q->risks.lp[i] + q->risks.to_zero) },
                      { "time", lc_json_numbers(q->count, q->time + i * q->count) },
                      { why ? "cannot_score" : NULL, lc_json_text(why) }));
    }
    int code = lc_add_json(out, ok ? o : NULL, err);
    json_decref(o);
    return code;
}

int lc_predict_quantiles(const struct lc_model *model, const struct lc_frame *frame,
                         const char *shares, bool json, struct lc_text *out,
                         size_t *without, struct lc_error *err)
{
    struct lc_quantiles q;
    double share[LC_TIMES];
    size_t count;
    *without = 0;
    int code = lc_times_parse("quantiles", shares, share, &count, err);
    for (size_t k = 0; k < count && !code; k++)
        if (!(share[k] > 0 && share[k] < 1))
            code =
                LC_FAIL(err, LC_USAGE, "--quantiles: expected shares between 0 and 1");
    if (!code)
        code = lc_model_quantiles(&q, model, frame, count, share, err);
    if (code)
        return code;
    if (json)
        code = add_times_json(model, &q, share, out, err);
    else
        add_times(&q, share, out);
    for (size_t i = 0; i < q.risks.n; i++)
        *without += q.risks.cannot[i] != NULL;
    lc_quantiles_free(&q);
    return code;
}
