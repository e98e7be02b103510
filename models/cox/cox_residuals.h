/* Residuals of a Cox fit, by Efron's or Breslow's account of ties.
 *
 * With e = exp(eta), the sums A, B, a, b, c and the running hazard H of
 * partial_inside.h, M the running sum of a S1 - b E1, zbar = (A S1 - B E1) / d and N =
 * b S1 - c E1, row i has
 *
 *     martingale   m = [event] - e { H(exit) - H(entry) - [event] B(exit) }        (1)
 *     deviance     sign(m) sqrt(-2 { m + [event] log([event] - m) })               (2)
 *     score        m x + e { M(exit) - M(entry) } - [event] { zbar + e N }         (3)
 *     dfbeta       w (3) V: what leaving the row out would do to the estimates, to
 *                  first order; V is the model's own covariance                    (4)
 *     schoenfeld   x - zbar at every event                                         (5)
 *     dfbetas      (4) over the estimates' standard errors                         (6)
 *     scaledsch    beta + D (5) V, D events: about beta(t) at the event's time     (7)
 *
 * (1), (2) Therneau, Grambsch and Fleming (1990), Biometrika 77:147-160; (3), (4) Cain
 * and Lange (1984), Biometrics 40:493-499; (5) Schoenfeld (1982), Biometrika
 * 69:239-241; (7) Grambsch and Therneau (1994), Biometrika 81:515-526. Conventions are
 * those of residuals.coxph of the survival package: (1), (2), (3), (5) are not
 * multiplied by the weight, (4) and (6) are. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
enum lc_residual {
    LC_MARTINGALE,
    LC_DEVIANCE,
    LC_SCORE_RESIDUAL,
    LC_DFBETA,
    LC_SCHOENFELD,
    LC_DFBETAS,
    LC_SCALED_SCHOENFELD
};

extern const char *const lc_residual_names[]; /* ends with NULL; as the enum */

bool lc_residual_of_events(int kind); /* a row an event, not a row of the sample */

struct lc_residuals {
    int kind;       /* an lc_residual */
    size_t rows;    /* the sample's; of both schoenfeld: its events */
    size_t columns; /* 1, or the matrix's */
    size_t *row;   /* [rows] of the sample; of both schoenfeld: by stratum, time, row */
    double *value; /* [rows * columns] row-major, in the columns' own units; NaN for
                      an aliased column */
};

/* fit is of this sample by these options (ties, cause, ridge, team). *residuals is new.
 * LC_USAGE for exact ties, which have none. O(n q) time and rows * columns memory;
 * dfbeta O(n q^2). */
void lc_residuals_free(struct lc_residuals *residuals); /* NULL is allowed */
