/* Kaplan-Meier and Nelson-Aalen, with limits, quantiles and restricted means.
 *
 *     S(t) = prod_{u_j <= t} (1 - d(j) / Y(j))                                     (1)
 *     H(t) = sum_{u_j <= t} d(j) / Y(j)                                            (2)
 *     var log S(t) = sum_{u_j <= t} d(j) / (Y(j) (Y(j) - d(j)))                    (3)
 *     var H(t)     = sum_{u_j <= t} d(j) / Y(j)^2                                  (4)
 *
 * (1) Kaplan and Meier (1958), JASA 53:457-481; (2) Nelson (1969), Aalen (1978), Ann.
 * Statist. 6:701-726; (3) Greenwood (1926). d counts events of every cause.
 *
 * Instead of (1), survival may be made of the hazard,
 *
 *     S(t) = exp(-H(t)), var log S = var H                                          (5)
 *
 * by (2), or with the m events of one time, each of weight d / m, one after another,
 *
 *     H(t) = sum_{u_j <= t} sum_{k < m} (d/m) / (Y(j) - k d/m)                      (6)
 *
 * (Fleming and Harrington, 1984, Commun. Statist. 13:2469-2486). And instead of (3) and
 * (4) the variance may be the infinitesimal jackknife's. With g(j) and B the
 * derivatives of log S or H by the weight of a row that has the event at u_j, and of
 * one at risk,
 *
 *     U_i(t) = g(T_i) N_i(t) - (B(min(t, T_i)) - B(E_i))                            (7)
 *     var = sum_c {sum_{i in c} w_i U_i(t)}^2, c over clusters or rows              (8)
 */
#pragma once

#include "models/curve/risk_table.h"

struct lc_km {
    const struct lc_risk_table *table; /* borrowed */
    double *survival;                  /* [times] (1) */
    double *hazard;                    /* [times] (2) */
    double *log_variance;              /* [times] (3); infinite once S is 0 */
    double *hazard_variance;           /* [times] (4) */
};

enum lc_limits { LC_LIMITS_PLAIN, LC_LIMITS_LOG, LC_LIMITS_LOGLOG };
extern const char *const lc_limits_names[]; /* ends with NULL; as the enum */

int lc_km_new(struct lc_km **km, const struct lc_risk_table *table,
              struct lc_error *err) LC_MUST_CHECK;
void lc_km_free(struct lc_km *km); /* NULL is allowed */

enum lc_survival_type { LC_KAPLAN_MEIER, LC_NELSON_AALEN, LC_FLEMING_HARRINGTON };
extern const char *const lc_survival_types[]; /* ends with NULL; as the enum */

/* Make the curve (5) of (2) or (6) in place. lives: those of the table. O(n + times).
 */
int lc_km_retype(struct lc_km *km, const struct lc_lives *lives, int type,
                 struct lc_error *err) LC_MUST_CHECK;
/* Put (8) in place of both variances of a curve of that type. cluster[n] is 0 ..
 * clusters - 1, or NULL: each row its own. O(n + times). */
int lc_km_robust(struct lc_km *km, const struct lc_lives *lives, int type,
                 const int32_t *cluster, size_t clusters,
                 struct lc_error *err) LC_MUST_CHECK;

/* S, its standard error and 95% limits at `time` (1, 0, 1, 1 before the first event).
 * Cost O(log times). */
void lc_km_at(const struct lc_km *km, double time, int limits, double *survival,
              double *se, double *low, double *high);
double lc_km_hazard_at(const struct lc_km *km, double time);

/* Pointwise limits of a survival probability s with var log s. A lower limit below 0 or
 * an upper one above 1 is cut. */
void lc_survival_limits(int limits, double s, double log_variance, double *low,
                        double *high);

/* The time at which S (which = 0), its lower limit (-1) or upper limit (1) first falls
 * to 1 - q or below; the middle of the step where the curve is flat at 1 - q; NaN if it
 * never falls so far. */
double lc_km_quantile(const struct lc_km *km, int limits, int which, double q);

/* Area under S up to tau, and its standard error (Klein and Moeschberger, 2003,
 * (4.5.2)). Beyond the last time S is carried on flat. */
void lc_km_restricted_mean(const struct lc_km *km, double tau, double *mean,
                           double *se);
