/* Judging a study's model on held-out rows (judge.h). */
#include "models/assess/judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/assess/bootstrap_inside.h"
#include "models/assess/metric_inside.h"
#include "models/assess/tested.h"

int lc_capacity_choose(size_t *capacity, const struct lc_study *study, size_t asked,
                       struct lc_error *err)
{
    int stated = study->panel.capacity;
    *capacity = asked ? asked : (size_t)(stated > 0 ? stated : 0);
    if (*capacity)
        return LC_OK;
    return LC_FAIL(
        err, LC_USAGE,
        "the study states no panel.capacity; give --capacity N, the children "
        "that the panel can discuss");
}

/* --- list sizes ------------------------------------------------------------------- */

/* The capacity, and round sizes that are shorter than the mean cohort. */
static void choose_cuts(struct lc_judgement *out, size_t capacity)
{
    static const double sizes[] = { 5,  10, 15,  20,  25,  30,  40,  50,
                                    60, 80, 100, 150, 200, 300, 400, 500 };
    const struct lc_tested *t = &out->whole.tested;
    double longest = t->lists ? (double)t->n / (double)t->lists : 0;
    out->cut[out->cuts++] = (double)capacity;
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
        if (sizes[k] < longest && (size_t)sizes[k] != capacity)
            out->cut[out->cuts++] = sizes[k];
}

/* --- bootstraps ------------------------------------------------------------------- */

static struct lc_held_out held_out(const struct lc_judgement *cuts,
                                   const struct lc_tested *t, const double *risk)
{
    struct lc_held_out h = { .n = t->n,
                             .risk = risk,
                             .outcome = t->outcome,
                             .child = t->unit,
                             .children = t->units,
                             .list = t->list,
                             .lists = t->lists,
                             .model = t->model,
                             .cuts = cuts->cuts };
    memcpy(h.cut, cuts->cut, sizeof h.cut);
    return h;
}

/* All metrics of sums, and cuts, of one set of predictions. */
static int measure(struct lc_judged *judged, const struct lc_held_out *h,
                   const struct lc_judge *judge, double *scratch, struct lc_error *err)
{
    struct lc_bootstrap *boot = &judged->boot;
    lc_ready *ready = NULL;
    int code = lc_ready_new(&ready, h, err);
    if (!code)
        code = lc_bootstrap_run(boot, ready, judge->replicates, judge->seed,
                                judge->train.team, err);
    for (int m = 0; !code && m < LC_METRIC_COUNT; m++)
        if (lc_metric_of_sums(lc_metrics[m]))
            judged->metric[m] = lc_bootstrap_metric(boot, m, scratch);
    for (size_t c = 0; !code && c < h->cuts; c++) {
        judged->precision[c] = lc_bootstrap_cut(boot, LC_METRIC_PRECISION, c, scratch);
        judged->recall[c] = lc_bootstrap_cut(boot, LC_METRIC_RECALL, c, scratch);
    }
    lc_ready_free(ready);
    return code;
}

static int measure_both(struct lc_judged_test *of, const struct lc_judgement *cuts,
                        const struct lc_judge *judge, struct lc_error *err)
{
    const struct lc_tested *t = &of->tested;
    double *scratch = lc_alloc(2 * judge->replicates + 1, sizeof *scratch);
    struct lc_held_out model = held_out(cuts, t, t->risk);
    struct lc_held_out missing = held_out(cuts, t, t->missing);
    int code = scratch ? measure(&of->judged, &model, judge, scratch, err)
                       : LC_FAIL_NOMEM(err);
    if (!code && t->missing)
        code = measure(&of->missing, &missing, judge, scratch, err);
    if (!code && t->missing)
        of->gain = lc_bootstrap_difference(&of->judged.boot, &of->missing.boot,
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
    bool roll = t->origins > 1;
    struct lc_timed timed = { .rows = { .n = t->n,
                                        .stop = stop,
                                        .event = t->outcome,
                                        .risk = t->risk,
                                        .stratum = roll ? t->origin : NULL,
                                        .strata = roll ? t->origins : 0,
                                        .cluster = t->unit,
                                        .clusters = t->units },
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
static int measure_times(struct lc_judged_test *of, const struct lc_design *d,
                         struct lc_error *err)
{
    const struct lc_tested *t = &of->tested;
    struct lc_time_sums sums;
    unsigned parts = 0;
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_metric_of_study_times(lc_metrics[m]))
            parts |= lc_metric_parts(lc_metrics[m]);
    struct lc_estimate none = { NAN, NAN, NAN, "cannot be estimated" };
    int code = t->n ? fill_times(&sums, parts, t, d, err) : LC_OK;
    for (int m = 0; !code && m < LC_METRIC_COUNT; m++) {
        if (!lc_metric_of_study_times(lc_metrics[m]))
            continue;
        struct lc_measure is =
            t->n ? lc_metrics[m]->of_times(&sums) : (struct lc_measure){ NAN, NAN };
        of->judged.metric[m] =
            isnan(is.value) ? none
                            : (struct lc_estimate){ .value = is.value,
                                                    .low = is.value - 1.96 * is.se,
                                                    .high = is.value + 1.96 * is.se };
    }
    return code;
}

/* Of the rows that it holds already. */
static int judge_test(struct lc_judged_test *of, const struct lc_judgement *cuts,
                      const struct lc_judge *judge, struct lc_error *err)
{
    int code = measure_both(of, cuts, judge, err);
    return code ? code : measure_times(of, judge->train.design, err);
}

/* --- origin by origin ------------------------------------------------------------- */

static int judge_origin(struct lc_judgement *out, size_t o,
                        const struct lc_judge *judge, struct lc_error *err)
{
    int code = lc_tested_of(&out->origin[o].tested, &out->whole.tested, o, err);
    return code ? code : judge_test(&out->origin[o], out, judge, err);
}

/* One alone is the whole already. */
static int judge_origins(struct lc_judgement *out, const struct lc_judge *judge,
                         struct lc_error *err)
{
    if (judge->origins == 1)
        return LC_OK;
    out->origin = lc_alloc(judge->origins, sizeof *out->origin);
    int code = out->origin ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t o = 0; !code && o < judge->origins; o++)
        code = judge_origin(out, o, judge, err);
    return code;
}

/* --- calibration ------------------------------------------------------------------ */

/* Squares of the units' residual sums in a bin: their rows are not independent. */
static double clustered_square(const struct lc_tested *t, const struct lc_group *g,
                               double mean)
{
    double sum = 0, here = 0;
    for (size_t k = 0; k < t->n; k++) {
        if (k && t->unit[k] != t->unit[k - 1]) {
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
    const struct lc_tested *t = &out->whole.tested;
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
    int code = lc_tested_fill(&out->whole.tested, judge, err);
    if (code)
        return code;
    choose_cuts(out, judge->capacity);
    code = judge_test(&out->whole, out, judge, err);
    if (!code)
        code = judge_origins(out, judge, err);
    if (!code)
        code = calibrate(out, err);
    if (code)
        lc_judgement_free(out);
    return code;
}

static void free_test(struct lc_judged_test *test)
{
    lc_tested_free(&test->tested);
    lc_bootstrap_free(&test->judged.boot);
    lc_bootstrap_free(&test->missing.boot);
}

void lc_judgement_free(struct lc_judgement *judgement)
{
    for (size_t o = 0; judgement->origin && o < judgement->whole.tested.origins; o++)
        free_test(&judgement->origin[o]);
    free(judgement->origin);
    free_test(&judgement->whole);
    *judgement = (struct lc_judgement){ .cuts = 0 };
}
