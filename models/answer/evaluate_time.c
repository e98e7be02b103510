/* `evaluate` of a time: the metrics (metric.h) of each part of what timed.h works out.
 */
#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/answer/evaluate.h"
#include "models/answer/fit_measures.h"
#include "models/assess/metric.h"
#include "models/fit/model.h"
#include "parallel/order.h"

enum { TIMES = 1000 }; /* of an integrated Brier score */

const char *const lc_evaluate_time_weights[] = { "n", "n/G2", "S", "S/G", "I", NULL };

/* --- order ------------------------------------------------------------------------ */

static bool put_concordance(struct lc_answer *a, const struct lc_concordance *c,
                            const struct lc_evaluated *rows,
                            const struct lc_evaluate_settings *settings,
                            const struct lc_pairs *each)
{
    json_t *list = json_array();
    double until = settings->until > 0 ? settings->until : NAN;
    const char *weight = lc_evaluate_time_weights[settings->time_weight];
    bool ok = lc_json_put(
        a->more, "concordance",
        LC_OBJECT({ "time_weight", lc_json_text(weight) },
                  { "until", lc_json_number(until) }, { "c", lc_json_number(c->c) },
                  { "variance", lc_json_number(c->variance) },
                  { "se", lc_json_number(sqrt(c->variance)) },
                  { "pairs", lc_pairs_json(&c->pairs) }, { "strata", list }));
    for (size_t k = 0; k < rows->strata && rows->strata > 1 && ok; k++)
        ok = lc_json_push(list, lc_pairs_json(each + k));
    return ok;
}

/* --- parts ------------------------------------------------------------------------ */

static void add_metrics(struct lc_answer *a, const struct lc_time_sums *sums,
                        unsigned part)
{
    for (int m = 0; m < LC_METRIC_COUNT; m++) {
        const struct lc_metric *metric = lc_metrics[m];
        if (!metric->of_times || !(metric->needs & part))
            continue;
        lc_answer_add(a, metric->name, metric->label_of_times, metric->of_times(sums),
                      metric->range);
    }
}

static int add_part(struct lc_answer *a, struct lc_time_sums *sums,
                    const struct lc_timed *timed, unsigned part, struct lc_error *err)
{
    int code = lc_time_sums_fill(sums, timed, part, err);
    if (!code)
        add_metrics(a, sums, part);
    return code;
}

static int add_order(struct lc_answer *a, struct lc_timed *timed,
                     const struct lc_evaluated *rows,
                     const struct lc_evaluate_settings *settings, struct lc_error *err)
{
    struct lc_time_sums sums;
    struct lc_pairs *each = lc_alloc(rows->strata, sizeof *each);
    timed->each = each;
    int code =
        each ? add_part(a, &sums, timed, LC_TIMED_ORDER, err) : LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < a->count; i++)
        if (settings->time_weight != LC_TIME_N
            && a->line[i].name == lc_metric_concordance.name)
            a->line[i].label =
                "of pairs, the share in the right order, weighted by time";
    if (!code && !put_concordance(a, &sums.order, rows, settings, each))
        code = LC_FAIL_NOMEM(err);
    timed->each = NULL;
    free(each);
    return code;
}

static int add_horizon(struct lc_answer *a, const struct lc_timed *timed,
                       const struct lc_evaluated *rows, struct lc_error *err)
{
    struct lc_time_sums sums;
    struct lc_horizon data = {
        .n = rows->n, .time = rows->time, .cause = rows->cause, .t = timed->horizon
    };
    if (rows->ranks || rows->start || rows->weight)
        return LC_FAIL(err, LC_USAGE,
                       "measures at a --horizon are of risks from 0 to 1, of rows that "
                       "begin at 0 and weigh alike");
    int code = lc_horizon_reached(&data, err);
    return code ? code : add_part(a, &sums, timed, LC_TIMED_HORIZON, err);
}

static struct lc_timed timed_of(const struct lc_evaluated *rows,
                                const struct lc_evaluate_settings *settings)
{
    return (struct lc_timed){
        .rows = { .n = rows->n,
                  .start = rows->start,
                  .stop = rows->time,
                  .risk = rows->linear ? rows->index : rows->risk,
                  .weight = rows->weight,
                  .stratum = rows->stratum,
                  .strata = rows->strata,
                  .cluster = rows->child,
                  .clusters = rows->children },
        .cause = rows->cause,
        .time_weight = settings->time_weight,
        .until = settings->until > 0 ? settings->until : INFINITY,
        .by = rows->by,
    };
}

int lc_answer_time(struct lc_answer *a, const struct lc_evaluated *rows,
                   const struct lc_evaluate_settings *settings, double horizon,
                   struct lc_error *err)
{
    struct lc_timed timed = timed_of(rows, settings);
    struct lc_time_sums sums;
    uint8_t *event = lc_alloc(rows->n, 1);
    timed.rows.event = event;
    timed.horizon = horizon;
    timed.risk = rows->ranks || (rows->linear && !(horizon > 0)) ? NULL : rows->risk;
    int code = event ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < rows->n && !code; i++)
        event[i] = rows->cause[i] == 1;
    if (!code)
        code = add_order(a, &timed, rows, settings, err);
    if (!code && !rows->weight && rows->strata < 2)
        code = add_part(a, &sums, &timed, LC_TIMED_INDEX, err);
    if (!code && horizon > 0)
        code = add_horizon(a, &timed, rows, err);
    free(event);
    return code;
}

/* --- the integrated Brier score --------------------------------------------------- */

/* Distinct times up to `until` into time[TIMES]; *thinned evenly where there are more.
 */
static int brier_times(const struct lc_evaluated *rows, double until, double *time,
                       size_t *count, bool *thinned, struct lc_error *err)
{
    uint32_t *order = lc_alloc(rows->n, sizeof *order);
    double *all = lc_alloc(rows->n, sizeof *all);
    int code =
        order && all ? lc_order(rows->n, rows->time, order, err) : LC_FAIL_NOMEM(err);
    size_t m = 0;
    for (size_t k = 0; k < rows->n && !code; k++) {
        double t = rows->time[order[k]];
        if (t > 0 && t <= until && (!m || t > all[m - 1]))
            all[m++] = t;
    }
    *thinned = m > TIMES;
    *count = m < TIMES ? m : TIMES;
    for (size_t k = 0; k < *count; k++)
        time[k] = all[m <= TIMES ? k : k * m / TIMES];
    free(order);
    free(all);
    return code;
}

/* What the risks of one time are worked out from. */
struct asked {
    const struct lc_model *model;
    const struct lc_frame *frame;
    const unsigned char *keep;
    const struct lc_evaluated *rows;
    double *by_row; /* [frame->n] */
};

/* risk[n] by one time, in the order of rows. */
static int risks_at(double *risk, const struct asked *q, double time,
                    struct lc_error *err)
{
    struct lc_risks risks;
    int code = lc_model_risk(&risks, q->model, q->frame, q->keep, time, false, err);
    if (code)
        return code;
    for (size_t i = 0; i < risks.n; i++)
        q->by_row[risks.row[i]] = risks.risk[i];
    lc_risks_free(&risks);
    for (size_t i = 0; i < q->rows->n; i++)
        risk[i] = q->by_row[q->rows->row[i]];
    return LC_OK;
}

int lc_answer_integrated(struct lc_answer *a, const struct lc_model *model,
                         const struct lc_frame *frame, const unsigned char *keep,
                         const struct lc_evaluated *rows,
                         const struct lc_evaluate_settings *settings,
                         struct lc_error *err)
{
    struct lc_timed timed = timed_of(rows, settings);
    struct lc_time_sums sums;
    struct asked q = { model, frame, keep, rows, lc_alloc(frame->n, sizeof *q.by_row) };
    double time[TIMES], *risk = NULL;
    size_t first = a->count;
    bool thinned = false;
    timed.span = settings->integrate;
    int code = q.by_row
                   ? brier_times(rows, timed.span, time, &timed.times, &thinned, err)
                   : LC_FAIL_NOMEM(err);
    if (!code && !(risk = lc_alloc(timed.times * rows->n, sizeof *risk)))
        code = LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < timed.times && !code; k++)
        code = risks_at(risk + k * rows->n, &q, time[k], err);
    timed.time = time;
    timed.curve = risk;
    if (!code)
        code = add_part(a, &sums, &timed, LC_TIMED_SPAN, err);
    for (size_t i = first; i < a->count && thinned; i++)
        if (a->line[i].name == lc_metric_integrated_brier.name)
            a->line[i].label =
                "mean of the Brier score over time, at 1000 of its times";
    free(q.by_row);
    free(risk);
    return code;
}
