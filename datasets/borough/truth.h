/* The truth: what raises and lowers the chance of what, in numbers.
 *
 * Time runs in calendar months. Through a month the hazard of each process is constant,
 *
 *     hazard = base(age, sex, year) * exp( sum over effects of  ratio * predictor ),
 *
 * with the predictors as they are known at 00:00 of the month's first day t: from what
 * was recorded before t, by the as-of rule of every study (known_from < t; an end not
 * yet known is open; a window of w days is t - w <= start < t). Social care's rows are
 * known 7 days after they happened, the other agencies' on their recorded day.
 *
 * One process is the study's own: first entry into care at 10 or over. Its base is one
 * constant, and its predictors can all be had from the extracts. */
#ifndef LC_BOROUGH_TRUTH_H
#define LC_BOROUGH_TRUTH_H

#include "base/text.h"
#include "datasets/borough/life.h"

/* What is known of a child at the first of a month. The first LC_STATED are those that
 * first entry depends on; a study can compute them. */
enum lc_predictor {
    LC_X_AGE_13_15,
    LC_X_AGE_16_17,
    LC_X_MALE,
    LC_X_MISSING,
    LC_X_CSE,
    LC_X_CCE,
    LC_X_GANG,
    LC_X_OFFENCE,
    LC_X_SUSPENSION,
    LC_X_CIN,
    LC_X_CPP,
    LC_X_ABUSE,
    LC_STATED,
    LC_X_CARE = LC_STATED, /* looked after */
    LC_X_DISABLED,
    LC_X_PROPENSITY, /* the child's own tendency; nobody sees it */
    LC_PREDICTORS
};

/* What happens at a rate. */
enum lc_process {
    LC_P_DEATH,
    LC_P_CONTACT,
    LC_P_EARLY_HELP,
    LC_P_REFERRAL,
    LC_P_S47,
    LC_P_MISSING,
    LC_P_CSE,
    LC_P_CCE,
    LC_P_TRAFFICKING,
    LC_P_GANG,
    LC_P_OFFENCE,
    LC_P_SUSPENSION,
    LC_P_EXPULSION,
    LC_P_FIRST_ENTRY, /* into care at 10 or over, not unaccompanied: the stated truth */
    LC_P_YOUNG_ENTRY, /* under 10 */
    LC_P_RETURN,      /* into care again */
    LC_P_SHORT_BREAK,
    LC_PROCESSES
};

enum {
    LC_SSD_DELAY = 7
}; /* days from happening to known, as the SSD schemas declare */

/* The predictors of a life at the month's first day t, into x[LC_PREDICTORS]. */
void lc_truth_predict(const struct lc_life *life, int32_t t, double *x);

/* log of the effects' product for each process, into log_ratio[LC_PROCESSES]. */
void lc_truth_effects(const double *x, double *log_ratio);

/* Rate a year before effects, at an age in years (0 to 17) in a calendar year. */
double lc_truth_base(int process, int age, int year);

/* Everything above as a JSON document, for truth/. */
void lc_truth_write(const struct lc_world *world, struct lc_text *out);

#endif
