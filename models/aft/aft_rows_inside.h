/* Accelerated failure times, row by row: log T = x'b + offset + sigma W, or T itself
 * where the distribution is one of the whole line (Tobin, 1958, Econometrica 26:24-36).
 *
 * With u = (log t - x'b - offset) / sigma, density f and survival S of W,
 *
 *     event at t                     log f(u) - log sigma - log t                  (1)
 *     censored at t                  log S(u)                                      (2)
 *     before t                       log (1 - S(u))                                (3)
 *     between t1 and t2              log (S(u1) - S(u2))                           (4)
 *     seen only beyond entry t0      less log S(u0)                                (5)
 *
 *     weibull, exponential, rayleigh S = exp(-e^u); sigma = 1 and 1/2 of the last two
 *     lognormal                      S = 1 - Phi(u)
 *     loglogistic                    S = 1 / (1 + e^u)
 *     extreme, gaussian, logistic    the same three of t, not log t: (1) less its log t
 *
 * Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data, 2nd
 * ed., chapters 2 and 3. Two ways to hold the coefficients: CONCAVE is g = b / sigma
 * and a = 1 / sigma, in which (1) to (4) are concave (Burridge, 1981, J. R. Statist.
 * Soc. B 43:41-45), so that Newton's method finds the maximum from anywhere; NATURAL is
 * b and log sigma, one for each stratum, in which results are reported. */
#pragma once

#include "models/family/family.h"
#include "parallel/sweep.h"

/* What a distribution is made of; indexed by enum lc_dist. */
struct lc_aft_kind {
    int shape;    /* LC_WEIBULL, LC_LOGNORMAL or LC_LOGLOGISTIC: S as above */
    bool logged;  /* of log t */
    double scale; /* sigma where it is fixed; 0: learnt */
};

extern const struct lc_aft_kind lc_aft_kinds[];

enum lc_aft_way { LC_AFT_CONCAVE, LC_AFT_NATURAL };

struct lc_aft_rows {
    const struct lc_sample *sample;
    int dist;                /* the shape of an lc_aft_kind */
    int way;                 /* an lc_aft_way */
    double scale;            /* CONCAVE: 1 / sigma */
    const double *log_sigma; /* NATURAL: [strata] */
    int32_t stratum;         /* whose scale the cross terms are for; -1: of every row */
    const double *low;   /* [n] log of the time less the centre; -inf: before `high` */
    const double *high;  /* [n] likewise; equal: an event; inf: censored at `low` */
    const double *entry; /* [n] likewise, -inf: from the start; or NULL */
    double *score;       /* [n] out: d loglik / d eta, or NULL */
    double *scale_score; /* [n] out: d loglik / d (scale coordinate), or NULL */
};

/* A sample's times as the rows above want them. */
struct lc_aft_times {
    double *low, *high, *entry; /* [n]; less centre and the row's offset */
    double centre;              /* mean of the (log) times */
    double jacobian;            /* sum of w log t over events: from log T to T */
    double spread;              /* about what the scale is; 1 for log times */
};

/* LC_RANGE for a time that is not above 0 where logged, or known from no side.
 * (aft_times.c) */
int lc_aft_times_init(struct lc_aft_times *times, const struct lc_sample *sample,
                      bool logged, struct lc_error *err) LC_MUST_CHECK;
void lc_aft_times_release(struct lc_aft_times *times);

/* Sets loglik, gradient and curvature by eta; cross = d2 loglik / d eta d scale;
 * extra[0] = d loglik / d scale and extra[1] = -d2 loglik / d scale2, of the rows of
 * `stratum`. The context is a struct lc_aft_rows. */
void lc_aft_rule(void *context, struct lc_rows *rows);

/* One row by itself in the natural way, unweighted: its log-likelihood and the first
 * two derivatives by eta. */
void lc_aft_row(const struct lc_aft_rows *rows, size_t row, double eta, double out[3]);

/* The meat of the sandwich in the natural coordinates beta[q], those of the sweep's
 * columns and `scales` log sigma: sums over clusters (or rows) of outer products of
 * scores, out[q * q]. (aft_meat.c) */
int lc_aft_meat(const struct lc_aft_rows *rows, lc_sweep *sweep, size_t scales,
                const double *beta, bool clustered, double *out,
                struct lc_error *err) LC_MUST_CHECK;

/* P(T <= t) where u is the standardised time, and -log P(T > t); dist as above. */
double lc_aft_before(int dist, double u);
double lc_aft_hazard(int dist, double u);

/* A fit's own lc_dist and what it is made of, its scale where that was fixed; -1: the
 * fit names none. (aft_risk.c) */
int lc_aft_kind_of(struct lc_aft_kind *kind, const struct lc_fit *fit);

/* lc_family.risk of an AFT fit. (aft_risk.c) */
int lc_aft_risk(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                const struct lc_risk_out *out, struct lc_error *err) LC_MUST_CHECK;

/* lc_family.quantile of one: of log T = eta + sigma W, exp(eta + sigma F^-1(q)), F the
 * distribution of W (without the exponential for the distributions of T itself).
 * (aft_quantile.c) */
int lc_aft_quantiles(const struct lc_fit *fit, const struct lc_quantile_rows *rows,
                     double *time, struct lc_error *err) LC_MUST_CHECK;
