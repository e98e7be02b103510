/* A series of months against itself (breaks.h). */
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "store/breaks_inside.h"

enum {
    YEAR = 12,   /* months before a break, and with which a window is compared */
    LEARNT = 36, /* months that the dispersion is learnt from */
    WINDOW = 3   /* months that a break may take to be seen */
};

struct sum {
    double events, exposure;
};

static void add(struct sum *s, const struct lc_months *m, int low, int high)
{
    for (int k = low; k < high; k++) {
        s->events += m->events[k];
        s->exposure += m->exposure[k];
    }
}

/* --- dispersion ------------------------------------------------------------------- */

/* Months against those a year before them. */
static double by_years(const struct lc_months *m, int low, int high)
{
    double squares = 0, rates = 0;
    for (int k = low + YEAR; k < high; k++) {
        double a = m->exposure[k], b = m->exposure[k - YEAR];
        if (!(a > 0) || !(b > 0))
            continue;
        double apart = m->events[k] / a - m->events[k - YEAR] / b;
        squares += apart * apart / (1 / a + 1 / b);
        rates += (m->events[k] + m->events[k - YEAR]) / (a + b);
    }
    return rates > 0 ? squares / rates : 1;
}

/* Months against their mean. */
static double by_mean(const struct lc_months *m, int low, int high)
{
    struct sum all = { 0, 0 };
    double squares = 0;
    int months = 0;
    add(&all, m, low, high);
    if (!(all.events > 0) || high - low < 2)
        return 1;
    for (int k = low; k < high; k++) {
        double expected = m->exposure[k] * all.events / all.exposure;
        double apart = m->events[k] - expected;
        if (!(expected > 0))
            continue;
        squares += apart * apart / expected;
        months++;
    }
    return months > 1 ? squares / (months - 1) : 1;
}

double lc_months_dispersion(const struct lc_months *m, int low, int high)
{
    double phi =
        high - low >= 2 * YEAR ? by_years(m, low, high) : by_mean(m, low, high);
    return phi > 1 ? phi : 1;
}

/* --- chance ----------------------------------------------------------------------- */

/* P(X >= x) of Binomial(x + rest, share), for x of any size: the incomplete beta
 * function I_share(x, rest + 1). */
static double tail(double x, double rest, double share)
{
    return x > 0 ? gsl_cdf_beta_P(share, x, rest + 1) : 1;
}

double lc_months_chance(double now, double exposed, double before,
                        double exposed_before, double phi)
{
    double k = now / phi, a = before / phi, both = exposed + exposed_before;
    if (!(k + a > 0) || !(exposed > 0) || !(exposed_before > 0))
        return 1;
    double more = tail(k, a, exposed / both);         /* (1): as many or more */
    double fewer = tail(a, k, exposed_before / both); /* as few or fewer */
    double chance = 2 * fmin(more, fewer);
    return chance < 1 ? chance : 1;
}

/* Half as much again, or by a third less: what is nearer is no break, however sure. */
static bool is_far(const struct sum *now, const struct sum *before)
{
    double a = now->events * before->exposure, b = before->events * now->exposure;
    return a > 1.5 * b || 1.5 * a < b;
}

/* The window [from, to) against the year before it, and against the same months of the
 * years before, as far as they reach back to `since`. */
static double chance_of(const struct lc_months *m, int since, int from, int to)
{
    struct sum now = { 0, 0 }, year = { 0, 0 }, season = { 0, 0 };
    int learnt = from - since > LEARNT ? from - LEARNT : since;
    double phi = lc_months_dispersion(m, learnt, from);
    add(&now, m, from, to);
    add(&year, m, from - learnt > YEAR ? from - YEAR : learnt, from);
    for (int back = YEAR; from - back >= learnt; back += YEAR)
        add(&season, m, from - back, to - back);
    if (!is_far(&now, &year))
        return 1;
    double chance =
        lc_months_chance(now.events, now.exposure, year.events, year.exposure, phi);
    if (!(season.exposure > 0))
        return chance;
    if (!is_far(&now, &season))
        return 1;
    return fmax(chance, lc_months_chance(now.events, now.exposure, season.events,
                                         season.exposure, phi));
}

bool lc_months_unlike(const struct lc_months *m, int since, int at, double below,
                      struct lc_unlike *unlike)
{
    for (int end = at + 1 > since + YEAR + 1 ? at + 1 : since + YEAR + 1;
         end <= m->count; end++) {
        *unlike = (struct lc_unlike){ .chance = 1 };
        for (int from = end - 1; from >= end - WINDOW && from - since >= YEAR; from--) {
            double chance = chance_of(m, since, from, end);
            int low = from - since > YEAR ? from - YEAR : since;
            if (chance < unlike->chance)
                *unlike = (struct lc_unlike){ low, from, end, chance };
        }
        if (unlike->chance < below)
            return true;
    }
    return false;
}
