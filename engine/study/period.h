/* A length of time as people say it: "90 days", "12 months", "2 years". Months are
 * calendar months: from a day to the same day h months later (base/day.h). */
#pragma once

#include <stdint.h>

#include "base/day.h"
#include "base/error.h"

enum { LC_PERIOD_ROOM = 24 };

/* One of the two is positive; both 0: not stated. */
struct lc_period {
    int days, months;
};

/* LC_OK, or LC_FORMAT with nothing recorded: the caller knows the place. At most 100
 * years. */
int lc_period_parse(const char *text, struct lc_period *period) LC_MUST_CHECK;
int32_t lc_period_after(int32_t day, struct lc_period period);
int32_t lc_period_before(int32_t day, struct lc_period period);
int32_t lc_period_days(struct lc_period period); /* as days: a month is 365/12, down */
/* "12 months", "1 day", or "" if not stated, into out[LC_PERIOD_ROOM]; returns out. */
const char *lc_period_print(struct lc_period period, char *out);
