/* One row's absolute risk of a cause, and its standard error (cause_specific.h). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/cox/cause_specific.h"

/* A walk over the event times of all causes together. */
struct walk {
    const struct lc_fit *fit;
    size_t p, causes;
    const double *x;
    const struct lc_curve **curve; /* [causes] of the stratum */
    double *grown;                 /* [causes] e^(x'b_k + offset) */
    size_t steps;
    struct {
        uint32_t cause, at; /* event time `at` of cause's curve */
        double share, lean; /* of the time: see bound() */
    } * step;               /* [steps] in order of time, causes ascending within one */
    double *survival, *sum; /* [steps] S just before; F_k after */
};

static const struct lc_curve *curve_of(const struct lc_fit *fit, int cause,
                                       int32_t stratum)
{
    for (size_t c = 0; c < fit->curves; c++)
        if (fit->curve[c].cause == cause && fit->curve[c].stratum == stratum)
            return fit->curve + c;
    return NULL;
}

static int open_walk(struct walk *w, double offset, int32_t stratum, double horizon,
                     struct lc_error *err)
{
    size_t room = 0;
    w->curve = lc_alloc(w->causes, sizeof *w->curve);
    w->grown = lc_alloc(w->causes, sizeof *w->grown);
    if (!w->curve || !w->grown)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < w->causes; k++) {
        double eta = offset;
        w->curve[k] = curve_of(w->fit, (int)k + 1, stratum);
        if (!w->curve[k])
            return LC_FAIL(err, LC_FORMAT, "the model has no baseline for cause %zu",
                           k + 1);
        for (size_t j = 0; j < w->p; j++) {
            double b = w->fit->at_centre[k * w->p + j];
            eta += isnan(b) ? 0 : b * w->x[j];
        }
        w->grown[k] = exp(eta);
        for (size_t i = 0; i < w->curve[k]->n && w->curve[k]->time[i] <= horizon; i++)
            room++;
    }
    w->step = lc_alloc(room, sizeof *w->step);
    w->survival = lc_alloc(room, sizeof *w->survival);
    w->sum = lc_alloc(room, sizeof *w->sum);
    return w->step && w->survival && w->sum ? LC_OK : LC_FAIL_NOMEM(err);
}

static void close_walk(struct walk *w)
{
    free(w->curve);
    free(w->grown);
    free(w->step);
    free(w->survival);
    free(w->sum);
}

static double rise(const double *values, size_t at)
{
    return values[at] - (at ? values[at - 1] : 0);
}

/* What happens at one time u, of all causes together. */
struct moment {
    double time, before; /* S(u-) */
    double of, total;    /* dH_k of the cause of interest, dH */
    double taken;        /* 1 - S(u) / S(u-) */
    double share, lean;  /* taken / dH; the slope of dH_k share by any dH_j, less
                          * share where j is k */
};

/* (1): of what leaves S at this time each cause takes its part of dH. */
static void bound(struct moment *m, bool product)
{
    double h = m->total;
    m->taken = product ? fmin(1, h) : -expm1(-h);
    m->share = h > 0 ? m->taken / h : 1;
    if (product)
        m->lean = h > 1 ? -m->of / (h * h) : 0;
    else if (h < 1e-4) /* the next term is below 1e-9 of it */
        m->lean = m->of * (-0.5 + h / 3);
    else
        m->lean = m->of * (exp(-h) - m->share) / h;
}

/* The next time at which a cause strikes, and dH there; false beyond the horizon. */
static bool next_moment(const struct walk *w, const size_t *at, int cause,
                        double horizon, struct moment *m)
{
    m->time = INFINITY;
    m->of = m->total = 0;
    for (size_t k = 0; k < w->causes; k++)
        if (at[k] < w->curve[k]->n && w->curve[k]->time[at[k]] < m->time)
            m->time = w->curve[k]->time[at[k]];
    if (!(m->time <= horizon))
        return false;
    for (size_t k = 0; k < w->causes; k++)
        if (at[k] < w->curve[k]->n && w->curve[k]->time[at[k]] == m->time) {
            double step = w->grown[k] * rise(w->curve[k]->hazard, at[k]);
            m->total += step;
            m->of += (int)k + 1 == cause ? step : 0;
        }
    return true;
}

static int go(struct walk *w, int cause, double horizon, struct lc_error *err)
{
    bool product = json_is_true(json_object_get(w->fit->extra, "product_limit"));
    struct moment m = { .before = 1 };
    double f = 0;
    size_t *at = lc_alloc(w->causes, sizeof *at);
    if (!at)
        return LC_FAIL_NOMEM(err);
    while (next_moment(w, at, cause, horizon, &m)) {
        bound(&m, product);
        f += m.before * m.of * m.share;
        for (size_t k = 0; k < w->causes; k++)
            if (at[k] < w->curve[k]->n && w->curve[k]->time[at[k]] == m.time) {
                w->survival[w->steps] = m.before;
                w->step[w->steps].cause = (uint32_t)k;
                w->step[w->steps].at = (uint32_t)at[k]++;
                w->step[w->steps].share = m.share;
                w->step[w->steps].lean = m.lean;
                w->sum[w->steps++] = f;
            }
        m.before *= 1 - m.taken;
    }
    free(at);
    return LC_OK;
}

/* (2) */
static double variance_of(const struct walk *w, int cause, double f, double *g)
{
    size_t p = w->p, terms = w->fit->terms;
    double sum = 0;
    memset(g, 0, terms * sizeof *g);
    for (size_t s = 0; s < w->steps; s++) {
        size_t k = w->step[s].cause, at = w->step[s].at;
        const struct lc_curve *curve = w->curve[k];
        double own = ((int)k + 1 == cause ? w->step[s].share : 0) + w->step[s].lean;
        double c = w->survival[s] * own - (f - w->sum[s]);
        double e = c * w->grown[k], dh = rise(curve->hazard, at);
        sum += e * e * rise(curve->variance, at);
        for (size_t j = 0; j < p; j++) {
            double before = at ? curve->mean[(at - 1) * p + j] : 0;
            g[k * p + j] += e * (w->x[j] * dh - (curve->mean[at * p + j] - before));
        }
    }
    for (size_t i = 0; i < terms; i++)
        for (size_t j = 0; j < terms; j++)
            sum += g[i] * g[j] * w->fit->covariance[i * terms + j];
    return sum;
}

int lc_absolute_risk(const struct lc_fit *fit, int cause,
                     const struct lc_risk_rows *rows, size_t i, double *risk,
                     double *se, struct lc_error *err)
{
    struct walk w = {
        .fit = fit, .p = rows->p, .causes = fit->causes, .x = rows->x + i * rows->p
    };
    double *g = lc_alloc(fit->terms, sizeof *g);
    int code = g ? open_walk(&w, rows->offset ? rows->offset[i] : 0,
                             rows->stratum ? rows->stratum[i] : 0, rows->horizon, err)
                 : LC_FAIL_NOMEM(err);
    if (!code)
        code = go(&w, cause, rows->horizon, err);
    if (!code) {
        *risk = w.steps ? w.sum[w.steps - 1] : 0;
        if (se)
            *se = sqrt(variance_of(&w, cause, *risk, g));
    }
    close_walk(&w);
    free(g);
    return code;
}
