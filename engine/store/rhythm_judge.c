/* When a pause is silence (rhythm.h). */
#include <math.h>

#include "store/rhythm_inside.h"

enum {
    SOON = 14,       /* days: no pause of so few is silence */
    YEAR = 365,      /* days after which every season has been seen */
    SEASON = 183,    /* days: until then no pause of so few is */
    RECENT = 731,    /* days: two years */
    ENOUGH = 24,     /* pauses: further back where two years hold fewer */
    JUDGEABLE = 8,   /* pauses from which two years without a word are silence */
    CENTURY = 36525, /* days: beyond it there is no limit */
};

static const double five_years = 5 * 365.25;

/* --- the limit -------------------------------------------------------------------- */

static bool is_known(const struct lc_told *r, long i, int32_t t)
{
    return r->known[i] < t && r->start[i] < t;
}

/* The latest day before place i that was known before t. */
static long known_before(const struct lc_told *r, long i, int32_t t)
{
    while (--i >= 0 && !is_known(r, i, t))
        ;
    return i;
}

struct pace {
    size_t n;
    int32_t longest, took, seen; /* days: M, h, and since the first that is known */
};

/* The pauses before the day at `last`, latest first. (1) */
static struct pace pace_before(const struct lc_told *r, long last, int32_t t)
{
    struct pace p = { 0 };
    int32_t told = r->day[last], end = r->start[last];
    long at = last, before;
    while ((before = known_before(r, at, t)) >= 0
           && (p.n < ENOUGH || end - r->start[before] <= RECENT)) {
        int32_t pause = told - r->start[before];
        p.longest = pause > p.longest ? pause : p.longest;
        p.n++;
        told = r->day[before] < told ? r->day[before] : told;
        at = before;
    }
    p.took = end - r->start[at];
    long first = 0;
    while (!is_known(r, first, t))
        first++;
    p.seen = end - r->start[first];
    return p;
}

/* Is a pause of c M expected at most as often as is allowed? (2), in logs. */
static bool is_rare(const struct pace *p, double c, double alarms)
{
    double l = log(five_years * (double)p->n / p->took);
    for (size_t k = 1; k <= p->n; k++)
        l -= log1p(c / (double)k);
    return l <= log(alarms);
}

/* The least whole number of days, by halving; beyond a century there is none. */
static int32_t least_rare(const struct pace *p, double alarms)
{
    int32_t low = p->longest - 1, high = CENTURY;
    if (!p->n || !is_rare(p, (double)high / p->longest, alarms))
        return LC_OPEN;
    while (high - low > 1) {
        int32_t mid = low + (high - low) / 2;
        if (is_rare(p, (double)mid / p->longest, alarms))
            high = mid;
        else
            low = mid;
    }
    return high;
}

/* What no limit is below. */
static int32_t least_of(const struct pace *p)
{
    int32_t least = p->seen < YEAR ? SEASON : SOON;
    return p->longest > least ? p->longest : least;
}

static int32_t limit_of(const struct lc_told *r, const struct pace *p)
{
    int32_t limit = least_rare(p, r->alarms), least = least_of(p);
    if (p->n >= JUDGEABLE && limit > RECENT)
        limit = RECENT;
    return limit < least ? least : limit;
}

/* Is it above limit_of()? That is never looked for: it is the least of the days that
 * are rare, and those beyond it are too. */
static bool is_beyond(const struct lc_told *r, const struct pace *p, int64_t days)
{
    if (days <= least_of(p))
        return false;
    if (p->n >= JUDGEABLE && days > RECENT)
        return true;
    int64_t before = days - 1 < CENTURY ? days - 1 : CENTURY;
    return p->n && is_rare(p, (double)before / p->longest, r->alarms);
}

/* Is a pause of so many days after the day at `last` silence? */
static bool is_silence(const struct lc_told *r, long last, int32_t t, int64_t days)
{
    if (r->declared)
        return days > r->declared;
    if (days <= SOON)
        return false;
    struct pace p = pace_before(r, last, t);
    return is_beyond(r, &p, days);
}

/* --- as of a day ------------------------------------------------------------------ */

/* The first day of the silence that lasts to `end`. */
static int32_t silent_since(const struct lc_told *told, int32_t end, int32_t t)
{
    long last = known_before(told, (long)told->count, t);
    return last >= 0 && is_silence(told, last, t, (int64_t)end - told->start[last])
               ? told->start[last] + 1
               : LC_NO_DAY;
}

static struct lc_silence judge(const struct lc_told *told, int32_t end, int32_t t)
{
    struct lc_silence s = { LC_NO_DAY, LC_NO_DAY, 0, LC_OPEN, 0 };
    long last = known_before(told, (long)told->count, t);
    if (last < 0)
        return s;
    struct pace p = pace_before(told, last, t);
    s.last = told->start[last];
    s.longest = p.longest;
    s.pauses = p.n;
    s.limit = told->declared ? told->declared : limit_of(told, &p);
    s.since = silent_since(told, end, t);
    return s;
}

struct lc_silence lc_rhythm_judge(const struct lc_rhythm *rhythm, int32_t t)
{
    int32_t end = lc_rhythm_end_at(rhythm, t);
    struct lc_silence own = judge(&rhythm->own, end, t);
    struct lc_silence all = judge(&rhythm->all, end, t);
    return own.since == LC_NO_DAY && all.since != LC_NO_DAY ? all : own;
}

/* The latest pause that was silence and reaches into [low, high); ends are in *end. */
static int32_t past_silence(const struct lc_told *told, int32_t low, int32_t high,
                            int32_t t, int32_t *end)
{
    long next = known_before(told, (long)told->count, t), last;
    for (; next >= 0 && told->start[next] > low; next = last) {
        last = known_before(told, next, t);
        if (last < 0)
            break;
        if (told->start[last] + 1 < high
            && is_silence(told, last, t, told->start[next] - told->start[last])) {
            *end = told->start[next];
            return told->start[last] + 1;
        }
    }
    return LC_NO_DAY;
}

int32_t lc_rhythm_silent(const struct lc_rhythm *rhythm, int32_t low, int32_t high,
                         int32_t t, int32_t *end)
{
    int32_t until = LC_OPEN, ended, now = lc_rhythm_end_at(rhythm, t);
    int32_t since = silent_since(&rhythm->own, now, t);
    if (since == LC_NO_DAY)
        since = silent_since(&rhythm->all, now, t);
    if (since == LC_NO_DAY || since >= high) {
        since = past_silence(&rhythm->own, low, high, t, &until);
        int32_t other = past_silence(&rhythm->all, low, high, t, &ended);
        if (other != LC_NO_DAY && (since == LC_NO_DAY || ended > until)) {
            since = other;
            until = ended;
        }
    }
    *end = until;
    return since;
}
