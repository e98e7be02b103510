/* Cross-validation of an elastic-net path over folds of whole clusters. */
#pragma once

#include "models/family/family.h"
#include "models/penalty/elastic_net_inside.h"

/* fold[n] by a keyed hash of the cluster (or the row): clusters are ordered by it and
 * dealt out in turn, so folds differ by one cluster at most. */
int lc_net_folds(const struct lc_sample *sample, int folds, int seed, int32_t *fold,
                 struct lc_error *err) LC_MUST_CHECK;

/* What every fold's path is made of. Borrowed. */
struct lc_net_validation {
    const struct lc_family *family;
    const struct lc_net_start *start; /* the whole path, from which the folds' start */
    const struct lc_sample *sample;
    const struct lc_fit_options *options;
    struct lc_net_options net;
    bool standardise;
    const int32_t *fold; /* [n] 0 .. folds - 1 */
    int folds;
};

/* mean[points] and se[points] over the folds, for the lambdas of start->net:
 *
 *     mean = sum_f w_f D_f,   se^2 = sum_f w_f (D_f - mean)^2 / (folds - 1) (1)
 *
 * with D_f the held-out deviance of fold f per unit of weight and w_f its share of it
 * (glmnet's grouped form). */
int lc_net_cross_validate(const struct lc_net_validation *validation, double *mean,
                          double *se, struct lc_error *err) LC_MUST_CHECK;
