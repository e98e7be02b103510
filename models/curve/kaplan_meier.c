#include "models/curve/kaplan_meier.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

const char *const lc_limits_names[] = { "plain", "log", "log-log", NULL };

static const double z95 = 1.959963984540054; /* the normal's 0.975 quantile */

static void run_along(struct lc_km *km)
{
    const struct lc_risk_table *t = km->table;
    double s = 1, h = 0, greenwood = 0, hv = 0;
    for (size_t j = 0; j < t->times; j++) {
        double d = t->any[j], y = t->at_risk[j];
        if (d > 0) {
            s *= (y - d) / y;               /* (1) */
            h += d / y;                     /* (2) */
            greenwood += d / (y * (y - d)); /* (3): infinite when all go at once */
            hv += d / (y * y);              /* (4) */
        }
        km->survival[j] = s;
        km->hazard[j] = h;
        km->log_variance[j] = greenwood;
        km->hazard_variance[j] = hv;
    }
}

int lc_km_new(struct lc_km **km, const struct lc_risk_table *table,
              struct lc_error *err)
{
    *km = NULL;
    struct lc_km *k = lc_alloc(1, sizeof *k);
    if (!k)
        return LC_FAIL_NOMEM(err);
    k->table = table;
    k->survival = lc_alloc(table->times, sizeof(double));
    k->hazard = lc_alloc(table->times, sizeof(double));
    k->log_variance = lc_alloc(table->times, sizeof(double));
    k->hazard_variance = lc_alloc(table->times, sizeof(double));
    if (!k->survival || !k->hazard || !k->log_variance || !k->hazard_variance) {
        lc_km_free(k);
        return LC_FAIL_NOMEM(err);
    }
    run_along(k);
    *km = k;
    return LC_OK;
}

void lc_km_free(struct lc_km *km)
{
    if (!km)
        return;
    free(km->survival);
    free(km->hazard);
    free(km->log_variance);
    free(km->hazard_variance);
    free(km);
}

static void set_limits(double low, double high, double *low_out, double *high_out)
{
    *low_out = low < 0 ? 0 : low;
    *high_out = high > 1 ? 1 : high;
}

void lc_survival_limits(int limits, double s, double log_variance, double *low,
                        double *high)
{
    double se = sqrt(log_variance);
    if (s == 0 || s == 1 || !(se < INFINITY)) {
        *low = *high = s == 1 ? 1 : NAN;
        return;
    }
    if (limits == LC_LIMITS_PLAIN) {
        set_limits(s - z95 * s * se, s + z95 * s * se, low, high);
    } else if (limits == LC_LIMITS_LOG) {
        set_limits(s * exp(-z95 * se), s * exp(z95 * se), low, high);
    } else {
        double centre = log(-log(s)), half = z95 * se / -log(s);
        set_limits(exp(-exp(centre + half)), exp(-exp(centre - half)), low, high);
    }
}

void lc_km_at(const struct lc_km *km, double time, int limits, double *survival,
              double *se, double *low, double *high)
{
    size_t j = lc_risk_table_until(km->table, time);
    *survival = *low = *high = 1;
    *se = 0;
    if (j == 0)
        return;
    *survival = km->survival[j - 1];
    *se = *survival > 0 ? *survival * sqrt(km->log_variance[j - 1]) : NAN;
    lc_survival_limits(limits, *survival, km->log_variance[j - 1], low, high);
}

double lc_km_hazard_at(const struct lc_km *km, double time)
{
    size_t j = lc_risk_table_until(km->table, time);
    return j ? km->hazard[j - 1] : 0;
}

static double curve_at(const struct lc_km *km, int limits, int which, size_t j)
{
    double low, high;
    lc_survival_limits(limits, km->survival[j], km->log_variance[j], &low, &high);
    return which < 0 ? low : which > 0 ? high : km->survival[j];
}

double lc_km_quantile(const struct lc_km *km, int limits, int which, double q)
{
    const struct lc_risk_table *t = km->table;
    const double level = 1 - q, slack = 1e-8; /* equal but for rounding */
    for (size_t j = 0; j < t->times; j++) {
        double s = t->any[j] > 0 ? curve_at(km, limits, which, j) : NAN;
        if (!(s <= level + slack))
            continue;
        if (s < level - slack)
            return t->time[j];
        size_t next = j + 1;
        while (next + 1 < t->times && !(t->any[next] > 0))
            next++;
        return (t->time[j] + t->time[next < t->times ? next : j]) / 2;
    }
    return NAN;
}

/* The area right of each event time is the total less the running one. */
void lc_km_restricted_mean(const struct lc_km *km, double tau, double *mean, double *se)
{
    const struct lc_risk_table *t = km->table;
    size_t until = lc_risk_table_until(t, tau);
    double area = 0, s = 1, last = 0, total = 0, variance = 0;
    for (size_t j = 0; j < until; j++) {
        total += s * (t->time[j] - last);
        s = km->survival[j];
        last = t->time[j];
    }
    total += s * (tau - last);
    s = 1;
    last = 0;
    for (size_t j = 0; j < until; j++) {
        double d = t->any[j], y = t->at_risk[j];
        area += s * (t->time[j] - last);
        s = km->survival[j];
        last = t->time[j];
        if (d > 0 && y > d)
            variance += (total - area) * (total - area) * d / (y * (y - d));
    }
    *mean = total;
    *se = sqrt(variance);
}
