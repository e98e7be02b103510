/* days_between_last_two: from the start of the last event but one to that of the last.
 * A child's events ascend by start. */
#include "base/text.h"
#include "kind/kernel_asof_inside.h"
#include "kind/kind_inside.h"

static int64_t none(int32_t t, int32_t low)
{
    return (int64_t)t - low;
}

/* Painted from the latest on, a row's first key is the last event's start, its second
 * that of the one before. */
static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    int64_t *second = s->slope; /* its room is three times that of rows */
    int code = lc_rows_collect(s, look, c, lc_rows_in_window, err);
    if (code)
        return code;
    lc_rows_reverse(s);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = second[i] = INT64_MIN;
    lc_asof_paint_two(c->m, s->runs, s->run, s->out, second, s->next);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = second[i] == INT64_MIN ? none(c->day[i], look->low[c->at[i]])
                                           : s->out[i] - second[i];
    return LC_OK;
}

static void day(const struct lc_kind_day *d)
{
    uint32_t whose = UINT32_MAX;
    int32_t before = 0;
    for (size_t k = 0; k < d->seen; k++) {
        int32_t start = d->look->history->start[d->event[k]];
        if (!lc_day_takes(d, d->event[k]))
            continue;
        if (d->at[k] == whose)
            d->value[whose] = (int64_t)start - before;
        whose = d->at[k];
        before = start;
    }
}

static size_t choose(size_t n, struct lc_evidence *event)
{
    if (n < 3)
        return n;
    event[0] = event[n - 2];
    event[1] = event[n - 1];
    return 2;
}

static void say(struct lc_text *text, size_t n, const struct lc_evidence *event,
                int32_t t LC_UNUSED, int32_t low LC_UNUSED)
{
    int days = n < 2 ? 0 : (int)(event[1].start - event[0].start);
    if (n == 2 && days)
        lc_text_addf(text, ", the last two %d %s apart", days,
                     days == 1 ? "day" : "days");
    else if (n == 2)
        lc_text_add(text, ", the last two on one day");
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t, int32_t low)
{
    int32_t last = INT32_MIN, before = INT32_MIN;
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        if (event[i].start < low)
            continue;
        count++;
        if (event[i].start >= last) {
            before = last;
            last = event[i].start;
        } else if (event[i].start > before) {
            before = event[i].start;
        }
    }
    return count < 2 ? (double)t - low : (double)last - before;
}

const struct lc_kind lc_kind_days_between_last_two = {
    .name = "days_between_last_two",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_MUST,
    .column = LC_COLUMN_WHOLE,
    .unit = "days",
    .meaning = "days from the last start but one to the last; the window's length if "
               "fewer than two started in it",
    .always = " known",
    .most = lc_most_days,
    .none = none,
    .rows = rows,
    .day = day,
    .counts = lc_counts_in_window,
    .choose = choose,
    .say = say,
    .slow = slow,
};
