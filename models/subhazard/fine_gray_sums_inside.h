/* The sums of fine_gray.h by tables of times: made once from the times, again at every
 * beta. Where nearly every row has a time of its own, fine_gray_line_inside.h is the
 * way. */
#pragma once

#include "models/climb/finish.h"
#include "models/curve/risk_table.h"
#include "models/family/family.h"
#include "parallel/sweep.h"

enum lc_fg_role { LC_FG_CENSORED, LC_FG_EVENT, LC_FG_OTHER };

struct lc_fg {
    const struct lc_sample *sample;
    size_t q, times, groups; /* distinct exit times; groups of censoring */
    struct lc_risk_table *table;
    int32_t *role;       /* [n] an lc_fg_role */
    int32_t *left;       /* [n] where a row gone by another cause is summed, or -1 */
    double *event;       /* [times] summed weight of events */
    double *g;           /* [groups * times] G just before each time */
    double *gone, *here; /* [groups * times] weight censored at, and at risk at */
    lc_sweep *rows;      /* z without, */
    lc_sweep *binning;   /* and with a column of ones, whose sums are S0 */
    double top;          /* r is divided by exp(top), the largest eta or near it */
    double *r, *v;       /* [n] at the last beta; v = r A */
    double *kept;        /* [n] r / G(T-) of the rows gone by another cause */
    double *beta, *shard_top;
    double *hazard; /* [times] running sum of dL, scaled */
    double *held;   /* [groups * times] running sum of G dL, scaled */
    double *s;      /* panels of [times][8]: column 0 is S0, then S1 */
    double *other;  /* panels of [groups * times][8]: over other causes before */
    double *room;   /* what s and other lie in */
};

/* Column c of s, or of other, at time k. */
static inline double *lc_fg_at(const struct lc_fg *fg, size_t k, size_t c)
{
    return fg->s + (c / LC_PANEL * fg->times + k) * LC_PANEL + c % LC_PANEL;
}

static inline double *lc_fg_other(const struct lc_fg *fg, size_t g, size_t k, size_t c)
{
    return fg->other
           + (c / LC_PANEL * fg->groups * fg->times + g * fg->times + k) * LC_PANEL
           + c % LC_PANEL;
}

int lc_fg_new(struct lc_fg **fg, const struct lc_sample *sample,
              const struct lc_scaling *scaling, int cause, lc_team *team,
              struct lc_error *err) LC_MUST_CHECK;
void lc_fg_free(struct lc_fg *fg); /* NULL is allowed */

/* An lc_objective's evaluate. */
int lc_fg_evaluate(void *fg, const double *beta, double *loglik, double *gradient,
                   double *information, struct lc_error *err);

/* sum over rows, or clusters, of (eta_i + psi_i)(..)' at the last beta: meat[q * q].
 * cluster NULL: each row its own. (fine_gray_meat.c) */
int lc_fg_meat(struct lc_fg *fg, const int32_t *cluster, size_t clusters, double *meat,
               struct lc_error *err) LC_MUST_CHECK;

static inline size_t lc_fg_group(const struct lc_fg *fg, size_t row)
{
    return fg->sample->stratum ? (size_t)fg->sample->stratum[row] : 0;
}

static inline double lc_fg_weight(const struct lc_fg *fg, size_t row)
{
    return fg->sample->weight ? fg->sample->weight[row] : 1;
}
