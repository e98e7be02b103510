/* 95% intervals of every metric by resampling children: each replicate draws as many
 * children as there are, with replacement, with all their rows. A child's landmarks
 * overlap, so resampling rows would call one child's story many.
 *
 * Replicate b draws from the stream (seed, b), so it does not depend on threads, and
 * two sets of predictions of the same children, bootstrapped with one seed, are paired:
 * differences of their replicates are replicates of the difference. Intervals are
 * percentiles (Efron and Tibshirani, 1993, An Introduction to the Bootstrap, 13.3; of
 * clusters: Davison and Hinkley, 1997, 3.8), taken further out where few children carry
 * them: with m children of the rarer outcome, at the shares a and 1 - a with
 *
 *     a = Phi(-sqrt(m / (m - 1)) t_{m-1, 0.975})                                    (1)
 *
 * (Hesterberg, 2015, The American Statistician 69:371-386): plain percentiles are too
 * narrow by a share of about 1 / (2 m), and know nothing of Student. Below 2 children
 * there is no interval. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "models/assess/held_out.h"
#include "models/assess/metric.h"
#include "parallel/team.h"

struct lc_bootstrap {
    size_t replicates;
    double tail;                /* (1) */
    struct lc_held_sums all;    /* of the rows as they are */
    struct lc_held_sums *drawn; /* [replicates] */
};

/* replicates may be 0: then there are no intervals. O(replicates x rows). */
int lc_bootstrap_run(struct lc_bootstrap *boot, const lc_ready *ready,
                     size_t replicates, uint64_t seed, lc_team *team,
                     struct lc_error *err) LC_MUST_CHECK;
void lc_bootstrap_free(struct lc_bootstrap *boot);

/* The estimate of a metric that has of_sums; scratch[2 * replicates]. */
struct lc_estimate lc_bootstrap_metric(const struct lc_bootstrap *boot, int metric,
                                       double *scratch);
