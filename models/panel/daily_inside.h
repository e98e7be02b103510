/* The parts of what a day brought (daily.h). Part of models/panel. */
#pragma once

#include "models/panel/daily.h"

/* Each a new list, or NULL: out of memory, or as *code says. */
json_t *lc_daily_missing(const struct lc_daily_of *of, json_t *notes, int *code,
                         struct lc_error *err);
json_t *lc_daily_known(const struct lc_daily_of *of);
