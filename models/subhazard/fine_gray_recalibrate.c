/* A subdistribution hazard (family/recalibrate.h (2), (4), (5), over fine_gray.h's risk
 * sets).
 *
 * A row that left by another cause at T stays at risk with the weight G(u-) / G(T-), so
 *
 *     expected = sum_i r_i { H0(T_i) + [other] sum_{u > T_i} dH0(u) G(u-) / G(T_i-) }
 *
 * with G the Kaplan-Meier curve of the new rows' own censoring, by their strata. Beyond
 * the new rows' last time nobody is looked at. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/curve/kaplan_meier.h"
#include "models/family/recalibrate.h"
#include "models/subhazard/fine_gray_inside.h"

/* Of one group of censoring. */
struct group {
    struct lc_risk_table *table;
    struct lc_km *km;
    double *held; /* [steps + 1] sum of G(u-) dH0(u) over the steps before */
};

static void release(struct group *g)
{
    free(g->held);
    lc_km_free(g->km);
    lc_risk_table_free(g->table);
}

/* G just before a time. */
static double before(const struct group *g, double time)
{
    size_t at = lc_risk_table_until(g->table, nextafter(time, -INFINITY));
    return at ? g->km->survival[at - 1] : 1;
}

/* The rows of a stratum with censoring as the event. */
static size_t gather(const struct lc_sample *s, int32_t stratum, double *stop,
                     int32_t *gone, double *weight)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (s->stratum && s->stratum[i] != stratum)
            continue;
        stop[n] = s->stop[i];
        gone[n] = s->cause[i] == 0;
        weight[n++] = s->weight ? s->weight[i] : 1;
    }
    return n;
}

static int open_group(struct group *g, const struct lc_sample *s, int32_t stratum,
                      const struct lc_curve *curve, struct lc_error *err)
{
    double *stop = lc_alloc(2 * s->n, sizeof *stop);
    int32_t *gone = lc_alloc(s->n, sizeof *gone);
    g->held = lc_alloc(curve->n + 1, sizeof *g->held);
    int code = stop && gone && g->held ? LC_OK : LC_FAIL_NOMEM(err);
    struct lc_lives lives = { .stop = stop, .cause = gone, .causes = 1 };
    if (!code) {
        lives.weight = stop + s->n;
        lives.n = gather(s, stratum, stop, gone, stop + s->n);
    }
    if (!code && lives.n)
        code = lc_risk_table_new(&g->table, &lives, err);
    if (!code && g->table)
        code = lc_km_new(&g->km, g->table, err);
    double last = !code && g->table ? g->table->time[g->table->times - 1] : 0;
    for (size_t k = 0; !code && g->table && k < curve->n; k++) {
        double rise = curve->hazard[k] - (k ? curve->hazard[k - 1] : 0);
        g->held[k + 1] = g->held[k];
        if (curve->time[k] <= last)
            g->held[k + 1] += rise * before(g, curve->time[k]);
    }
    free(stop);
    free(gone);
    return code;
}

static double exposure(const struct lc_recal *w, const struct group *g,
                       const struct lc_curve *curve, size_t i)
{
    const struct lc_sample *s = w->sample;
    size_t k = lc_curve_until(curve, s->stop[i]);
    double h = lc_curve_hazard(curve, s->stop[i]);
    if (s->cause[i] != 0 && s->cause[i] != w->cause)
        h += (g->held[curve->n] - g->held[k]) / before(g, s->stop[i]);
    return h * exp(w->eta[i] + (s->offset ? s->offset[i] : 0))
           * (s->weight ? s->weight[i] : 1);
}

static int expected(const struct lc_recal *w, double *sum, struct lc_error *err)
{
    const struct lc_sample *s = w->sample;
    const struct lc_curve *curve = w->fit->curve;
    size_t groups = s->stratum ? s->strata : 1;
    int code = LC_OK;
    *sum = 0;
    for (size_t k = 0; !code && k < groups; k++) {
        struct group g = { 0 };
        code = open_group(&g, s, (int32_t)k, curve, err);
        for (size_t i = 0; !code && i < s->n; i++)
            if (!s->stratum || s->stratum[i] == (int32_t)k)
                *sum += exposure(w, &g, curve, i);
        release(&g);
    }
    return code;
}

/* h0 of (4) and (5) anew with b eta frozen: the fit's own baseline before its first
 * step, where its coefficients are 0 and b eta is an offset. */
static int set_baseline(struct lc_recal *w, double b, struct lc_error *err)
{
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_sample s = *w->sample;
    struct lc_fit *start = NULL, *fit = w->fit;
    double *offset = lc_alloc(s.n, sizeof *offset);
    if (!offset)
        return LC_FAIL_NOMEM(err);
    lc_recal_offset(w, b, offset);
    s.offset = offset;
    options.max_steps = 0;
    options.cause = w->cause;
    options.team = w->team;
    int code = w->fit->family->fit(&start, &s, &options, err);
    if (!code) {
        lc_fit_drop_curves(fit);
        fit->curve = start->curve;
        fit->curves = start->curves;
        start->curve = NULL;
        start->curves = 0;
    }
    lc_fit_free(start);
    free(offset);
    return code;
}

static int set_slope(struct lc_recal *w, struct lc_recalibrated *out,
                     struct lc_error *err)
{
    struct lc_fit *fit = w->fit;
    struct lc_fit_options options = lc_fit_defaults();
    options.cause = w->cause;
    int code = lc_recal_line(w, w->fit->family, true, options, err);
    if (code)
        return code;
    out->slope = w->line->at_centre[0]; /* b of (4) */
    lc_recal_spread_out(w, fit, out->slope, w->line->covariance[0]);
    return LC_OK;
}

int lc_fine_gray_recalibrate(struct lc_recal *w, struct lc_recalibrated *out,
                             struct lc_error *err)
{
    struct lc_fit *fit = w->fit;
    int code = lc_sample_check(w->sample, LC_TIME_TO_CAUSE, err);
    if (code)
        return code;
    out->slope = 1;
    out->events = lc_recal_events(w->sample, w->cause);
    if (fit->curves != 1 || w->sample->start)
        return LC_FAIL(err, LC_UNFIT,
                       "family fine-gray takes one baseline and no "
                       "start times");
    code = expected(w, &out->expected, err);
    if (!code && w->method == LC_BY_INTERCEPT)
        return lc_recal_level(fit, out, err); /* (2) */
    if (!code && w->method == LC_BY_SLOPE)
        code = set_slope(w, out, err);
    return code ? code : set_baseline(w, out->slope, err);
}
