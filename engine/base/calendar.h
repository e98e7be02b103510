/* From a day to the landmarks after it, in one look. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* For ascending days (not strictly: windows may begin on the same day twice): the first
 * index whose day is at least d. */
struct lc_calendar {
    int32_t base, last; /* first and last of the days */
    uint32_t count;
    uint32_t *at; /* [last - base + 1] */
};

/* O(count + last - base), in memory too; count within a uint32_t. */
int lc_calendar_init(struct lc_calendar *calendar, size_t count, const int32_t *day,
                     struct lc_error *err) LC_MUST_CHECK;
void lc_calendar_free(struct lc_calendar *calendar);

/* The first index with day >= d; count if there is none. */
static inline uint32_t lc_calendar_at(const struct lc_calendar *c, int32_t d)
{
    if (d <= c->base)
        return 0;
    return d > c->last ? c->count : c->at[(int64_t)d - c->base];
}

/* The first index with day > d. */
static inline uint32_t lc_calendar_after(const struct lc_calendar *c, int32_t d)
{
    return d == INT32_MAX ? c->count : lc_calendar_at(c, d + 1);
}
