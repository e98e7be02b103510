/* ever: has any event started? */
#include "kind/kind_inside.h"

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    int code = lc_rows_collect(s, look, c, lc_rows_in_window, err);
    if (!code)
        lc_rows_flag(s, c->m);
    return code;
}

static void day(const struct lc_kind_day *d)
{
    for (size_t k = 0; k < d->seen; k++)
        d->value[d->at[k]] |= lc_day_takes(d, d->event[k]);
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t LC_UNUSED,
                   int32_t low)
{
    for (size_t i = 0; i < n; i++)
        if (event[i].start >= low)
            return 1;
    return 0;
}

const struct lc_kind lc_kind_ever = {
    .name = "ever",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_MAY,
    .column = LC_COLUMN_WHOLE,
    .unit = "",
    .meaning = "1 if any started, else 0",
    .always = " known",
    .most = lc_most_one,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = lc_counts_in_window,
    .choose = lc_choose_all,
    .slow = slow,
};
