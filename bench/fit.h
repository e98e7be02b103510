/* Timing a fit beside the one thing it cannot do without: a weighted Gram product of
 * its own columns, which is its limit in the row printed. */
#pragma once

#include "bench/bench.h"
#include "models/family/family.h"

/* How many seconds a weighted Gram product of the columns takes. */
double bench_gram(const struct lc_matrix *x, lc_team *team);

/* Prints a row: first and loglik are the first column's coefficient and the
 * log-likelihood; for a path, the last point's. */
void bench_fit(const char *name, const struct lc_family *family,
               const struct lc_sample *sample, const struct lc_fit_options *options);
