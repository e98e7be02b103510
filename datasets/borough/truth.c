#include "datasets/borough/truth_inside.h"

#include <math.h>
#include <string.h>

#include "datasets/borough/factor_inside.h"

/* --- what is known at t ----------------------------------------------------------- */

/* Social care's open spell as t sees it: begun and known, its end not yet known. */
static bool ssd_open(const struct lc_happening *h, int32_t t)
{
    return h->start + LC_SSD_DELAY < t
           && (h->end == LC_OPEN || h->end >= t - LC_SSD_DELAY);
}

static bool in_year(const struct lc_happening *h, int32_t t)
{
    return h->recorded < t && t - 365 <= h->start && h->start < t;
}

static void see(const struct lc_happening *h, int32_t t, double *x)
{
    switch (h->kind) {
    case LC_KIND_CIN:
        x[LC_X_CIN] += ssd_open(h, t);
        break;
    case LC_KIND_CPP:
        x[LC_X_CPP] += ssd_open(h, t);
        break;
    case LC_KIND_ASSESSMENT:
        x[LC_X_ABUSE] += (h->factors & lc_factors_abuse()) && h->end + LC_SSD_DELAY < t;
        break;
    case LC_KIND_MISSING:
        x[LC_X_MISSING] += in_year(h, t);
        break;
    case LC_KIND_CSE:
        x[LC_X_CSE] += h->level >= 2 && h->recorded < t && h->end >= t;
        break;
    case LC_KIND_CCE:
        x[LC_X_CCE] += h->recorded < t;
        break;
    case LC_KIND_GANG:
        x[LC_X_GANG] += h->recorded < t;
        break;
    case LC_KIND_OFFENCE:
        x[LC_X_OFFENCE] += in_year(h, t);
        break;
    case LC_KIND_EXCLUSION:
        x[LC_X_SUSPENSION] += h->code[0] == 'S' && in_year(h, t);
        break;
    }
}

static void to_scale(double *x)
{
    static const int indicators[] = { LC_X_CSE, LC_X_CCE, LC_X_GANG,
                                      LC_X_CIN, LC_X_CPP, LC_X_ABUSE };
    static const int counts[] = { LC_X_MISSING, LC_X_OFFENCE, LC_X_SUSPENSION };
    for (size_t i = 0; i < sizeof indicators / sizeof *indicators; i++)
        x[indicators[i]] = x[indicators[i]] > 0;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        x[counts[i]] = x[counts[i]] > 0 ? log1p(x[counts[i]]) : 0;
}

void lc_truth_predict(const struct lc_life *life, int32_t t, double *x)
{
    memset(x, 0, LC_PREDICTORS * sizeof *x);
    for (size_t i = 0; i < life->count; i++)
        see(life->rows + i, t, x);
    to_scale(x);
    int age = lc_day_age(life->month_born, t);
    x[LC_X_AGE_13_15] = age >= 13 && age <= 15;
    x[LC_X_AGE_16_17] = age >= 16;
    x[LC_X_MALE] = life->male;
    x[LC_X_CARE] = life->care_until > t;
    x[LC_X_DISABLED] = life->disabled;
    x[LC_X_PROPENSITY] = life->propensity;
}

/* The sum of (1). */
void lc_truth_effects(const double *x, double *log_ratio)
{
    memset(log_ratio, 0, LC_PROCESSES * sizeof *log_ratio);
    for (size_t i = 0; i < lc_effect_count; i++)
        log_ratio[lc_effects[i].process] +=
            lc_effects[i].log_ratio * x[lc_effects[i].predictor];
}

double lc_truth_base(int process, int age, int year)
{
    int column = (year < LC_FIRST_YEAR  ? LC_FIRST_YEAR
                  : year > LC_LAST_YEAR ? LC_LAST_YEAR
                                        : year)
                 - LC_FIRST_YEAR;
    double rate = lc_bases[process].scale
                  * lc_bases[process].by_age[age < 0    ? 0
                                             : age > 17 ? 17
                                                        : age];
    for (size_t i = 0; i < lc_trend_count; i++)
        if (lc_trends[i].process == process)
            rate *= lc_trends[i].by_year[column];
    return rate;
}
