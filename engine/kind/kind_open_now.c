/* open_now: has an event started that had not ended by the day before? */
#include "kind/kind_inside.h"

static bool open_rows(const struct lc_look *look, const struct lc_child_rows *c,
                      uint64_t i, struct lc_asof_run *run)
{
    if (!lc_rows_known(look, c, i, run))
        return false;
    run->to = lc_row_sooner(
        run->to, c->local[lc_calendar_after(c->calendar, look->history->end[i])]);
    return run->from < run->to;
}

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    int code = lc_rows_collect(s, look, c, open_rows, err);
    if (!code)
        lc_rows_flag(s, c->m);
    return code;
}

static void day(const struct lc_kind_day *d)
{
    for (size_t k = 0; k < d->seen; k++)
        d->value[d->at[k]] |=
            d->t <= d->look->history->end[d->event[k]] && lc_day_takes(d, d->event[k]);
}

static bool counts(const struct lc_look *look, uint64_t i, int32_t t,
                   int32_t low LC_UNUSED)
{
    return t <= look->history->end[i];
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t,
                   int32_t low LC_UNUSED)
{
    for (size_t i = 0; i < n; i++)
        if (event[i].end == LC_OPEN || event[i].end > t - 1)
            return 1;
    return 0;
}

const struct lc_kind lc_kind_open_now = {
    .name = "open_now",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_NEVER,
    .column = LC_COLUMN_WHOLE,
    .unit = "",
    .meaning = "1 if one has started and had not ended the day before, else 0",
    .always = " now",
    .most = lc_most_one,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = counts,
    .choose = lc_choose_all,
    .slow = slow,
};
