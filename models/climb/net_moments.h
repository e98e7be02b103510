/* What every family's net target begins with: its rows' weights and the moments of its
 * columns. Rows of weight 0 (a fold held out) take part in nothing but the reading, in
 * which their deviance is found by the way. */
#pragma once

#include "models/family/net_target.h"

/* out[n]: the sample's weights, 0 for the rows held out. */
void lc_net_mask(const struct lc_sample *sample, const struct lc_net_held *held,
                 double *out);

/* Weighted mean and 1/n standard deviation of each column over the rows of positive
 * weight; sd 1 for all where standardise is false, 0 where a column is constant. mean
 * and sd [p]. One read of x. */
int lc_net_moments(const struct lc_sample *sample, bool standardise, lc_team *team,
                   double *mean, double *sd, struct lc_error *err) LC_MUST_CHECK;
