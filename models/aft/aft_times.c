/* Times as an AFT model's rows hold them: logs of them or as they are, less their mean
 * and the row's offset.
 */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/aft/aft_rows_inside.h"

/* The time on the line that the distribution is of. */
static double placed(bool logged, double time)
{
    if (!logged)
        return time;
    return time > 0 ? log(time) : -INFINITY;
}

static double weight_of(const struct lc_sample *s, size_t i)
{
    return s->weight ? s->weight[i] : 1;
}

static double seen(const struct lc_aft_times *t, size_t i)
{
    return isfinite(t->low[i]) ? t->low[i] : t->high[i];
}

static void set_row(struct lc_aft_times *t, const struct lc_sample *s, bool logged,
                    size_t i)
{
    double low = s->stop[i], high = s->stop_high ? s->stop_high[i] : low;
    if (!s->stop_high && s->cause[i] == 0)
        high = INFINITY;
    t->low[i] = placed(logged, low);
    t->high[i] = placed(logged, high);
    if (t->entry)
        t->entry[i] = placed(logged, s->start[i]);
    if (low == high && logged)
        t->jacobian += weight_of(s, i) * t->low[i]; /* log t of aft_rows_inside.h (1) */
}

/* (An interval's ends are in order: lc_sample_check.) */
static int check_row(const struct lc_sample *s, bool logged, size_t i,
                     struct lc_error *err)
{
    double low = s->stop[i], high = s->stop_high ? s->stop_high[i] : low;
    bool ends = low > -INFINITY || high < INFINITY;
    if (logged)
        ends = high > 0 && (s->stop_high ? low >= 0 || low == -INFINITY : low > 0);
    if (!ends)
        return LC_FAIL(err, LC_RANGE, "row %zu: a time must be %s here",
                       lc_sample_row(s, i),
                       logged ? "above 0" : "known from one side at least");
    return LC_OK;
}

static void find_centre(struct lc_aft_times *t, const struct lc_sample *s)
{
    double sum = 0, count = 0;
    for (size_t i = 0; i < s->n; i++)
        if (isfinite(seen(t, i)) && weight_of(s, i) > 0) {
            sum += weight_of(s, i) * seen(t, i);
            count += weight_of(s, i);
        }
    t->centre = count > 0 && !s->no_intercept ? sum / count : 0;
}

/* The standard deviation of the times about their centre. */
static double spread(const struct lc_aft_times *t, const struct lc_sample *s)
{
    double sum = 0, count = 0;
    for (size_t i = 0; i < s->n; i++) {
        sum += weight_of(s, i) * (seen(t, i) - t->centre) * (seen(t, i) - t->centre);
        count += weight_of(s, i);
    }
    return sum > 0 ? sqrt(sum / count) : 1;
}

int lc_aft_times_init(struct lc_aft_times *t, const struct lc_sample *s, bool logged,
                      struct lc_error *err)
{
    *t = (struct lc_aft_times){ .low = lc_alloc(s->n, sizeof *t->low),
                                .high = lc_alloc(s->n, sizeof *t->high) };
    t->entry = s->start ? lc_alloc(s->n, sizeof *t->entry) : NULL;
    if (!t->low || !t->high || (s->start && !t->entry))
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < s->n; i++) {
        int code = check_row(s, logged, i, err);
        if (code)
            return code;
        set_row(t, s, logged, i);
    }
    find_centre(t, s);
    t->spread = logged ? 1 : spread(t, s);
    for (size_t i = 0; i < s->n; i++) {
        double shift = t->centre + (s->offset ? s->offset[i] : 0);
        t->low[i] -= shift;
        t->high[i] -= shift;
        if (t->entry)
            t->entry[i] -= shift;
    }
    return LC_OK;
}

void lc_aft_times_release(struct lc_aft_times *t)
{
    free(t->low);
    free(t->high);
    free(t->entry);
    *t = (struct lc_aft_times){ 0 };
}
