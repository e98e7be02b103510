/* Log-likelihoods as net targets: passes and information matrices by the sweep. Rows of
 * weight 0 (a fold held out) take part in nothing but the reading, in which their
 * deviance is found by the way. */
#ifndef LC_PENALTY_NET_SWEEP_H
#define LC_PENALTY_NET_SWEEP_H

#include "models/family/family.h"
#include "models/family/net_target.h"

/* The rows left out of a fit and foretold by it: those of fold `which`. */
struct lc_net_held {
    const int32_t *fold; /* [n] */
    int32_t which;
};

/* out[n]: the sample's weights, 0 for the rows held out. */
void lc_net_mask(const struct lc_sample *sample, const struct lc_net_held *held,
                 double *out);

/* Weighted mean and 1/n standard deviation of each column over the rows of positive
 * weight; sd 1 for all where standardise is false, 0 where a column is constant. mean
 * and sd [p]. One read of x. */
int lc_net_moments(const struct lc_sample *sample, bool standardise, lc_team *team,
                   double *mean, double *sd, struct lc_error *err) LC_MUST_CHECK;

/* On success target->free(target->state) gives all back. The sample must outlive it.
 * held NULL: all rows. Their deviance: minus twice the log-likelihood of a row, its
 * probability kept within [1e-5, 1 - 1e-5] as cv.glmnet keeps it, less the saturated
 * model's; by the fold's weight. */
int lc_net_logistic(struct lc_net_target *target, const struct lc_sample *sample,
                    const struct lc_fit_options *options, bool standardise,
                    const struct lc_net_held *held, struct lc_error *err) LC_MUST_CHECK;

/* Deviance of the rows held out: -2 { l(all rows) - l(rows of other folds) }, by the
 * events' weight in the fold (van Houwelingen et al., 2006, Statistics in Medicine
 * 25:3201-3216). */
int lc_net_cox(struct lc_net_target *target, const struct lc_sample *sample,
               const struct lc_fit_options *options, bool standardise,
               const struct lc_net_held *held, struct lc_error *err) LC_MUST_CHECK;

#endif
