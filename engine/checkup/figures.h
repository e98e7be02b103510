/* A history's figures for those who own its sources (checkup.h). */
#pragma once

#include "base/error.h"
#include "store/store.h"

enum { LC_DELAY_MONTHS = 24, LC_AGE_BANDS = 6 };
extern const char *const lc_age_bands[LC_AGE_BANDS]; /* "under 10", ..., "not known" */

/* Days from an event to its being known, of those whose source says the day. */
struct lc_delays {
    size_t events;
    int32_t median, ninety; /* nine in ten took no longer; LC_NO_DAY: of no event */
};

struct lc_figures_of {
    const char *name;
    size_t events;            /* said today */
    size_t last_year, before; /* that started in the 12 months to the last covered day,
                                 and in the 12 before them */
    struct lc_delays all;
    int32_t month[LC_DELAY_MONTHS]; /* first days, the latest last */
    struct lc_delays by_month[LC_DELAY_MONTHS];
    size_t age[LC_AGE_BANDS]; /* events, by the age at their start */
};

/* Of a sorted history. O(rows log rows). */
int lc_figures_make(struct lc_figures_of *figures, const struct lc_store *store,
                    const struct lc_history *history,
                    struct lc_error *err) LC_MUST_CHECK;
