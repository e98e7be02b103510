/* days_since_last: how long ago the latest event started. A child's events ascend by
 * start. */
#include "kind/kind_inside.h"

static int64_t none(int32_t t, int32_t low)
{
    return (int64_t)t - low;
}

/* The last painted first is the latest. */
static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    int code = lc_rows_collect(s, look, c, lc_rows_in_window, err);
    if (code)
        return code;
    lc_rows_reverse(s);
    lc_rows_paint(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = s->out[i] == INT64_MIN ? none(c->day[i], look->low[c->at[i]])
                                           : c->day[i] - s->out[i];
    return LC_OK;
}

static void day(const struct lc_kind_day *d)
{
    for (size_t k = 0; k < d->seen; k++)
        if (lc_day_takes(d, d->event[k]))
            d->value[d->at[k]] = d->t - d->look->history->start[d->event[k]];
}

static size_t choose(size_t n, struct lc_evidence *event)
{
    if (n)
        event[0] = event[n - 1];
    return n > 0;
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t, int32_t low)
{
    double least = (double)t - low;
    for (size_t i = 0; i < n; i++)
        if (event[i].start >= low && t - event[i].start < least)
            least = t - event[i].start;
    return least;
}

const struct lc_kind lc_kind_days_since_last = {
    .name = "days_since_last",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_MUST,
    .column = LC_COLUMN_WHOLE,
    .unit = "days",
    .meaning = "days since the latest start; the window's length if none started in it",
    .always = " known",
    .most = lc_most_days,
    .none = none,
    .rows = rows,
    .day = day,
    .counts = lc_counts_in_window,
    .choose = choose,
    .slow = slow,
};
