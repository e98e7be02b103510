/* Judging a study's model on held-out rows (judge.h). */
#include "models/assess/judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/assess/bootstrap_inside.h"
#include "models/assess/metric_inside.h"
#include "models/assess/tested.h"

/* --- list sizes ------------------------------------------------------------------- */

/* The capacity, and round sizes that are shorter than the mean cohort. */
static void choose_cuts(struct lc_judgement *out, int capacity)
{
    static const double sizes[] = { 5,  10, 15,  20,  25,  30,  40,  50,
                                    60, 80, 100, 150, 200, 300, 400, 500 };
    double longest =
        out->tested.lists ? (double)out->tested.n / (double)out->tested.lists : 0;
    out->cut[out->cuts++] = capacity > 0 ? capacity : LC_CAPACITY_UNSAID;
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
        if (sizes[k] < longest && (int)sizes[k] != capacity)
            out->cut[out->cuts++] = sizes[k];
}

/* --- bootstraps ------------------------------------------------------------------- */

static struct lc_held_out held_out(const struct lc_judgement *out, const double *risk)
{
    struct lc_held_out h = { .n = out->tested.n,
                             .risk = risk,
                             .outcome = out->tested.outcome,
                             .child = out->tested.child,
                             .children = out->tested.children,
                             .list = out->tested.list,
                             .lists = out->tested.lists,
                             .model = out->tested.model,
                             .cuts = out->cuts };
    memcpy(h.cut, out->cut, sizeof h.cut);
    return h;
}

/* All metrics of sums, and cuts, of one set of predictions. */
static int measure(struct lc_judged *judged, const struct lc_judgement *out,
                   const double *risk, const struct lc_judge *judge, double *scratch,
                   struct lc_error *err)
{
    struct lc_held_out h = held_out(out, risk);
    struct lc_bootstrap *boot = &judged->boot;
    lc_ready *ready = NULL;
    int code = lc_ready_new(&ready, &h, err);
    if (!code)
        code = lc_bootstrap_run(boot, ready, judge->replicates, judge->seed,
                                judge->train.team, err);
    for (int m = 0; !code && m < LC_METRIC_COUNT; m++)
        if (lc_metric_of_sums(lc_metrics[m]))
            judged->metric[m] = lc_bootstrap_metric(boot, m, scratch);
    for (size_t c = 0; !code && c < out->cuts; c++) {
        judged->precision[c] = lc_bootstrap_cut(boot, LC_METRIC_PRECISION, c, scratch);
        judged->recall[c] = lc_bootstrap_cut(boot, LC_METRIC_RECALL, c, scratch);
    }
    lc_ready_free(ready);
    return code;
}

static int measure_both(struct lc_judgement *out, const struct lc_judge *judge,
                        struct lc_error *err)
{
    const struct lc_tested *t = &out->tested;
    double *scratch = lc_alloc(2 * judge->replicates + 1, sizeof *scratch);
    int code = scratch ? measure(&out->judged, out, t->risk, judge, scratch, err)
                       : LC_FAIL_NOMEM(err);
    if (!code && t->missing)
        code = measure(&out->missing, out, t->missing, judge, scratch, err);
    if (!code && t->missing)
        out->gain = lc_bootstrap_difference(&out->judged.boot, &out->missing.boot,
                                            LC_METRIC_PRECISION, scratch);
    free(scratch);
    return code;
}

/* --- of times --------------------------------------------------------------------- */

static int fill_times(struct lc_time_sums *sums, unsigned parts,
                      const struct lc_tested *t, const struct lc_design *d,
                      struct lc_error *err)
{
    double *stop = lc_alloc(t->n ? t->n : 1, sizeof *stop);
    int32_t *cause = lc_alloc(t->n ? t->n : 1, sizeof *cause);
    int code = stop && cause ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t k = 0; !code && k < t->n; k++) {
        stop[k] = d->days[t->row[k]] + (d->cause[t->row[k]] != LC_CENSORED);
        cause[k] = t->outcome[k] ? 1 : d->cause[t->row[k]] == LC_CENSORED ? 0 : 2;
    }
    struct lc_timed timed = { .rows = { .n = t->n,
                                        .stop = stop,
                                        .event = t->outcome,
                                        .risk = t->risk,
                                        .cluster = t->child,
                                        .clusters = t->children },
                              .cause = cause,
                              .until = INFINITY,
                              .risk = t->risk,
                              .horizon = d->horizon };
    if (!code)
        code = lc_time_sums_fill(sums, &timed, parts, err);
    free(stop);
    free(cause);
    return code;
}

/* Metrics that a yes or no does not have, such as Harrell's C. */
static int measure_times(struct lc_judgement *out, const struct lc_design *d,
                         struct lc_error *err)
{
    struct lc_time_sums sums;
    unsigned parts = 0;
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_metric_of_study_times(lc_metrics[m]))
            parts |= lc_metric_parts(lc_metrics[m]);
    int code = fill_times(&sums, parts, &out->tested, d, err);
    for (int m = 0; !code && m < LC_METRIC_COUNT; m++)
        if (lc_metric_of_study_times(lc_metrics[m])) {
            struct lc_measure is = lc_metrics[m]->of_times(&sums);
            out->judged.metric[m] =
                (struct lc_estimate){ .value = is.value,
                                      .low = is.value - 1.96 * is.se,
                                      .high = is.value + 1.96 * is.se };
        }
    return code;
}

/* --- calibration ------------------------------------------------------------------ */

/* Squares of the children's residual sums in a bin: its rows are not independent. */
static double clustered_square(const struct lc_tested *t, const struct lc_group *g,
                               double mean)
{
    double sum = 0, here = 0;
    for (size_t k = 0; k < t->n; k++) {
        if (k && t->child[k] != t->child[k - 1]) {
            sum += here * here;
            here = 0;
        }
        if (t->risk[k] >= g->low && t->risk[k] <= g->high)
            here += t->outcome[k] - mean;
    }
    return sum + here * here;
}

/* On the logit scale, so that the limits stay within 0 and 1. */
static void bin_interval(struct lc_bin *bin, const struct lc_tested *t)
{
    double n = bin->group.n, mean = bin->group.events / n;
    bin->low = bin->high = NAN;
    if (!(mean > 0 && mean < 1))
        return;
    double se = sqrt(clustered_square(t, &bin->group, mean)) / n / mean / (1 - mean);
    double eta = log(mean) - log1p(-mean);
    bin->low = 1 / (1 + exp(-(eta - 1.96 * se)));
    bin->high = 1 / (1 + exp(-(eta + 1.96 * se)));
}

static int calibrate(struct lc_judgement *out, struct lc_error *err)
{
    const struct lc_tested *t = &out->tested;
    struct lc_predicted p = { .n = t->n, .risk = t->risk, .outcome = t->outcome };
    struct lc_group group[LC_BINS];
    struct lc_validation validation;
    double *sorted = lc_alloc(2 * t->n + 1, sizeof *sorted);
    int code = sorted ? lc_calibration_groups(LC_BINS, group, &out->bins, &p, err)
                      : LC_FAIL_NOMEM(err);
    for (size_t b = 0; !code && b < out->bins; b++) {
        out->bin[b].group = group[b];
        bin_interval(&out->bin[b], t);
    }
    if (!code && t->n)
        code = lc_validate(&validation, &p, sorted, sorted + t->n, err);
    out->points = t->n < LC_SMOOTH_POINTS ? 0 : LC_SMOOTH_POINTS;
    for (size_t k = 0; !code && k < out->points; k++) {
        size_t span = t->n - 1 - 2 * LC_SMOOTH_ENDS;
        size_t at = LC_SMOOTH_ENDS + k * span / (LC_SMOOTH_POINTS - 1);
        out->smooth_risk[k] = sorted[at];
        out->smooth_outcome[k] = sorted[t->n + at];
    }
    free(sorted);
    return code;
}

/* --- all -------------------------------------------------------------------------- */

int lc_judge_run(struct lc_judgement *out, const struct lc_judge *judge,
                 struct lc_error *err)
{
    *out = (struct lc_judgement){ .cuts = 0 };
    int code = lc_tested_fill(&out->tested, &out->trained, judge, err);
    if (code)
        return code;
    choose_cuts(out, judge->train.study->panel.capacity);
    code = measure_both(out, judge, err);
    if (!code)
        code = measure_times(out, judge->train.design, err);
    if (!code)
        code = calibrate(out, err);
    if (code)
        lc_judgement_free(out);
    return code;
}

void lc_judgement_free(struct lc_judgement *judgement)
{
    lc_tested_free(&judgement->tested);
    lc_bootstrap_free(&judgement->judged.boot);
    lc_bootstrap_free(&judgement->missing.boot);
}
