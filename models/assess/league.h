/* The league table of a contest: every measure of every contender with its 95%
 * interval, and its difference to another contender with the interval of the
 * difference.
 *
 * Replicate b draws the same children for all contenders (bootstrap.h), so differences
 * are paired: what both find hard in a draw cancels. Times are measured at the horizon
 * by ipcw.h, ranks by Harrell's C (concordance.h); a yes or no by metric.h. Observed
 * over expected at a horizon is the Aalen-Johansen incidence over the mean risk. */
#ifndef LC_ASSESS_LEAGUE_H
#define LC_ASSESS_LEAGUE_H

#include "models/assess/bootstrap.h"
#include "models/assess/contest.h"

struct lc_league_metric {
    const char *name;    /* as in metric.h where it is one of those */
    const char *heading; /* of a narrow column */
    bool needs_risks, at_capacity;
    bool smaller;   /* the smaller the better; aim NaN */
    double aim;     /* the right value, where one is neither better high nor low */
    bool of_yes_no; /* measured for a yes or no */
    bool of_times;  /* measured for times */
};

enum lc_league_row {
    LC_LEAGUE_AUC,
    LC_LEAGUE_C,
    LC_LEAGUE_BRIER,
    LC_LEAGUE_SCALED,
    LC_LEAGUE_LARGE,
    LC_LEAGUE_SLOPE,
    LC_LEAGUE_RATIO,
    LC_LEAGUE_PRECISION,
    LC_LEAGUE_RECALL,
    LC_LEAGUE_COUNT
};

extern const struct lc_league_metric lc_league_metrics[LC_LEAGUE_COUNT];

struct lc_league {
    size_t contenders, replicates;
    double tail;   /* bootstrap.h (1) */
    double *value; /* [contenders][LC_LEAGUE_COUNT][1 + replicates]: all rows, then the
                      replicates; NaN where there is nothing to say */
};

/* O(replicates x contenders x n log n). */
int lc_league_run(struct lc_league *league, const struct lc_contest *contest,
                  size_t replicates, uint64_t seed, lc_team *team,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_league_free(struct lc_league *league);

/* scratch[2 * replicates + 2]. */
struct lc_estimate lc_league_value(const struct lc_league *league, size_t contender,
                                   int metric, double *scratch);
/* contender - other. */
struct lc_estimate lc_league_difference(const struct lc_league *league,
                                        size_t contender, size_t other, int metric,
                                        double *scratch);

/* Whether the contest measures it at all. */
bool lc_league_has(const struct lc_contest *contest, int metric);

#endif
