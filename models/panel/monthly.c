/* See monthly_inside.h. */
#include "models/panel/monthly_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "models/panel/sheet.h"
#include "store/rhythm.h"
#include "store/seen.h"

enum { YEAR = 365 };

/* --- months ----------------------------------------------------------------------- */

int lc_monthly_span_of(struct lc_monthly_span *months, const int32_t span[2],
                       struct lc_error *err)
{
    int y, m, d, last;
    char from[LC_DAY_ROOM], to[LC_DAY_ROOM];
    *months = (struct lc_monthly_span){ .count = 0 };
    lc_day_split(span[1], &y, &m, &last);
    lc_day_split(span[0], &y, &m, &d);
    if (d != 1 || last != 1 || lc_day_add_months(span[0], LC_MONTHS_MOST) < span[1])
        return LC_FAIL(err, LC_RANGE,
                       "%s to before %s are not whole months, at most %d: give the "
                       "first day of a month",
                       lc_day_print(span[0], from), lc_day_print(span[1], to),
                       LC_MONTHS_MOST);
    for (int32_t day = span[0]; day < span[1]; day = lc_day_add_months(day, 1)) {
        size_t k = months->count++;
        lc_day_split(day, &y, &m, &d);
        months->day[k] = day;
        snprintf(months->name[k], sizeof months->name[k], "%04u-%02u",
                 (unsigned)y % 10000, (unsigned)m % 100);
        months->row[k] = months->name[k];
    }
    months->day[months->count] = span[1];
    return LC_OK;
}

size_t lc_monthly_place(const struct lc_monthly_span *months, int32_t day)
{
    size_t m = 0;
    if (day < months->day[0])
        return months->count;
    while (m < months->count && day >= months->day[m + 1])
        m++;
    return m;
}

/* --- one figure ------------------------------------------------------------------- */

struct counting {
    const struct lc_monthly *f;
    const struct lc_history *h;
    const struct lc_monthly_span *months;
    size_t *count, *before;
    uint32_t last[LC_MONTHS_MOST + 1]; /* the child counted last; [months]: before */
    bool any[LC_MONTHS_MOST + 1];
};

static bool is_meant(const struct counting *c, uint64_t i)
{
    const struct lc_monthly *f = c->f;
    return lc_seen(c->h, i, LC_OPEN)
           && (!f->attribute
               || !strncmp(lc_history_says(c->h, i, f->attribute), f->says,
                           strlen(f->says)));
}

/* Once a child, for the rows are in the order of children. */
static void count_open(struct counting *c, uint64_t i)
{
    const struct lc_monthly_span *m = c->months;
    for (size_t k = 0; k <= m->count; k++) {
        int32_t day = k < m->count ? m->day[k + 1] - 1 : m->day[0] - 1;
        if (c->h->start[i] > day || day >= c->h->end[i]
            || (c->any[k] && c->last[k] == c->h->child[i]))
            continue;
        c->any[k] = true;
        c->last[k] = c->h->child[i];
        if (k < m->count)
            c->count[k]++;
        else if (c->before)
            ++*c->before;
    }
}

static bool had_one(const struct counting *c, uint64_t i)
{
    const struct lc_history *h = c->h;
    for (uint64_t k = h->offset[h->child[i]]; k < i; k++)
        if (is_meant(c, k) && h->start[k] < h->start[i]
            && h->start[k] >= h->start[i] - YEAR)
            return true;
    return false;
}

static void count_row(struct counting *c, uint64_t i)
{
    bool ended = c->f->how == LC_MONTHLY_ENDED;
    if (c->f->how == LC_MONTHLY_OPEN) {
        count_open(c, i);
        return;
    }
    size_t month = lc_monthly_place(c->months, ended ? c->h->end[i] : c->h->start[i]);
    if (month < c->months->count)
        c->count[month] += c->f->how != LC_MONTHLY_AGAIN || had_one(c, i);
}

static bool is_told(size_t spans, int32_t (*span)[2], int32_t from, int32_t to)
{
    for (size_t s = 0; s < spans; s++)
        if (span[s][0] <= from && to <= span[s][1])
            return true;
    return false;
}

/* A month that no source tells of, wholly, is not none; nor is what was before it. */
static int hide(struct counting *c, const struct lc_store *store, struct lc_error *err)
{
    const int32_t *day = c->months->day;
    int32_t back = c->f->how == LC_MONTHLY_AGAIN ? YEAR : 0;
    bool says = c->h && (!c->f->attribute || lc_history_find(c->h, c->f->attribute));
    size_t spans = 0;
    int32_t(*span)[2] = NULL;
    int code = lc_covered(store, c->f->history, LC_OPEN, &spans, &span, err);
    for (size_t m = 0; m < c->months->count && !code; m++)
        if (!says || !is_told(spans, span, day[m] - back, day[m + 1]))
            c->count[m] = LC_NOT_TOLD;
    if (c->before && (!says || !is_told(spans, span, day[0] - 1, day[0])))
        *c->before = LC_NOT_TOLD;
    free(span);
    return code;
}

int lc_monthly_count(size_t *count, size_t *before, const struct lc_monthly *figure,
                     const struct lc_monthly_span *months, const struct lc_store *store,
                     struct lc_error *err)
{
    struct counting c = { .f = figure,
                          .h = lc_store_history(store, figure->history),
                          .months = months,
                          .count = count,
                          .before = before };
    memset(count, 0, months->count * sizeof *count);
    if (before)
        *before = 0;
    for (uint64_t i = 0; c.h && i < c.h->n; i++)
        if (is_meant(&c, i))
            count_row(&c, i);
    return hide(&c, store, err);
}
