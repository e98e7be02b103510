/* Rows in the order of time for concordance.c: runs of one day, and the weights v(t) of
 * the days. */
#ifndef LC_RANK_CONCORDANCE_TIME_H
#define LC_RANK_CONCORDANCE_TIME_H

#include <stddef.h>
#include <stdint.h>

/* v(t), from Kaplan-Meier curves just before t: S of the event, G of the censoring; n
 * is the weight of all rows and n(t) that of those at risk. */
enum lc_time_weight {
    LC_TIME_N,    /* 1: Harrell */
    LC_TIME_NG2,  /* 1 / G^2: Uno */
    LC_TIME_S,    /* n S / n(t): Peto-Wilcoxon */
    LC_TIME_SG,   /* n S / (G n(t)): Schemper */
    LC_TIME_EQUAL /* 1 / n(t): each event time alike */
};

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

#endif
