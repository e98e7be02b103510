/* The truth's numbers as tables: names and meanings, base rates, trends, effects. */
#ifndef LC_BOROUGH_COEFFICIENT_H
#define LC_BOROUGH_COEFFICIENT_H

#include "datasets/borough/truth.h"

enum { LC_FIRST_YEAR = 2012, LC_LAST_YEAR = 2025, LC_TREND_YEARS = 14 };

struct lc_named {
    const char *name, *meaning;
};

struct lc_base { /* a rate a year before effects: scale times by_age */
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
extern const struct lc_base lc_bases[LC_PROCESSES];
extern const struct lc_trend lc_trends[];
extern const struct lc_effect lc_effects[];
extern const size_t lc_trend_count, lc_effect_count;

#endif
