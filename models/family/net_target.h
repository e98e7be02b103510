/* A family's log-likelihood as a penalised fit sees it: standardised columns, an
 * intercept where the family has one, and two questions.
 *
 * Columns are z_j = (x_j - mean_j) / sd_j with the weighted mean and the weighted 1/n
 * standard deviation (or sd_j = 1 where it was asked to leave the scale alone; a
 * constant column is left out: sd_j = 0). Coefficients b[0 .. p - 1] are those of z;
 * b[p] is the intercept, if there is one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "models/family/family.h"
#include "numeric/kernel.h"

enum { LC_NET_TOGETHER = LC_MANY };

/* The rows left out of a fit and foretold by it: those of fold `which`. */
struct lc_net_held {
    const int32_t *fold; /* [n] */
    int32_t which;
};

struct lc_net_target {
    size_t p;           /* columns */
    bool intercept;     /* b has p + 1 entries, the last one unpenalised */
    double weight;      /* the sum of weights: the objective is divided by it */
    double saturated;   /* log-likelihood of the saturated model: deviance is twice the
                           gap */
    double held_weight; /* of the rows held out, in the deviance's terms; 0: none */
    const double *mean, *sd; /* [p] */
    void *state;

    /* Log-likelihood and its gradient [p + intercept] at b. One pass over the rows. */
    int (*slope)(void *state, const double *b, double *loglik, double *gradient,
                 struct lc_error *err);
    /* The same at `count` points, up to LC_NET_TOGETHER: b and gradient
     * [count * (p + intercept)]; held [count]: the deviance of the rows held out, or
     * NULL. slopes NULL: slope() is called for each. */
    int (*slopes)(void *state, size_t count, const double *b, double *loglik,
                  double *gradient, double *held, struct lc_error *err);
    /* Information at b, which is 0 outside of the columns set[count], over these in
     * that order and then the intercept: info [(count + intercept)^2], both
     * triangles. */
    int (*information)(void *state, const double *b, const size_t *set, size_t count,
                       double *info, struct lc_error *err);
    /* What risks need beside the estimates, once they are found; NULL: nothing. */
    int (*complete)(struct lc_fit *fit, const struct lc_sample *sample,
                    const struct lc_fit_options *options, struct lc_error *err);
    void (*free)(void *state); /* frees mean and sd too */
};
