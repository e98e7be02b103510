/* The league table of a contest: every measure of every contender with its 95%
 * interval, and its difference to another contender with the interval of the
 * difference.
 *
 * Replicate b draws the same children for all contenders (bootstrap.h), so differences
 * are paired: what both find hard in a draw cancels. Times are measured at the horizon
 * by timed.h, a yes or no by held_out.h; what is measured is every metric (metric.h)
 * that has a heading and can be had of the contest. */
#pragma once

#include "models/assess/bootstrap.h"
#include "models/assess/contest.h"

struct lc_league {
    size_t contenders, replicates;
    struct lc_held_sums sizes; /* rows, events, lists and the first cut's listed: what
                                  measures are shares of. No other sum is filled */
    size_t entrants;           /* children with the event */
    double tail;               /* bootstrap.h (1) */
    double *value; /* [contenders][LC_METRIC_COUNT][1 + replicates]: all rows, then the
                      replicates; NaN where there is nothing to say */
};

/* O(replicates x contenders x n log n). */
int lc_league_run(struct lc_league *league, const struct lc_contest *contest,
                  size_t replicates, uint64_t seed, lc_team *team,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_league_free(struct lc_league *league);

/* Of all rows, without its interval: O(1). */
double lc_league_measure(const struct lc_league *league, size_t contender, int metric);
/* scratch[2 * replicates + 2]. */
struct lc_estimate lc_league_value(const struct lc_league *league, size_t contender,
                                   int metric, double *scratch);
/* contender - other. */
struct lc_estimate lc_league_difference(const struct lc_league *league,
                                        size_t contender, size_t other, int metric,
                                        double *scratch);

/* Whether the contest measures it at all. A Cox model a draw (LC_TIMED_INDEX) would
 * cost too much, and a contest has no curves. */
bool lc_league_has(const struct lc_contest *contest, int metric);
