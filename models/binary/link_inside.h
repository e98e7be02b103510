/* Binary outcomes: from the linear predictor to the log-likelihood of y successes in m
 * trials and its derivatives, for each link. */
#pragma once

#include "models/family/family.h"
#include "parallel/sweep.h"

/* What a rule reads beside the linear predictor. */
struct lc_binary_rows {
    const struct lc_sample *sample;
    bool expected; /* curvature: the expected information instead of the observed */
    double *score; /* [n] out: d loglik / d eta of every row, or NULL */
    const double *inverse; /* Firth: information^-1 [q * q], or NULL (see firth.c) */
};

struct lc_link {
    lc_row_rule *rule; /* its context is a struct lc_binary_rows */
    double (*probability)(double eta);
    double (*from_probability)(double probability);
};

extern const struct lc_link lc_link_logit, lc_link_cloglog;
