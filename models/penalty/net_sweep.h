/* The logistic log-likelihood as a net target: passes and information matrices by the
 * sweep. Rows of weight 0 (a fold held out) take part in nothing but the reading. */
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

#endif
