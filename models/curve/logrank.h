/* The log-rank test and its weighted (Fleming-Harrington) and stratified forms.
 *
 * Within a stratum, at exit time u with d events among Y at risk, d_g and Y_g of them
 * in group g, and the weight W(u) = S(u-)^rho of the pooled Kaplan-Meier,
 *
 *     observed_g = sum W d_g,   expected_g = sum W d Y_g / Y                       (1)
 *     V_gh = sum W^2 d (Y - d) / (Y - 1) (Y_g / Y) ([g = h] - Y_h / Y)             (2)
 *     chi-square = (O - E)' V^- (O - E) on (groups with someone at risk) - 1       (3)
 *
 * Mantel (1966); Peto and Peto (1972), J. R. Statist. Soc. A 135:185-207; Harrington
 * and Fleming (1982), Biometrika 69:553-566. rho = 0 is log-rank, 1 Peto-Peto. */
#pragma once

#include "models/curve/risk_table.h"

struct lc_chi_square {
    double chisq, p; /* NaN where no test can be made */
    int df;
};

struct lc_logrank {
    size_t groups, strata;
    double *observed, *expected; /* [strata * groups] (1), stratum-major */
    double *variance;            /* [groups * groups] (2), summed over strata */
    struct lc_chi_square test;   /* (3) */
};

/* Events are of any cause. Cost O(n log n + times * groups^2). */
int lc_logrank_new(struct lc_logrank **test, const struct lc_lives *lives,
                   const struct lc_row_groups *in, double rho,
                   struct lc_error *err) LC_MUST_CHECK;

/* (3) of any scores [groups] that add up to 0 and their variance, over the groups in
 * use (used[groups] 0 or 1) less one. */
int lc_logrank_judge(size_t groups, const double *score, const double *variance,
                     const unsigned char *used, struct lc_chi_square *test,
                     struct lc_error *err) LC_MUST_CHECK;

void lc_logrank_free(struct lc_logrank *test); /* NULL is allowed */
