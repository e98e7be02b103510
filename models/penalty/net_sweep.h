/* Log-likelihoods as net targets: passes and information matrices by the sweep. Rows of
 * weight 0 (a fold held out) take part in nothing but the reading. */
#ifndef LC_PENALTY_NET_SWEEP_H
#define LC_PENALTY_NET_SWEEP_H

#include "models/family/family.h"
#include "models/family/net_target.h"

/* Weighted mean and 1/n standard deviation of each column over the rows of positive
 * weight; sd 1 for all where standardise is false, 0 where a column is constant. mean
 * and sd [p]. Two reads of x. */
int lc_net_moments(const struct lc_sample *sample, bool standardise, double *mean,
                   double *sd, struct lc_error *err) LC_MUST_CHECK;

/* On success target->free(target->state) gives all back. The sample must outlive it. */
int lc_net_logistic(struct lc_net_target *target, const struct lc_sample *sample,
                    bool standardise, lc_team *team,
                    struct lc_error *err) LC_MUST_CHECK;

int lc_net_cox(struct lc_net_target *target, const struct lc_sample *sample,
               const struct lc_fit_options *options, bool standardise,
               struct lc_error *err) LC_MUST_CHECK;

/* Held-out deviance of Cox's model, for each of the points' linear predictors
 * eta[points * n]: -2 { l(all rows) - l(rows of other folds) }, by the event's weight
 * in the fold (van Houwelingen et al., 2006, Statistics in Medicine 25:3201-3216). */
int lc_net_cox_held_out(const struct lc_sample *sample,
                        const struct lc_fit_options *options, const int32_t *fold,
                        int32_t which, size_t points, const double *eta,
                        double *deviance, double *weight,
                        struct lc_error *err) LC_MUST_CHECK;

#endif
