/* The truth: what raises and lowers the chance of what, in numbers.
 *
 * Time runs in calendar months. Through a month the hazard of each process is constant,
 *
 *     hazard = base(age, year, month) * exp(sum over effects of ratio * predictor), (1)
 *
 * with the predictors as they are known at 00:00 of the month's first day t: from what
 * was recorded before t, by the as-of rule of every study (known_from < t; an end not
 * yet known is open; a window of w days is t - w <= start < t). Social care's rows are
 * known 7 days after they happened, the other agencies' on their recorded day.
 *
 * One process is the study's own: first entry into care at 10 or over. Its base is one
 * constant, and its predictors can all be had from the extracts. */
#pragma once

#include "base/text.h"
#include "datasets/borough/coefficient.h"
#include "datasets/borough/life_inside.h"
#include "datasets/borough/world_inside.h"

enum {
    LC_SSD_DELAY = 7
}; /* days from happening to known, as the SSD schemas declare */

/* The predictors of a life at the month's first day t, into x[LC_PREDICTORS]. */
void lc_truth_predict(const struct lc_life *life, int32_t t, double *x);

/* log of the effects' product for each process, into log_ratio[LC_PROCESSES]. */
void lc_truth_effects(const struct lc_coefficients *truth, const double *x,
                      double *log_ratio);

/* Rate a year before effects and the month's factor, at an age in years (0 to 17) in a
 * year ending 31 March. */
double lc_truth_base(const struct lc_coefficients *truth, int process, int age,
                     int year);

/* Everything above as a JSON document, for truth/. */
void lc_truth_write(const struct lc_world *world, struct lc_text *out);
