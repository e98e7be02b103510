/* days_since_first: how long ago the earliest event started. A child's events ascend by
 * start. */
#include "kind/kind_inside.h"

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    int code = lc_rows_collect(s, look, c, lc_rows_in_window, err);
    if (code)
        return code;
    lc_rows_paint(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = s->out[i] == INT64_MIN ? 0 : c->day[i] - s->out[i];
    return LC_OK;
}

static void day(const struct lc_kind_day *d)
{
    for (size_t k = d->seen; k-- > 0;)
        if (lc_day_takes(d, d->event[k]))
            d->value[d->at[k]] = d->t - d->look->history->start[d->event[k]];
}

static size_t choose(size_t n, struct lc_evidence *event LC_UNUSED)
{
    return n > 0;
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t, int32_t low)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        if (event[i].start >= low && t - event[i].start > most)
            most = t - event[i].start;
    return most;
}

const struct lc_kind lc_kind_days_since_first = {
    .name = "days_since_first",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_MAY,
    .column = LC_COLUMN_WHOLE,
    .unit = "days",
    .meaning = "days since the earliest start; 0 if none started",
    .always = " known",
    .most = lc_most_days,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = lc_counts_in_window,
    .choose = choose,
    .slow = slow,
};
