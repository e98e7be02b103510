#include "datasets/borough/truth_inside.h"

#include <math.h>
#include <string.h>

/* --- what is known at t ----------------------------------------------------------- */

/* Social care's open spell as t sees it: begun and known, its end not yet known. */
static bool ssd_open(const struct lc_happening *h, int32_t t)
{
    return h->start + LC_SSD_DELAY < t
           && (h->end == LC_OPEN || h->end >= t - LC_SSD_DELAY);
}

static bool within(const struct lc_happening *h, int32_t t, int days)
{
    return h->recorded < t && t - days <= h->start && h->start < t;
}

static bool in_year(const struct lc_happening *h, int32_t t)
{
    return within(h, t, 365);
}

static void see(const struct lc_happening *h, uint64_t abuse, int32_t t, double *x)
{
    switch (h->kind) {
    case LC_KIND_CIN:
        x[LC_X_CIN] += ssd_open(h, t);
        x[LC_X_CLOSED] += h->end < t - LC_SSD_DELAY && t - 365 <= h->end;
        break;
    case LC_KIND_CPP:
        x[LC_X_CPP] += ssd_open(h, t);
        break;
    case LC_KIND_ASSESSMENT:
        x[LC_X_ABUSE] += (h->factors & abuse) && h->end < t - LC_SSD_DELAY;
        break;
    case LC_KIND_S47:
        x[LC_X_S47] += h->start + LC_SSD_DELAY < t && t - 90 <= h->start;
        break;
    case LC_KIND_MISSING:
        x[LC_X_MISSING] += in_year(h, t);
        x[LC_X_MISSING_90] += within(h, t, 90);
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
    static const int indicators[] = { LC_X_CSE, LC_X_CCE, LC_X_GANG,  LC_X_CIN,
                                      LC_X_CPP, LC_X_S47, LC_X_ABUSE, LC_X_CLOSED };
    static const int counts[] = { LC_X_MISSING, LC_X_MISSING_90, LC_X_OFFENCE,
                                  LC_X_SUSPENSION };
    for (size_t i = 0; i < sizeof indicators / sizeof *indicators; i++)
        x[indicators[i]] = x[indicators[i]] > 0;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        x[counts[i]] = x[counts[i]] > 0 ? log1p(x[counts[i]]) : 0;
}

/* Of the family's other children, as far as it is known at t. */
static bool sibling_entered(const struct lc_life *life, int32_t t)
{
    for (int k = 0; life->home && k < life->family->members; k++) {
        const struct lc_life *other = life->home->life + k;
        if (other != life && other->entered != LC_NO_DAY
            && other->entered + LC_SSD_DELAY < t && t - 90 <= other->entered)
            return true;
    }
    return false;
}

void lc_truth_predict(const struct lc_life *life, int32_t t, double *x)
{
    memset(x, 0, LC_PREDICTORS * sizeof *x);
    for (size_t i = 0; i < life->count; i++)
        see(life->rows + i, life->world->truth->abuse, t, x);
    to_scale(x);
    int age = lc_day_age(life->month_born, t);
    x[LC_X_AGE_13_15] = age >= 13 && age <= 15;
    x[LC_X_AGE_16_17] = age >= 16;
    x[LC_X_MALE] = life->male;
    x[LC_X_CARE] = life->care_until > t;
    x[LC_X_DISABLED] = life->disabled;
    x[LC_X_PROPENSITY] = life->propensity;
    x[LC_X_CRISIS] = life->crisis_until > t;
    x[LC_X_ADOPTED] = life->adopted <= t;
    x[LC_X_HELPED] = life->helped_until > t;
    x[LC_X_SIBLING] = sibling_entered(life, t);
    if (life->group)
        x[life->group] = 1;
}

/* The sum of (1). */
void lc_truth_effects(const struct lc_coefficients *truth, const double *x,
                      double *log_ratio)
{
    for (int p = 0; p < LC_PROCESSES; p++) {
        log_ratio[p] = 0;
        for (int k = 0; k < LC_PREDICTORS; k++)
            log_ratio[p] += truth->process[p].log_ratio[k] * x[k];
    }
}

double lc_truth_base(const struct lc_coefficients *truth, int process, int age,
                     int year)
{
    const struct lc_process_rates *rates = truth->process + process;
    int column = (year < LC_FIRST_YEAR  ? LC_FIRST_YEAR
                  : year > LC_LAST_YEAR ? LC_LAST_YEAR
                                        : year)
                 - LC_FIRST_YEAR;
    return rates->by_age[age < 0 ? 0 : age > 17 ? 17 : age] * rates->by_year[column];
}
