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
 * does so with its own risk sets (recalibrate_fine_gray.c). An intercept of a model of
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
 */
#ifndef LC_RECALIBRATE_RECALIBRATE_H
#define LC_RECALIBRATE_RECALIBRATE_H

#include "models/fit/model.h"

enum lc_recalibration { LC_BY_INTERCEPT, LC_BY_SLOPE, LC_BY_BASELINE };
extern const char *const lc_recalibration_names[]; /* ends with NULL */

struct lc_recalibrated {
    size_t rows;
    double events, expected; /* of the rows, and as the frozen model had it */
    double intercept, slope; /* a (or the log of (2)'s factor), b; the cause of
                                interest's */
};

/* Rewrites model->fit, sets parent to the digest that the model was read with, notes
 * what was done in settings, and drops what no longer holds: metrics and verdict. The
 * sample is of the model's own terms, in the response of its family. LC_REFUSED for
 * a family that cannot, LC_USAGE for a method that does not go; LC_UNFIT, LC_DIVERGED,
 * LC_SEPARATED from the fit. On failure the model is not to be used. */
int lc_recalibrate(struct lc_recalibrated *out, struct lc_model *model,
                   const struct lc_sample *sample, int method, lc_team *team,
                   struct lc_error *err) LC_MUST_CHECK;

#endif
