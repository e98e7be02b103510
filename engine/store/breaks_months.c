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

/* What a window is compared with: the year before `until`, and its own months of the
 * years before that, as far as they reach back to `since`. */
struct past {
    int since, until;
};

static double chance_of(const struct lc_months *m, struct past past, int from, int to)
{
    struct sum now = { 0, 0 }, year = { 0, 0 }, season = { 0, 0 };
    int until = past.until;
    int learnt = until - past.since > LEARNT ? until - LEARNT : past.since;
    double phi = lc_months_dispersion(m, learnt, until);
    add(&now, m, from, to);
    add(&year, m, until - learnt > YEAR ? until - YEAR : learnt, until);
    for (int back = YEAR; from - back >= learnt; back += YEAR)
        if (to - back <= until)
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

/* Months [low, high) by the events of the same months in the last year before the
 * break: what would come of them, had they the same season and the level of then. Of
 * months that had none then nothing is to be said. */
static struct sum by_season(const struct lc_months *m, struct past before, int low,
                            int high)
{
    struct sum s = { 0, 0 };
    for (int k = low; k < high; k++) {
        int then = k;
        while (then >= before.until)
            then -= YEAR;
        if (!(m->exposure[then] > 0) || !(m->events[then] > 0))
            continue;
        s.events += m->events[k];
        s.exposure += m->exposure[k] * m->events[then] / m->exposure[then];
    }
    return s;
}

/* In the year after a break, which may have been none, the window is unlike all of what
 * came since, that by the season, and what came before the break. */
static double chance_soon(const struct lc_months *m, struct past before, int from,
                          int to)
{
    struct sum now = by_season(m, before, from, to);
    struct sum since = by_season(m, before, before.until, from);
    double phi = lc_months_dispersion(m, before.until, from);
    double chance = is_far(&now, &since) ? lc_months_chance(
                        now.events, now.exposure, since.events, since.exposure, phi)
                                         : 1;
    if (chance < 1)
        chance =
            fmax(chance, chance_of(m, (struct past){ before.until, from }, from, to));
    return chance < 1 ? fmax(chance, chance_of(m, before, from, to)) : 1;
}

/* How many months there must be since a break. */
static int needed(int since, int before)
{
    return since - before >= YEAR ? WINDOW : YEAR;
}

bool lc_months_unlike(const struct lc_months *m, int before, int since, double below,
                      struct lc_unlike *unlike)
{
    int least = needed(since, before);
    for (int end = since + least + 1; end <= m->count; end++) {
        *unlike = (struct lc_unlike){ .chance = 1 };
        for (int from = end - 1; from >= end - WINDOW && from - since >= least;
             from--) {
            double chance =
                from - since >= YEAR
                    ? chance_of(m, (struct past){ since, from }, from, end)
                    : chance_soon(m, (struct past){ before, since }, from, end);
            int low = from - since > YEAR ? from - YEAR : since;
            if (chance < unlike->chance)
                *unlike = (struct lc_unlike){ low, from, end, chance };
        }
        if (unlike->chance < below)
            return true;
    }
    return false;
}
