/* Recalibration: a frozen model whose level, spread or baseline is learnt anew from
 * other rows, and nothing else. The order in which it ranks rows stays as it was.
 *
 * With eta the frozen linear predictor (offset apart),
 *
 *     a yes or no   intercept   g(P) = a + eta                                    (1)
 *                   slope       g(P) = a + b eta                                  (3)
 *     cox           intercept   H0 times events / sum_i H0(t_i) exp(eta_i)        (2)
 *                   slope       h = h0 exp(b eta), h0 learnt anew                 (4)
 *                   baseline    h = h0 exp(eta), h0 learnt anew                   (5)
 *     aft           intercept   log T = a + eta + sigma W                         (7)
 *                   slope       log T = a + b eta + s W                           (8)
 *                   baseline    log T = a + eta + s W                             (9)
 *     discrete      intercept   g(h_k) = a + alpha_k + eta                       (10)
 *                   slope       g(h_k) = alpha_k + b eta, alpha learnt anew      (11)
 *                   baseline    g(h_k) = alpha_k + eta, alpha learnt anew        (12)
 *
 * Cause-specific models do as Cox for every cause that the new rows meet; Fine-Gray
 * does so with its own risk sets (fine_gray_recalibrate.c). An intercept of a model of
 * times is the log of the factor by which hazards rise (aft: log time, so a shorter
 * time is below 0). Discrete hazards learn from the intervals that the model knows.
 *
 * Cox (1958), Biometrika 45:562-565; Steyerberg et al. (2004), Statistics in Medicine
 * 23:2567-2586; (2): Crowson, Atkinson and Therneau (2016), Statistical Methods in
 * Medical Research 25:1692-1706; (4), (5), (8), (9): van Houwelingen (2000), Statistics
 * in Medicine 19:3401-3415.
 *
 * Intervals afterwards know of the new rows' uncertainty about a and b and of the old
 * fit's about the coefficients around the new rows' mean x, by the delta method with
 * the two taken as independent: the error of a + b (c + x'B) is
 *
 *     da + db (c + x'B) + b (x - xbar)' dB                                         (6)
 *
 * What belongs to a family is which level it has and how a new one is put back into its
 * fit: lc_family.recalibrate. What is the same for all of them is here and in
 * models/recalibrate. */
#pragma once

#include "models/family/centre.h"
#include "models/family/family.h"

enum lc_recalibration { LC_BY_INTERCEPT, LC_BY_SLOPE, LC_BY_BASELINE };
extern const char *const lc_recalibration_names[]; /* ends with NULL */

struct lc_recalibrated {
    size_t rows;
    double events, expected; /* of the rows, and as the frozen model had it */
    double intercept, slope; /* a (or the log of (2)'s factor), b; the cause of
                                interest's */
};

/* What a family is given. All borrowed but line, which lc_recalibrate frees. */
struct lc_recal {
    struct lc_fit *fit; /* frozen; at_centre, covariance and curves are rewritten, or
                           it is freed and another put in its place */
    const struct lc_sample
        *sample;            /* of the model's terms and centre, not checked yet */
    const json_t *settings; /* the options of the fit by name, or NULL */
    lc_team *team;
    int method;          /* an lc_recalibration */
    int cause;           /* the event of interest */
    double *beta;        /* [p] frozen, 0 where aliased */
    double constant;     /* frozen; 0 where the family has none */
    double *eta;         /* [n] constant + (x - centre) beta, no offset */
    struct lc_fit *line; /* of the new rows on eta */
};

/* Row i's column k less the model's centre. */
static inline double lc_recal_column(const struct lc_recal *w, size_t k, size_t i)
{
    return lc_from_centre(w->sample->centre, k,
                          lc_column_get(&w->sample->x.column[k], i));
}

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
