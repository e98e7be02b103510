/* The passes of discrete_inside.h: sums over rows and intervals. */
#pragma once

#include "models/family/family.h"
#include "parallel/sweep.h"

enum { LC_MAX_INTERVALS = 4096 };

struct lc_intervals {
    const struct lc_sample *sample;
    int cause;
    bool cloglog;
    bool expected;  /* curvatures: the expected information instead of the observed */
    size_t count;   /* K */
    int32_t *first; /* [n] intervals first .. last - 1, counted from 0 */
    int32_t *last;
    double *events;      /* [K] weighted */
    double *at_risk;     /* [K] weighted */
    unsigned char *open; /* [K] 0: no event there, its hazard is 0 */
};

/* LC_RANGE where the grid makes more than LC_MAX_INTERVALS; LC_UNFIT without events. */
int lc_intervals_init(struct lc_intervals *intervals, const struct lc_sample *sample,
                      int cause, double grid, bool cloglog,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_intervals_release(struct lc_intervals *intervals);

struct lc_interval_sums {
    double loglik;
    double *by_eta;    /* [q] z' (sum over intervals of dl / deta) */
    double *gram;      /* [q * q] */
    double *slope;     /* [K] sum over rows of dl / deta in interval k */
    double *curvature; /* [K] likewise of -d2l / deta2 */
    double *cross;     /* [K * q] sum over rows of -d2l / deta2 z, by interval */
};

/* Room for K intervals and p columns; release it whatever init says. */
int lc_interval_sums_init(struct lc_interval_sums *sums, size_t K, size_t p,
                          struct lc_error *err) LC_MUST_CHECK;
void lc_interval_sums_release(struct lc_interval_sums *sums);

/* One pass at beta[q] and the baseline level[K]. score [n] or NULL: each row's weighted
 * dl / deta; row_slope [n * K] or NULL: the same by interval (for clusters). */
int lc_intervals_run(const struct lc_intervals *intervals, lc_sweep *sweep,
                     const double *beta, const double *level,
                     struct lc_interval_sums *sums, struct lc_error *err) LC_MUST_CHECK;

/* log(1 - h), and the derivatives of (1)'s two parts, at eta: out[0] = log(1 - h),
 * out[1] its slope, out[2] minus its second derivative; event[3] likewise of log h. */
void lc_discrete_parts(bool cloglog, double eta, double out[3], double event[3]);
