/* A prognostic index on other people: does its order still hold, and its spread?
 *
 * With r the index of a row, fitted anew as a single column of a Cox model (Efron's
 * ties), its coefficient b is the calibration slope: 1 is right, below it the index is
 * too extreme (van Houwelingen, 2000, Statistics in Medicine 19:3401-3415). An index of
 * the hazard of one cause's incidence is a column of Fine and Gray's model instead. Let
 * eta = b (r - mean r), and q the normal scores of the ranks, Blom's
 * Phi^-1((i - 3/8) / (n + 1/4)), averaged over equal r. With g the coefficient of q in
 * a Cox model of its own, and V the variance of eta,
 *
 *     D    = g sqrt(8 / pi)                                                        (1)
 *     R2_D = g^2 / (pi^2 / 6 + g^2)                                                (2)
 *     R2_pm = V / (pi^2 / 6 + V)                                                   (3)
 *     C_GH = 2 / (n (n - 1)) sum_{i < j} 1 / (1 + exp(-|eta_i - eta_j|))           (4)
 *
 * (1), (2) Royston and Sauerbrei (2004), Statistics in Medicine 23:723-748; (3) Kent
 * and O'Quigley (1988), Biometrika 75:525-534; (4) Goenen and Heller (2005), Biometrika
 * 92:965-970. As R's survival::royston has them. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "models/family/family.h"

enum { LC_PROGNOSTIC_PAIRS = 20000 }; /* rows up to which (4) is worked out */

/* Borrowed rows. */
struct lc_indexed {
    size_t n;
    const double *start;        /* [n] or NULL */
    const double *stop;         /* [n] */
    const int32_t *cause;       /* [n] 1: the event, 0 censored; anything else leaves */
    const double *index;        /* [n] r: higher is sooner */
    const struct lc_family *by; /* of b; NULL: Cox's */
};

struct lc_prognostic {
    double slope, slope_se;
    double d, d_se, r2_d;
    double r2_pm;
    double gh; /* NaN beyond LC_PROGNOSTIC_PAIRS rows */
};

/* All NaN where no Cox model can be fitted to the index (it is constant, or no event).
 * O(n log n), and O(n^2) for (4). */
int lc_prognostic(struct lc_prognostic *out, const struct lc_indexed *rows,
                  struct lc_error *err) LC_MUST_CHECK;
