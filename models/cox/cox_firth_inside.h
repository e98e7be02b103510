/* Firth's penalty for Cox's model: the partial likelihood times Jeffreys' prior, which
 * keeps every coefficient finite under a monotone likelihood (Heinze and Schemper,
 * 2001, Biometrics 57:114-119; Firth, 1993, Biometrika 80:27-38).
 *
 *     l*(b) = l(b) + log det I(b) / 2                                             (1)
 *     U*_r = U_r + trace{ I^-1 dI/db_r } / 2                                      (2)
 *
 * dI/db_r is a third central moment of z within each risk set. With u = I^-1 m for its
 * mean m and h = z' I^-1 z for each row, the trace needs no third moment:
 *
 *     trace_r = sum over events { Cov(h, z_r) - 2 (V u)_r }                       (3)
 *
 * where Cov and V are over the risk set (Efron: the m events of a tie one after
 * another, as in partial_inside.h). V u is summed over rows, whose windows of bins have
 * running sums of u; so (2) costs O(n q^2 + events q^2), as a step without the penalty
 * does. */
#pragma once

#include "models/cox/partial_inside.h"

struct lc_cox_firth {
    struct lc_partial *partial; /* borrowed */
    double plain;               /* out: l at the last b evaluated */
    double *inverse, *factor;   /* [q * q] */
    unsigned char *alias;       /* [q] columns left out of the model */
    unsigned char *work;        /* [q] */
    double *h;                  /* [n] r h, r as in partial_inside.h */
    double *room, *table;       /* sums of r h (1, z) by bin, as partial's */
    double *window;             /* [bins * q] running sum of u d / D */
    double *tied_window;        /* [tied * q] what an event is spared of its own bin */
};

int lc_cox_firth_init(struct lc_cox_firth *firth, struct lc_partial *partial,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_cox_firth_release(struct lc_cox_firth *firth);

/* An lc_objective's evaluate, with a struct lc_cox_firth: (1), (2) and I. Reads x
 * five times. */
int lc_cox_firth_evaluate(void *context, const double *beta, double *loglik,
                          double *gradient, double *information, struct lc_error *err);

/* From beta = 0 to the maximum of (1). Fills loglik, loglik_null (both without the
 * penalty), lr (with it), and extra. */
int lc_cox_firth_climb(struct lc_cox_firth *firth, struct lc_newton *newton,
                       const struct lc_fit_options *options, struct lc_fit *fit,
                       struct lc_error *err) LC_MUST_CHECK;
/* low and high by profile likelihood, in the columns' units. */
int lc_cox_firth_intervals(struct lc_cox_firth *firth, const struct lc_newton *newton,
                           const struct lc_scaling *scaling, struct lc_fit *fit,
                           struct lc_error *err) LC_MUST_CHECK;
