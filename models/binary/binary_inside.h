/* What the families of a yes or no share. */
#pragma once

#include "models/binary/binary.h"
#include "models/binary/link_inside.h"
#include "models/family/recalibrate.h"

/* An lc_family's recalibrate, for a link: family fits the line with it.
 * (binary_recalibrate.c) */
int lc_binary_recalibrate(const struct lc_family *family, const struct lc_link *link,
                          struct lc_recal *w, struct lc_recalibrated *out,
                          struct lc_error *err) LC_MUST_CHECK;

extern const struct lc_export_form lc_logit_form; /* logistic.c */

/* An lc_family's fit, for a link. */
int lc_binary_fit(const struct lc_family *family, const struct lc_link *link,
                  struct lc_fit **fit, const struct lc_sample *sample,
                  const struct lc_fit_options *options,
                  struct lc_error *err) LC_MUST_CHECK;

/* An lc_family's risk, for a link. */
int lc_binary_risk(const struct lc_link *link, const struct lc_fit *fit,
                   const struct lc_risk_rows *rows, const struct lc_risk_out *out,
                   struct lc_error *err) LC_MUST_CHECK;

/* The logistic family's net target (lc_family). On success target->free(target->state)
 * gives all back. The sample must outlive it. held NULL: all rows. Their deviance:
 * minus twice the log-likelihood of a row, its probability kept within [1e-5, 1 - 1e-5]
 * as cv.glmnet keeps it, less the saturated model's; by the fold's weight. */
struct lc_net_target;
struct lc_net_held;
int lc_net_logistic(struct lc_net_target *target, const struct lc_sample *sample,
                    const struct lc_fit_options *options, bool standardise,
                    const struct lc_net_held *held, struct lc_error *err) LC_MUST_CHECK;

/* Inside: all that one fit holds. */
struct lc_binary {
    const struct lc_link *link;
    const struct lc_sample *sample;
    const struct lc_fit_options *options;
    struct lc_scaling scaling;
    lc_sweep *sweep;
    struct lc_newton newton;
    double *variance, *robust; /* [q * q] */
};

/* The context of an objective: one sample's sweep. */
struct lc_binary_target {
    const struct lc_link *link;
    lc_sweep *sweep;
    struct lc_binary_rows rows;
};

/* An lc_objective's evaluate, with a struct lc_binary_target. (binary_sweep.c) */
int lc_binary_evaluate(void *context, const double *beta, double *loglik,
                       double *gradient, double *information, struct lc_error *err);

/* A sweep over the columns less `centre` (NULL: as they are), scaled. */
int lc_binary_sweep(const struct lc_binary *w, const struct lc_sample *sample,
                    const double *centre, lc_sweep **sweep,
                    struct lc_error *err) LC_MUST_CHECK;

/* The whole of a fit under Firth's penalty; w is ready, w->newton.beta is the null
 * model's. (firth_fit.c) */
int lc_firth_fit(struct lc_binary *w, struct lc_fit *fit,
                 struct lc_error *err) LC_MUST_CHECK;
