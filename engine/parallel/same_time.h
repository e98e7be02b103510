/* When two times are one: the rule of every verb that reads times.
 *
 * Times made by subtracting or adding (0.3 - 0.1 and 0.2) differ by rounding, and would
 * be two places of a curve, two risk sets, two bins. Among the distinct finite times y
 * (starts and stops together), in order, neighbours are the same where
 *
 *     dy <= 2^-26,  or  dy <= 2^-26 mean |y|                                       (1)
 *
 * and a run of such neighbours takes its first time. R's survival::aeqSurv, which
 * coxph, survfit and survdiff call (Therneau, vignette "Roundoff error and tied
 * times"); 2^-26 is its sqrt(.Machine$double.eps). */
#pragma once

#include <stddef.h>

#include "base/error.h"

#define LC_SAME_TIME 0x1p-26

/* Makes times that are the same equal, in place. start[n] may be NULL. Infinite times
 * stay. *empty is the first row whose start was before its stop and is it no longer; n
 * if there is none. Whole numbers up to 2^26 are left at once; else a sort of all,
 * and memory for 4 n doubles. */
int lc_same_times(size_t n, double *start, double *stop, size_t *empty,
                  struct lc_error *err) LC_MUST_CHECK;

/* Each asked time[count] that is the same as one of the rows' by (1) becomes that one,
 * the nearest: 0.3 asks for 0.1 + 0.2. start[n] may be NULL. A sort of all, and memory
 * for 4 n doubles. */
int lc_times_asked(size_t n, const double *start, const double *stop, size_t count,
                   double *time, struct lc_error *err) LC_MUST_CHECK;

/* A time that somebody asks for, moved so far that times which are the same as it are
 * at or before it. */
static inline double lc_time_reach(double time)
{
    return time > 0 ? time * (1 + LC_SAME_TIME) : time;
}
