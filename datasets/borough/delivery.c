#include "datasets/borough/delivery_inside.h"

#include <string.h>

#include "base/day.h"

const struct lc_delivery lc_delivery_sound = { .stops = LC_OPEN,
                                               .late_from = LC_OPEN,
                                               .late_until = LC_OPEN,
                                               .codes_from = LC_OPEN,
                                               .merged_from = LC_OPEN };

int32_t lc_delivery_comes(const struct lc_delivery *feed, int32_t entered)
{
    if (entered >= feed->stops)
        return LC_OPEN;
    return entered >= feed->late_from && entered < feed->late_until ? feed->late_until
                                                                    : entered;
}

/* Ends come as rows do: one that falls into the days of waiting is told after them. */
int32_t lc_delivery_sees(const struct lc_delivery *feed, int32_t asof)
{
    if (asof > feed->stops)
        return feed->stops;
    return asof > feed->late_from && asof <= feed->late_until ? feed->late_from : asof;
}

const char *lc_delivery_code(const struct lc_delivery *feed, int32_t start,
                             const char *code)
{
    if (start < feed->codes_from)
        return code;
    for (const struct lc_recode *r = feed->codes; r->code; r++)
        if (strcmp(r->code, code) == 0)
            return r->instead;
    return code;
}
