/* What the files of this folder share: parts of its two families. */
#pragma once

#include "models/climb/finish.h"
#include "models/cox/cox.h"
#include "models/cox/partial_inside.h"
#include "models/family/family.h"

lc_recalibrate_way lc_cox_recalibrate, lc_cause_specific_recalibrate;
/* (both: cox_recalibrate.c) */
extern const struct lc_export_form lc_cause_specific_form; /* cause_specific_export.c */

/* One cause's fit set to the rows, w->eta being its own. */
int lc_cox_recalibrate_cause(struct lc_recal *w, struct lc_fit *fit, int cause,
                             struct lc_recalibrated *out,
                             struct lc_error *err) LC_MUST_CHECK;

/* Baselines at the sample's centre, one a stratum, at beta, which is where the table
 * was made or next to it (what is between is made up for to first order).
 * options->times NULL: at every event time; else at those. *curve [bins->strata] is
 * new, or from lc_cox_watch.
 *
 *     hazard(t) = e^-m sum A                                                   (7)
 *     variance(t) = e^-2m sum a                                                (8)
 *     mean(t) = e^-m sum { a S1 - b E1 }, in the caller's units                (9)
 *
 * where m is what centring put into the linear predictor, and x is less the sample's
 * centre from here on. At x the cumulative hazard is
 * e^x'b hazard, its variance e^2x'b (variance + v' C v), v = x hazard - mean, C the
 * covariance of b (Tsiatis, 1981, Ann. Statist. 9:93-108; Therneau and Grambsch, 2000,
 * Modeling Survival Data, 10.2). */
int lc_cox_curves(struct lc_partial *partial, const struct lc_scaling *scaling,
                  const double *beta, const struct lc_fit_options *options,
                  struct lc_curve **curve, struct lc_error *err) LC_MUST_CHECK;

/* Before the steps: lc_cox_curves of what is to be, whose bins then go by with the last
 * full look and need not be made again. partial->watch is set; *curve is new, NULL or
 * for the fit to free. */
int lc_cox_watch(struct lc_partial *partial, const struct lc_fit_options *options,
                 struct lc_curve **curve, struct lc_error *err) LC_MUST_CHECK;

/* The same for a fit whose estimates came from elsewhere (a penalty, a frozen model):
 * replaces fit->curve by the baselines of this sample at fit->estimate. O(n q). */
int lc_cox_baseline(struct lc_fit *fit, const struct lc_sample *sample,
                    const struct lc_fit_options *options,
                    struct lc_error *err) LC_MUST_CHECK;

/* The family's net target (lc_family), as lc_net_logistic has it. Deviance of the rows
 * held out: -2 { l(all rows) - l(rows of other folds) }, by the events' weight in the
 * fold (van Houwelingen et al., 2006, Statistics in Medicine 25:3201-3216). */
struct lc_net_target;
struct lc_net_held;
int lc_net_cox(struct lc_net_target *target, const struct lc_sample *sample,
               const struct lc_fit_options *options, bool standardise,
               const struct lc_net_held *held, struct lc_error *err) LC_MUST_CHECK;

/* The middle of the sandwich: sums of w-weighted score residuals by cluster (NULL: by
 * row), squared: meat [q * q] (Lin and Wei, 1989, JASA 84:1074-1078). At the last
 * lc_partial_bins, whose tables are running sums still. O(n q). */
int lc_cox_meat(struct lc_partial *partial, const int32_t *cluster, size_t clusters,
                double *meat, struct lc_error *err) LC_MUST_CHECK;

/* The cumulative hazard of row i of rows by their horizon, and its variance as above.
 * LC_RANGE as for lc_cox_risk, without the row. */
int lc_cox_hazard(const struct lc_fit *fit, const struct lc_risk_rows *rows, size_t i,
                  double *hazard, double *variance, struct lc_error *err) LC_MUST_CHECK;
