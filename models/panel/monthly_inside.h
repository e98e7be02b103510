/* What happened in each month, and what was open at its end, counted from a store by
 * what is said of it today. Part of models/panel. */
#pragma once

#include "store/store.h"

enum { LC_MONTHS_MOST = 120 };

/* The months of a span: of month m the days [day[m], day[m + 1]). */
struct lc_monthly_span {
    size_t count;
    int32_t day[LC_MONTHS_MOST + 1];
    char name[LC_MONTHS_MOST][8]; /* "2024-04" */
    const char *row[LC_MONTHS_MOST];
};

/* LC_RANGE: a day of span that is not the first of its month, or too many months. */
int lc_monthly_span_of(struct lc_monthly_span *months, const int32_t span[2],
                       struct lc_error *err) LC_MUST_CHECK;
/* The month that holds a day; months->count: none. */
size_t lc_monthly_place(const struct lc_monthly_span *months, int32_t day);

enum lc_monthly_how {
    LC_MONTHLY_STARTED, /* events that started in the month */
    LC_MONTHLY_AGAIN,   /* of these, of children of whom one had started in the year
                           before */
    LC_MONTHLY_ENDED,   /* events that ended in the month */
    LC_MONTHLY_OPEN     /* children of whom one lasts on the month's last day */
};

/* One figure: events of a history, or of those of which the attribute (NULL: any) says
 * something that begins with `says`. */
struct lc_monthly {
    const char *key, *title, *history, *attribute, *says;
    enum lc_monthly_how how;
};

/* count[months]; LC_NOT_TOLD (sheet.h) for a month that the history's sources do not
 * cover, for LC_MONTHLY_AGAIN with the year before it, and where the store's history
 * does not say the attribute. before, or NULL: for LC_MONTHLY_OPEN the same of the day
 * before the first month. O(the history's events, times the months that one lasts). */
int lc_monthly_count(size_t *count, size_t *before, const struct lc_monthly *figure,
                     const struct lc_monthly_span *months, const struct lc_store *store,
                     struct lc_error *err) LC_MUST_CHECK;
