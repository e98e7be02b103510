/* trend: has the rate of starts grown? With a events in the window of w days and b in
 * the 365 days before it,
 *
 *     log2 ((a + 1/2) / (b w / 365 + 1/2)),                                         (1)
 *
 * the rate of the window over that of the year before, both brought to the window's
 * days. The half, the usual one for rates of few events, keeps it finite, and near 0
 * where next to nothing happened. It is a logarithm since a model adds: twice as often
 * and half as often are then as far from 0, which is no change; to the base of 2 since
 * a reader can say it, in doublings.
 *
 * The whole number of a child is a 2^32 + b. */
#include <math.h>

#include "base/text.h"
#include "kind/kind_inside.h"

enum { YEAR = 365 };

static const int64_t late = (int64_t)1 << 32;

static double real(int64_t value, int32_t t, int32_t low)
{
    double a = (double)(value / late), b = (double)(value % late);
    double share = ((double)t - low) / YEAR;
    return log2((a + 0.5) / (b * share + 0.5)); /* (1) */
}

/* Known, and low - 365 <= start < low. */
static bool before_rows(const struct lc_look *look, const struct lc_child_rows *c,
                        uint64_t i, struct lc_asof_run *run)
{
    int32_t start = look->history->start[i];
    if (!lc_rows_known(look, c, i, run))
        return false;
    uint32_t from = c->local[lc_calendar_after(&look->by_low, start)];
    run->from = from > run->from ? from : run->from;
    run->to = lc_row_sooner(run->to,
                            c->local[lc_calendar_after(&look->by_low, start + YEAR)]);
    return run->from < run->to;
}

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    int64_t *before = s->slope; /* its room is three times that of rows */
    int code = lc_rows_collect(s, look, c, before_rows, err);
    if (code)
        return code;
    lc_rows_count(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        before[i] = s->out[i];
    code = lc_rows_collect(s, look, c, lc_rows_in_window, err);
    if (code)
        return code;
    lc_rows_count(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = s->out[i] * late + before[i];
    return LC_OK;
}

static void day(const struct lc_kind_day *d)
{
    const int32_t *start = d->look->history->start;
    for (size_t k = 0; k < d->seen; k++) {
        uint64_t i = d->event[k];
        if (start[i] >= d->low - YEAR && lc_day_wants(d, i))
            d->value[d->at[k]] += start[i] >= d->low ? late : 1;
    }
}

static bool counts(const struct lc_look *look, uint64_t i, int32_t t LC_UNUSED,
                   int32_t low)
{
    return low - YEAR <= look->history->start[i];
}

static void say(struct lc_text *text, size_t n, const struct lc_evidence *event,
                int32_t t, int32_t low)
{
    size_t a = 0;
    for (size_t i = 0; i < n; i++)
        a += event[i].start >= low;
    lc_text_addf(text, ", %zu in the last %d days and %zu in the year before", a,
                 (int)(t - low), n - a);
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t, int32_t low)
{
    double now = 0.5, then = 0.5;
    for (int32_t d = low - 365; d < t; d++)
        for (size_t i = 0; i < n; i++)
            if (event[i].start == d && d < low)
                then += (t - low) / 365.0;
            else if (event[i].start == d)
                now += 1;
    return (double)(float)(log2(now / then));
}

const struct lc_kind lc_kind_trend = {
    .name = "trend",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_MUST,
    .column = LC_COLUMN_REAL,
    .unit = "doublings",
    .meaning =
        "how often they started in the window against the 365 days before it, as "
        "the logarithm to the base of 2 of the ratio of rates, half an event "
        "added to each side: 1 is twice as often, -1 half, 0 no change or none",
    .always = " known",
    .before = YEAR,
    .real = real,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = counts,
    .choose = lc_choose_all,
    .say = say,
    .slow = slow,
};
