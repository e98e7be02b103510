/* See calendar.h. */
#include "base/calendar.h"

#include <stdlib.h>

#include "base/memory.h"

int lc_calendar_init(struct lc_calendar *calendar, size_t count, const int32_t *day,
                     struct lc_error *err)
{
    *calendar = (struct lc_calendar){ .count = (uint32_t)count };
    if (!count)
        return LC_OK;
    calendar->base = day[0];
    calendar->last = day[count - 1];
    size_t span = (size_t)((int64_t)calendar->last - calendar->base) + 1;
    calendar->at = lc_alloc(span, sizeof *calendar->at);
    if (!calendar->at)
        return LC_FAIL_NOMEM(err);
    for (size_t d = 0, i = 0; d < span; d++) {
        while ((int64_t)day[i] - calendar->base < (int64_t)d)
            i++;
        calendar->at[d] = (uint32_t)i;
    }
    return LC_OK;
}

void lc_calendar_free(struct lc_calendar *calendar)
{
    free(calendar->at);
    *calendar = (struct lc_calendar){ 0 };
}
