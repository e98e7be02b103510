/* The baseline of a discrete-time hazard: a matrix from its coefficients to the level
 * of each interval. */
#ifndef LC_FAMILY_DISCRETE_BASIS_H
#define LC_FAMILY_DISCRETE_BASIS_H

#include "models/family/discrete_rows.h"

struct lc_time_basis {
    size_t count;  /* K */
    size_t m;      /* coefficients */
    double *value; /* [K * m]; a closed interval of steps has a row of zeros */
};

/* kind: an lc_time_baseline. LC_UNFIT where the events have too few distinct intervals
 * for the degree. */
int lc_time_basis_init(struct lc_time_basis *basis,
                       const struct lc_intervals *intervals, int kind, int degree,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_time_basis_release(struct lc_time_basis *basis);

#endif
