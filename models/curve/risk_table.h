/* The risk table: everything that counting estimators of time to event need, by
 * distinct exit time, built in one pass over the rows.
 *
 * At exit time u_j the risk set is every row with start < u_j <= stop: a row censored
 * at u_j still counts there. Writing w for the weights,
 *
 *     d_k(j) = sum of w over events of cause k at u_j                              (1)
 *     Y(j)   = sum of w over rows with start < u_j <= stop                         (2)
 *
 * Whole-number times below 2^20 take a bin each and need no sort; others are sorted by
 * their bits and counted in that order, so that memory is met in a line. O(n): a
 * million rows cost about 8 ms in whole days and 40 ms otherwise. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "parallel/team.h"

struct lc_lives { /* borrowed; one row a life, or a part of one */
    size_t n;
    const double *start;  /* [n] or NULL: all enter before the first exit */
    const double *stop;   /* [n] finite, at least 0, after start */
    const int32_t *cause; /* [n] 0 censored, 1 .. causes */
    const double *weight; /* [n] at least 0, or NULL: all 1 */
    int causes;           /* at least 1 */
    lc_team *team;        /* or NULL: this thread; no bit depends on it */
};

/* Which group and stratum each row is in. Borrowed. */
struct lc_row_groups {
    size_t groups, strata;
    const int32_t *group;   /* [n] 0 .. groups - 1 */
    const int32_t *stratum; /* [n] 0 .. strata - 1, or NULL for one */
};

/* LC_RANGE names the first impossible row, by row[i] where given, counted from 1. */
int lc_lives_check(const struct lc_lives *lives, const size_t *row,
                   struct lc_error *err) LC_MUST_CHECK;

struct lc_risk_table {
    size_t n, times;
    int causes;
    double *time;    /* [times] ascending */
    double *at_risk; /* [times] (2) */
    double *event;   /* [causes * times] (1), cause-major: cause k begins (k-1)*times */
    double *any;     /* [times] events of every cause */
    double *censored; /* [times] */
    uint32_t *exit;   /* [n] index of the row's exit time */
    uint32_t *entry;  /* [n] first index at which the row is at risk; NULL: 0 for all */
};

/* On success *table is new; LC_RANGE names the first impossible row (counted from 1).
 */
int lc_risk_table_new(struct lc_risk_table **table, const struct lc_lives *lives,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_risk_table_free(struct lc_risk_table *table); /* NULL is allowed */

static inline size_t lc_risk_table_entry(const struct lc_risk_table *table, size_t row)
{
    return table->entry ? table->entry[row] : 0;
}

/* How many exit times are <= time: what holds at `time` is at this index less one. */
size_t lc_risk_table_until(const struct lc_risk_table *table, double time);
