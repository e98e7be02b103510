/* The test of proportional hazards: does a coefficient change with time?
 *
 * For a transform g of time, the score test of adding x g(t) to the model for the
 * columns J of a term, or for all of them (Grambsch and Therneau, 1994, Biometrika
 * 81:515-526, in the exact form of survival 3's cox.zph). With V_k the information and
 * u_k the score of event bin k at the estimates,
 *
 *     U = sum g_k u_k,  I1 = sum V_k,  I2 = sum g_k V_k,  I3 = sum g_k^2 V_k       (1)
 *     chi-square = U_J' { I3 - I2 I1^-1 I2 }_JJ^-1 U_J,  df = rank                  (2)
 *
 * at Efron's or Breslow's account of ties. I1 and I2 keep all columns: the others'
 * coefficients are re-estimated. (2) is the same for g + constant, so g is made to
 * start at 0; then every weight in (1) is at least 0 and the sums are weighted Gram
 * products, as those of a fit are. */
#pragma once

#include "base/error.h"
#include "models/cox/cox_residuals.h"
#include "models/family/family.h"

enum lc_zph_transform { LC_ZPH_KM, LC_ZPH_IDENTITY, LC_ZPH_RANK, LC_ZPH_LOG };

extern const char *const lc_zph_names[]; /* ends with NULL; as the enum */

/* km: 1 - S(t-) of all rows together, unweighted; identity: t; rank: mean rank of t
 * among all rows' stop times; log: log t. */
struct lc_zph {
    size_t terms;
    double *chisq, *p; /* [terms + 1] the last for all columns; NaN: not testable */
    int *df;           /* [terms + 1] */
};

/* What is asked: of which terms, by which function of time. Borrowed. */
struct lc_zph_ask {
    int transform; /* lc_zph_transform */
    size_t terms;
    const size_t *term; /* [p] which term a column belongs to, 0 .. terms - 1 */
};

/* fit is of this sample by
 * these options. *zph is new. LC_USAGE for exact ties; LC_RANGE for log of a time not
 * above 0. Three times the work of a step of the fit, and O(n log n). */
int lc_zph_new(struct lc_zph **zph, const struct lc_zph_ask *ask,
               const struct lc_sample *sample, const struct lc_fit *fit,
               const struct lc_fit_options *options,
               struct lc_error *err) LC_MUST_CHECK;
void lc_zph_free(struct lc_zph *zph); /* NULL is allowed */
