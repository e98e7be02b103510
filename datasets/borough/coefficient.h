/* The truth's numbers as tables: names and meanings, base rates, trends, effects. */
#pragma once

#include <stddef.h>

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

enum { LC_FIRST_YEAR = 2012, LC_LAST_YEAR = 2025, LC_TREND_YEARS = 14 };

struct lc_named {
    const char *name, *meaning;
};

struct lc_base_rate { /* a rate a year before effects: scale times by_age */
    const char *name;
    double scale;
    double by_age[18];
};

struct lc_trend { /* a factor by year ending 31 March */
    int process;
    double by_year[LC_TREND_YEARS];
};

struct lc_effect { /* log hazard ratio a unit of the predictor */
    int process, predictor;
    double log_ratio;
};

extern const struct lc_named lc_predictors[LC_PREDICTORS];
extern const struct lc_base_rate lc_bases[LC_PROCESSES];
extern const struct lc_trend lc_trends[];
extern const struct lc_effect lc_effects[];
extern const size_t lc_trend_count, lc_effect_count;
