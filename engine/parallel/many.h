/* A sweep for several coefficient vectors in one reading of the design: neighbours on a
 * path of penalties. Reading is what a pass costs (bench/README.md), so eight together
 * take little more than two one after another. */
#pragma once

#include "parallel/sweep.h"

/* For vectors v < count <= LC_MANY: beta[v * q + k], or NULL for none; the rule is
 * called for each block and vector (rows->vector), and may set gradient and loglik;
 * loglik[count], or NULL; gradient[v * q + k] = z' (the rule's gradient), or NULL: not
 * asked for. Summed as by lc_sweep_run: one thread and two give the same bits. O(n q
 * count). */
struct lc_many {
    size_t count;
    const double *beta;
    double *loglik, *gradient;
    double *extra; /* [count] the rule's extra[0], or NULL */
};

int lc_sweep_many(lc_sweep *sweep, const struct lc_many *many, lc_row_rule *rule,
                  void *context, struct lc_error *err) LC_MUST_CHECK;
