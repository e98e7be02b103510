#include "parallel/same_time.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "parallel/order.h"

static bool all_whole(size_t n, const double *time)
{
    for (size_t i = 0; time && i < n; i++)
        if (!(fabs(time[i]) < 1 / LC_SAME_TIME) || time[i] != trunc(time[i]))
            return false;
    return true;
}

/* The distinct finite times in order into y[4 n], whose second half is scratch; how
 * many. */
static size_t distinct(size_t n, const double *start, const double *stop, double *y)
{
    size_t all = 0, count = 0;
    for (size_t i = 0; i < n; i++) {
        if (start && isfinite(start[i]))
            y[all++] = start[i];
        if (isfinite(stop[i]))
            y[all++] = stop[i];
    }
    lc_sort(all, y, y + 2 * n);
    for (size_t k = 0; k < all; k++)
        if (k == 0 || y[k] > y[count - 1])
            y[count++] = y[k];
    return count;
}

/* How far apart times y[count] are that are the same by (1). */
static double apart(size_t count, const double *y)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += fabs(y[k]) / (double)count;
    return LC_SAME_TIME * fmax(1, sum);
}

/* Of y[count] the first time of every run by (1), in place; how many. */
static size_t firsts(size_t count, double *y)
{
    double last = count ? y[0] : 0, same = apart(count, y);
    size_t cuts = count > 0;
    for (size_t k = 1; k < count; k++) {
        if (!(y[k] - last <= same))
            y[cuts++] = y[k];
        last = y[k];
    }
    return cuts;
}

static double first_of(size_t cuts, const double *cut, double time)
{
    return isfinite(time) ? cut[lc_sorted_until(cuts, cut, time) - 1] : time;
}

int lc_same_times(size_t n, double *start, double *stop, size_t *empty,
                  struct lc_error *err)
{
    *empty = n;
    if (all_whole(n, start) && all_whole(n, stop))
        return LC_OK;
    double *y = lc_alloc(4 * n, sizeof *y);
    if (!y)
        return LC_FAIL_NOMEM(err);
    size_t count = distinct(n, start, stop, y), cuts = firsts(count, y);
    for (size_t i = 0; cuts < count && i < n; i++) {
        bool spell = start && start[i] < stop[i];
        stop[i] = first_of(cuts, y, stop[i]);
        if (start)
            start[i] = first_of(cuts, y, start[i]);
        if (spell && !(start[i] < stop[i]) && *empty == n)
            *empty = i;
    }
    free(y);
    return LC_OK;
}

static double nearest(size_t count, const double *y, double same, double time)
{
    size_t after = lc_sorted_until(count, y, time);
    double below = after ? time - y[after - 1] : INFINITY;
    double above = after < count ? y[after] - time : INFINITY;
    if (fmin(below, above) > same)
        return time;
    return below <= above ? y[after - 1] : y[after];
}

int lc_times_asked(size_t n, const double *start, const double *stop, size_t count,
                   double *time, struct lc_error *err)
{
    double *y = count ? lc_alloc(4 * n, sizeof *y) : NULL;
    if (count && !y)
        return LC_FAIL_NOMEM(err);
    size_t rows = count ? distinct(n, start, stop, y) : 0;
    double same = apart(rows, y);
    for (size_t k = 0; k < count; k++)
        time[k] = nearest(rows, y, same, time[k]);
    free(y);
    return LC_OK;
}
