/* The middle of a sandwich variance, where a row's score residual is a number g_i times
 * its standardised row z_i.
 *
 *     meat = sum over clusters of u u',  u = sum of g_i z_i over the cluster       (1)
 *
 * and the variance is I^-1 meat I^-1: White (1980), Econometrica 48:817-838; clusters
 * as in Liang and Zeger (1986), Biometrika 73:13-22, without a small-sample factor. */
#pragma once

#include <stdint.h>

#include "base/error.h"
#include "parallel/sweep.h"

/* meat[q * q] of (1). cluster NULL: each row its own. O(n q + clusters q^2), or O(n
 * q^2) without clusters; memory for at most LC_CLUSTERS_AT_ONCE clusters, in as many
 * reads of x as that takes. */
int lc_meat(lc_sweep *sweep, size_t n, const double *g, const int32_t *cluster,
            size_t clusters, double *meat, struct lc_error *err) LC_MUST_CHECK;

enum { LC_CLUSTERS_AT_ONCE = 1 << 16 };

/* out = bread meat bread, all [q * q] symmetric; out may not be one of them. */
int lc_sandwich(size_t q, const double *bread, const double *meat, double *out,
                struct lc_error *err) LC_MUST_CHECK;

/* Sum of u u' over `count` rows of a table as lc_sweep_bin makes it, times weight
 * (NULL: 1), into sum[q * q]; += . O(count q^2). */
int lc_table_gram(lc_team *team, size_t q, size_t count, const double *table,
                  const double *weight, double *sum,
                  struct lc_error *err) LC_MUST_CHECK;
