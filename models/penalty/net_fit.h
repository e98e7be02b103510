/* A family's elastic-net fit, from its net target: path, cross-validation, and the
 * lc_fit that verbs print. */
#pragma once

#include "models/family/family.h"

/* Beside lc_fit_options' alpha, lambda, path, folds, seed and team. */
struct lc_net_request {
    const double
        *lambda; /* [count] given lambdas, or NULL: options->lambda or a path */
    size_t count;
    const int32_t *fold; /* [n] 0 .. folds - 1, or NULL: by a hash of the cluster */
    bool scale_free;     /* penalise the columns as they are, without standardising */
    double kkt;          /* 0: 1e-6 on a path of more than 20,000 rows, else
                            1e-10; of one lambda lc_net_defaults() */
};

/* Whether options ask for an elastic net. */
bool lc_net_wanted(const struct lc_fit_options *options);

/* On success *fit is new: its points are the path (lambda descending), its estimates
 * those at points[best], which is the lambda given, or with folds the least mean
 * deviance (one_se: the largest lambda within one standard error of it), else the last.
 * Penalised estimates have no standard error: se and covariance are NaN. request may be
 * NULL.
 *
 * Folds hold whole clusters and are balanced in clusters; cv_mean is the mean held-out
 * deviance (logistic) or the partial-likelihood deviance difference (Cox) per unit of
 * weight, cv_se its standard error over folds, as cv.glmnet has them (grouped). */
int lc_net_family_fit(struct lc_fit **fit, const struct lc_family *family,
                      const struct lc_sample *sample,
                      const struct lc_fit_options *options,
                      const struct lc_net_request *request,
                      struct lc_error *err) LC_MUST_CHECK;

/* family->fit, or the above where options ask for it: what every verb calls. */
int lc_family_fit(struct lc_fit **fit, const struct lc_family *family,
                  const struct lc_sample *sample, const struct lc_fit_options *options,
                  struct lc_error *err) LC_MUST_CHECK;
