/* Calibration: are the risks the frequencies that they say they are?
 *
 * With outcome y and predicted risk p, logit p being the model's linear predictor,
 *
 *     logit P(y) = a + logit p          a: calibration in the large                 (1)
 *     logit P(y) = a + b logit p        b: calibration slope, 1 if well spread      (2)
 *
 * by maximum likelihood (Cox, 1958, Biometrika 45:562-565; Miller et al., 1993, Journal
 * of Clinical Epidemiology 46:1227-1236). The rest follows Hosmer and Lemeshow (1980),
 * Communications in Statistics A9:1043-1069; Spiegelhalter (1986), Statistics in
 * Medicine 5:421-433; and the statistics that R's rms::val.prob prints (Harrell, 2015,
 * Regression Modeling Strategies, 10.9), the smooth curve being Cleveland's lowess. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Predictions against outcomes; borrowed. Rows of risk 0 or 1 have no logit: (1) and
 * (2) leave them out and say how many. */
struct lc_predicted {
    size_t n;
    const double *risk;     /* [n] in [0, 1] */
    const uint8_t *outcome; /* [n] 0 or 1 */
    const double *weight;   /* [n] frequencies or NULL */
    const int32_t *cluster; /* [n] 0 .. clusters - 1, or NULL: each row its own */
    size_t clusters;
};

struct lc_line {
    double intercept, slope;
    double variance[3]; /* of intercept, both, slope; model-based */
    double robust[3]; /* the same by sandwich over clusters (no small-sample factor) */
    double deviance;  /* -2 log likelihood at the maximum */
    double deviance_kept; /* the same at the risks as predicted, intercept 0, slope 1 */
    double deviance_null; /* the same with every risk the mean outcome */
    double rows, events;  /* weighted, of the rows used */
    size_t left_out;      /* rows of risk 0 or 1 */
    bool estimated; /* false (all numbers NaN): no event, all events, or no maximum */
};

/* (2), or (1) when in_the_large (slope then is 1, its variances 0). Cost O(n) a Newton
 * step, about 6 steps; no step is taken that lowers the likelihood. */
int lc_calibration_line(struct lc_line *out, const struct lc_predicted *data,
                        bool in_the_large, struct lc_error *err) LC_MUST_CHECK;

/* A group of rows of like risk. */
struct lc_group {
    double low, high; /* least and greatest risk in it */
    double n, events; /* weighted */
    double expected;  /* sum of risks */
};

/* Groups cut at the quantiles 1/g .. (g-1)/g of risk (Hyndman and Fan's type 7, a risk
 * equal to a cut staying below it). Equal quantiles make fewer groups: *made of them.
 */
int lc_calibration_groups(size_t g, struct lc_group *group, size_t *made,
                          const struct lc_predicted *data,
                          struct lc_error *err) LC_MUST_CHECK;

/* sum (O - E)^2 / (E (1 - E / n)); groups of expected 0 or n are passed over. Against
 * chi-squared on `groups` degrees of freedom, the risks having come from elsewhere. */
double lc_hosmer_lemeshow(size_t groups, const struct lc_group *group, double *p);

/* Locally weighted line at each row (tricube weights over the share `span` of rows, no
 * robustness steps; points nearer than 0.01 of the range are interpolated), x
 * ascending. Cleveland (1979), JASA 74:829-836. y[n] in, smooth[n] out. O(n span /
 * 0.01). */
void lc_lowess(size_t n, const double *x, const double *y, double span, double *smooth);

struct lc_validation {
    double dxy, c, r2;      /* 2 C - 1; C; Nagelkerke's at the risks as predicted */
    double d, d_chisq;      /* discrimination index */
    double u, u_chisq, u_p; /* unreliability index */
    double q;               /* d - u */
    double brier;
    double intercept, slope; /* (2) */
    double emax, e90, eavg;  /* of |risk - smooth|; eavg is known as ICI */
    double spiegelhalter_z, spiegelhalter_p;
};

/* Unweighted. smooth[n] takes the smooth calibration curve by ascending risk in
 * sorted[n]; both may be NULL together. */
int lc_validate(struct lc_validation *out, const struct lc_predicted *data,
                double *sorted, double *smooth, struct lc_error *err) LC_MUST_CHECK;
