/* What the files of this folder share: parts of its two families. */
#pragma once

#include "models/family/family.h"

lc_recalibrate_way lc_discrete_recalibrate; /* discrete_recalibrate.c */
/* (discrete_export.c) */
extern const struct lc_export_form lc_discrete_logit_form, lc_discrete_cloglog_form;

extern const struct lc_family lc_family_discrete_logit;   /* "discrete-logit" */
extern const struct lc_family lc_family_discrete_cloglog; /* "discrete-cloglog" */

/* The families' risks (family.h). A horizon is rounded down to whole intervals;
 * one past the last interval of training is LC_RANGE. Limits by the delta method on the
 * scale of log(-log(1 - risk)). */
int lc_discrete_risk_logit(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                           const struct lc_risk_out *out,
                           struct lc_error *err) LC_MUST_CHECK;
int lc_discrete_risk_cloglog(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                             const struct lc_risk_out *out,
                             struct lc_error *err) LC_MUST_CHECK;

/* models/family/endless.h (1), of each interval by the horizon that has a hazard. */
int lc_discrete_endless(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                        const double *v, double *reach, struct lc_error *err);

/* The level alone on other rows: the a that makes h(a_k + a + eta_i + offset_i)
 * likeliest, eta [n] a frozen fit's x'b, over the intervals that it knows; by Newton's
 * method. variance is 1 over the information; zbar [fit->terms] becomes the mean of
 * what multiplies each term, rows and intervals weighing as much as they tell; events
 * and expected are those seen and foretold before a is added. LC_UNFIT without an
 * event. O(n intervals) a step. (discrete_level.c) */
struct lc_discrete_level {
    double a, variance, events, expected;
};
int lc_discrete_level(struct lc_discrete_level *level, const struct lc_fit *fit,
                      const struct lc_sample *sample, const double *eta, double *zbar,
                      struct lc_error *err) LC_MUST_CHECK;

/* A fit's baseline in parts, for who rebuilds one: direction [fit->terms] is how its
 * terms move when every level rises by 1. */
void lc_discrete_direction(const struct lc_fit *fit, size_t p, double *direction);
