/* See figures.h. */
#include "checkup/figures.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/seen.h"

const char *const lc_age_bands[LC_AGE_BANDS] = {
    "under 10", "10 to 12", "13 to 15", "16 to 17", "18 and over", "not known"
};

/* --- delays ----------------------------------------------------------------------- */

struct delay {
    int month; /* of LC_DELAY_MONTHS, or -1: earlier */
    int32_t days;
};

static int by_month(const void *a, const void *b)
{
    const struct delay *x = a, *y = b;
    if (x->month != y->month)
        return x->month < y->month ? -1 : 1;
    return (x->days > y->days) - (x->days < y->days);
}

static int by_days(const void *a, const void *b)
{
    const struct delay *x = a, *y = b;
    return (x->days > y->days) - (x->days < y->days);
}

/* The first version of an event: no row before it, of the same start, has its key. */
static bool is_first(const struct lc_history *h, uint64_t i)
{
    for (uint64_t k = i;
         k-- > 0 && h->child[k] == h->child[i] && h->start[k] == h->start[i];)
        if (h->key[k] == h->key[i])
            return false;
    return true;
}

/* The place at which a share of n stand: the least with so many at or below it. */
static int32_t quantile(size_t n, const struct delay *d, size_t of, size_t in)
{
    return n ? d[(n * of + in - 1) / in - 1].days : LC_NO_DAY;
}

static struct lc_delays delays_of(size_t n, const struct delay *d)
{
    return (struct lc_delays){ n, quantile(n, d, 1, 2), quantile(n, d, 9, 10) };
}

static int month_of(const struct lc_figures_of *f, int32_t day)
{
    for (int m = LC_DELAY_MONTHS; m-- > 0;)
        if (day >= f->month[m])
            return m;
    return -1;
}

static void tell_delays(struct lc_figures_of *f, size_t n, struct delay *d)
{
    if (n)
        qsort(d, n, sizeof *d, by_days);
    f->all = delays_of(n, d);
    if (n)
        qsort(d, n, sizeof *d, by_month);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && d[end].month == d[i].month;)
            end++;
        if (d[i].month >= 0)
            f->by_month[d[i].month] = delays_of(end - i, d + i);
    }
}

static int make_delays(struct lc_figures_of *f, const struct lc_history *h,
                       struct lc_error *err)
{
    struct delay *d = lc_alloc(h->n, sizeof *d);
    size_t n = 0;
    if (!d)
        return LC_FAIL_NOMEM(err);
    for (uint64_t i = 0; i < h->n; i++)
        if (!h->assumed[i] && is_first(h, i))
            d[n++] = (struct delay){ month_of(f, h->start[i]),
                                     h->known_from[i] > h->start[i]
                                         ? h->known_from[i] - h->start[i]
                                         : 0 };
    tell_delays(f, n, d);
    free(d);
    return LC_OK;
}

/* --- volumes and ages ------------------------------------------------------------- */

static int band_of(const struct lc_store *store, const struct lc_history *person,
                   const struct lc_history *h, uint64_t i)
{
    static const int from[] = { 10, 13, 16, 18 };
    int64_t row = person ? lc_person_at(store, person, h->child[i], LC_OPEN) : -1;
    int band = 0;
    if (row < 0)
        return LC_AGE_BANDS - 1;
    int age = lc_day_age(person->start[row], h->start[i]);
    while (band < 4 && age >= from[band])
        band++;
    return band;
}

/* The last day, and the months before it. */
static void set_days(struct lc_figures_of *f, int32_t last)
{
    int year, month, mday;
    lc_day_split(last, &year, &month, &mday);
    int32_t first = lc_day_of(year, month, 1);
    for (int m = 0; m < LC_DELAY_MONTHS; m++)
        f->month[m] = lc_day_add_months(first, m + 1 - LC_DELAY_MONTHS);
    for (int m = 0; m < LC_DELAY_MONTHS; m++)
        f->by_month[m] = delays_of(0, NULL);
}

int lc_figures_make(struct lc_figures_of *f, const struct lc_store *store,
                    const struct lc_history *h, struct lc_error *err)
{
    const struct lc_history *person = lc_store_history(store, "person");
    int32_t last = lc_store_last_receipt(store);
    *f = (struct lc_figures_of){ .name = h->name };
    if (last == LC_NO_DAY)
        return LC_OK;
    set_days(f, last - 1);
    for (uint64_t i = 0; i < h->n; i++) {
        if (!lc_seen(h, i, LC_OPEN))
            continue;
        f->events++;
        f->last_year +=
            h->start[i] >= lc_day_add_months(last, -12) && h->start[i] < last;
        f->before += h->start[i] >= lc_day_add_months(last, -24)
                     && h->start[i] < lc_day_add_months(last, -12);
        f->age[band_of(store, person, h, i)]++;
    }
    return make_delays(f, h, err);
}
