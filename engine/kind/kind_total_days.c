/* total_days: days covered by spells, each for itself. */
#include "kind/kernel_asof_inside.h"
#include "kind/kind_inside.h"

static int64_t most(const struct lc_look *look, size_t landmarks, const int32_t *t)
{
    return lc_most_events(look, landmarks, t) * lc_most_days(look, landmarks, t);
}

static void add_span(struct lc_scratch *s, const struct lc_look *look,
                     const struct lc_child_rows *c, uint64_t i)
{
    struct lc_asof_run run;
    int32_t start = look->history->start[i], end = look->history->end[i];
    uint32_t m = (uint32_t)c->m;
    if (!lc_rows_known(look, c, i, &run))
        return;
    s->span[s->spans++] = (struct lc_span){
        .from = run.from,
        .to = run.to,
        .ended = c->local[lc_calendar_after(c->calendar, end)],
        .inside = look->low ? c->local[lc_calendar_after(&look->by_low, start)] : m,
        .past = look->low ? c->local[lc_calendar_after(&look->by_low, end)] : m,
        .start = start,
        .end = end,
    };
}

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    struct lc_history_rows events = lc_history_rows_of(look->history, c->child);
    s->spans = 0;
    int code = LC_GROW(s->span, s->span_room, (size_t)(events.end - events.first), err);
    if (code)
        return code;
    for (uint64_t i = events.first; i < events.end; i++)
        add_span(s, look, c, i);
    for (size_t i = 0; look->low && i < c->m; i++)
        s->low[i] = look->low[c->at[i]];
    lc_asof_days(c->m, c->day, look->low ? s->low : NULL, s->spans, s->span, s->out,
                 s->slope);
    return LC_OK;
}

static void day(const struct lc_kind_day *d)
{
    const struct lc_history *h = d->look->history;
    for (size_t k = 0; k < d->seen; k++) {
        uint64_t i = d->event[k];
        int64_t from = h->start[i] > d->low ? h->start[i] : d->low;
        int64_t to = h->end[i] < d->t ? h->end[i] : d->t;
        if (from < to && lc_day_wants(d, i))
            d->value[d->at[k]] += to - from;
    }
}

static bool counts(const struct lc_look *look, uint64_t i, int32_t t LC_UNUSED,
                   int32_t low)
{
    return look->history->start[i] < look->history->end[i]
           && look->history->end[i] > low;
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t, int32_t low)
{
    double days = 0;
    for (size_t i = 0; i < n; i++)
        for (int32_t d = event[i].start > low ? event[i].start : low;
             d < t && d < event[i].end; d++)
            days++;
    return days;
}

const struct lc_kind lc_kind_total_days = {
    .name = "total_days",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_MAY,
    .column = LC_COLUMN_LONG,
    .unit = "days",
    .meaning = "days covered by spells, each spell counted for itself",
    .always = " known",
    .most = most,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = counts,
    .choose = lc_choose_all,
    .slow = slow,
};
