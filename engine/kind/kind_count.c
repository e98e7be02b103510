/* count: how many events started. */
#include "kind/kind_inside.h"

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    int code = lc_rows_collect(s, look, c, lc_rows_in_window, err);
    if (!code)
        lc_rows_count(s, c->m);
    return code;
}

static void day(const struct lc_kind_day *d)
{
    for (size_t k = 0; k < d->seen; k++)
        d->value[d->at[k]] += lc_day_takes(d, d->event[k]);
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t LC_UNUSED,
                   int32_t low)
{
    double count = 0;
    for (size_t i = 0; i < n; i++)
        count += event[i].start >= low;
    return count;
}

const struct lc_kind lc_kind_count = {
    .name = "count",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_MAY,
    .column = LC_COLUMN_WHOLE,
    .unit = "",
    .meaning = "how many started",
    .always = " known",
    .most = lc_most_events,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = lc_counts_in_window,
    .choose = lc_choose_all,
    .slow = slow,
};
