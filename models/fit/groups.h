/* A table's rows as counting estimators want them: by group, and for tests by stratum
 * too, from a formula whose right side names groups rather than columns.
 *
 *     Surv(time, event) ~ sex + ward + strata(year)      groups are combinations of sex
 *                                                        and ward; strata are years
 *     Surv(start, stop, cause) ~ 1                       one group
 *     ... + cluster(id)                                  whose row it is */
#pragma once

#include "formula/terms.h"
#include "models/curve/risk_table.h"

struct lc_groups {
    size_t n, groups, strata, missing;
    int causes;             /* the largest cause met */
    const size_t *row;      /* [n] rows of the table */
    int32_t *group;         /* [n] 0 .. groups - 1 */
    int32_t *stratum;       /* [n] 0 .. strata - 1, or NULL for one */
    const int32_t *cluster; /* [n] 0 .. clusters - 1, or NULL */
    size_t clusters;
    struct lc_lives lives; /* all rows */
    lc_terms *named;       /* whose strata are the groups; NULL for one group */
    lc_terms *response;
    struct lc_applied applied; /* what lives borrows */
};

/* weights: a column or NULL; keep [frame->n] or NULL. LC_USAGE for a right side that is
 * not a sum of columns and strata(); LC_RANGE for an impossible row. Rows missing in
 * anything used are left out and counted. Release also after a failure. */
int lc_groups_read(struct lc_groups *groups, const char *formula, const char *weights,
                   const struct lc_frame *frame, const unsigned char *keep,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_groups_release(struct lc_groups *groups);

const char *lc_groups_name(const struct lc_groups *groups, size_t group); /* "" alone */

/* The rows of one group, gathered. row[i] is an index into groups' rows. */
struct lc_group_lives {
    struct lc_lives lives;
    size_t *row;
    double *room;
    int32_t *cause;
    int32_t *cluster; /* [lives.n], as all rows' */
};

int lc_group_gather(struct lc_group_lives *lives, const struct lc_groups *groups,
                    size_t group, struct lc_error *err) LC_MUST_CHECK;
void lc_group_release(struct lc_group_lives *lives);
