/* Inside of recalibrate: what the families' ways share. Nothing outside recalibrate*.c
 * includes this. */
#ifndef LC_RECALIBRATE_RECALIBRATE_WORK_H
#define LC_RECALIBRATE_RECALIBRATE_WORK_H

#include "models/recalibrate/recalibrate.h"

struct lc_recal {
    struct lc_model *model;
    const struct lc_sample *sample;
    lc_team *team;
    int method;
    double *beta;        /* [p] frozen, 0 where aliased */
    double constant;     /* frozen; 0 where the family has none */
    double *eta;         /* [n] constant + x beta, no offset */
    struct lc_fit *line; /* of the new rows on eta */
};

/* A family's way: rewrites w->model->fit and fills *out but for the rows. */
typedef int lc_recal_way(struct lc_recal *w, struct lc_recalibrated *out,
                         struct lc_error *err);
lc_recal_way lc_recal_binary, lc_recal_cox, lc_recal_causes, lc_recal_fine_gray,
    lc_recal_aft, lc_recal_discrete;

/* eta from beta and constant. */
void lc_recal_eta(struct lc_recal *w);

/* w->line: the new rows on the frozen eta, as a column with a slope, or as an offset.
 * options: those of the family alone; team and concordance are set here. */
int lc_recal_line(struct lc_recal *w, const struct lc_family *family, bool slope,
                  struct lc_fit_options options, struct lc_error *err) LC_MUST_CHECK;

/* The offset of the new rows with b eta in it: offset[n]. */
void lc_recal_offset(const struct lc_recal *w, double b, double *offset);

/* Weighted sums: [cause == k], or of y. */
double lc_recal_events(const struct lc_sample *s, int cause);

/* Of hazards in proportion. The curves times events over expected, whose log becomes
 * the intercept (LC_UNFIT where either is 0); coefficients times b, their covariance
 * with b's. */
int lc_recal_level(struct lc_fit *fit, struct lc_recalibrated *out,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_recal_spread_out(const struct lc_recal *w, struct lc_fit *fit, double b,
                         double variance);

/* Covariance of what was learnt anew, carried by J, and of what was frozen, by K:
 * out [q * q] = J V J' + b^2 K C K'. */
struct lc_recal_spread {
    size_t q, r, s;
    const double *j, *v; /* [q * r], [r * r] */
    const double *k, *c; /* [q * s], [s * s] */
    double b;
};
int lc_recal_spread(double *out, const struct lc_recal_spread *spread,
                    struct lc_error *err) LC_MUST_CHECK;

/* (6) for a fit whose terms move along `direction` when its level rises: theta becomes
 * b theta + a direction, v [r * r] the variance of a (and b, where r is 2), zbar the
 * new rows' mean of what multiplies each term. All [fit->terms]; fit->covariance is
 * rewritten. */
struct lc_recal_shift {
    size_t r;
    double b;
    const double *v, *theta, *direction, *zbar;
};
int lc_recal_shift(struct lc_fit *fit, const struct lc_recal_shift *shift,
                   struct lc_error *err) LC_MUST_CHECK;

#endif
