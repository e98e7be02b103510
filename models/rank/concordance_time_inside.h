/* Inside of concordance_time.h: what the files of models/rank share. */
#pragma once

#include "models/rank/concordance_time.h"

/* First row after the run of equal stops that begins at `at`; first row of the run that
 * ends before `at`. */
static inline size_t lc_stop_run_end(size_t m, const double *stop, size_t at)
{
    double t = stop[at];
    while (at < m && stop[at] <= t)
        at++;
    return at;
}

static inline size_t lc_stop_run_begin(const double *stop, size_t at)
{
    double t = stop[at - 1];
    while (at > 0 && stop[at - 1] >= t)
        at--;
    return at;
}

struct lc_in_time { /* borrowed; stop ascends */
    size_t m;
    const double *stop, *start, *weight;
    const uint8_t *event;
    const uint32_t *by_start; /* rows by ascending start, or NULL */
};

/* value[m] = v(t) of an lc_time_weight, 0 after `until`; at_risk[m] is workspace. */
void lc_time_values(const struct lc_in_time *rows, int kind, double until,
                    double *value, double *at_risk);
