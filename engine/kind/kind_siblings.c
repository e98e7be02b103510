/* siblings: how many other children of the same family have one? In a window one that
 * started in it, else one that has started and had not ended by the day before. Each
 * counts on the landmarks on which it is of the family (store/kin.h). */
#include "kind/kind_inside.h"

#include <string.h>

/* The rows at which event i of another child counts, by the tie. */
static bool counted_rows(const struct lc_look *look, const struct lc_child_rows *c,
                         const struct lc_kin_tie *tie, uint64_t i,
                         struct lc_asof_run *run)
{
    uint32_t tied = c->local[lc_calendar_after(c->calendar, tie->from)];
    if (look->low ? !lc_rows_in_window(look, c, i, run)
                  : !lc_rows_known(look, c, i, run))
        return false;
    if (!look->low)
        run->to = lc_row_sooner(
            run->to, c->local[lc_calendar_after(c->calendar, look->history->end[i])]);
    run->from = run->from > tied ? run->from : tied;
    run->to = lc_row_sooner(run->to, c->local[lc_calendar_after(c->calendar, tie->to)]);
    return run->from < run->to;
}

static int collect(struct lc_scratch *s, const struct lc_look *look,
                   const struct lc_child_rows *c, const struct lc_kin_tie *tie,
                   struct lc_error *err)
{
    struct lc_history_rows rows = lc_history_rows_of(look->history, tie->other);
    int code =
        LC_GROW(s->run, s->run_room, s->runs + (size_t)(rows.end - rows.first), err);
    for (uint64_t i = rows.first; i < rows.end && !code; i++)
        s->runs += counted_rows(look, c, tie, i, s->run + s->runs);
    return code;
}

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    const struct lc_kin_ties *ties = look->ties;
    const struct lc_kin_tie *tie = ties->tie + ties->offset[c->child],
                            *end = ties->tie + ties->offset[c->child + 1];
    int64_t *total = s->slope;
    int code = LC_OK;
    memset(total, 0, c->m * sizeof *total);
    while (tie < end && !code) {
        uint32_t other = tie->other;
        for (s->runs = 0; tie < end && tie->other == other && !code; tie++)
            code = collect(s, look, c, tie, err);
        if (!s->runs)
            continue;
        lc_rows_flag(s, c->m);
        for (size_t i = 0; i < c->m; i++)
            total[i] += s->out[i];
    }
    memcpy(s->out, total, c->m * sizeof *total);
    return code;
}

/* Events of one other child stand together. */
static void day(const struct lc_kind_day *d)
{
    const struct lc_history *h = d->look->history;
    size_t last = SIZE_MAX;
    for (size_t k = 0; k < d->seen; k++) {
        if (!lc_day_takes(d, d->event[k])
            || (!d->look->low && d->t > h->end[d->event[k]]))
            continue;
        bool same = last != SIZE_MAX && d->at[last] == d->at[k]
                    && h->child[d->event[last]] == h->child[d->event[k]];
        d->value[d->at[k]] += !same;
        last = k;
    }
}

static int64_t most(const struct lc_look *look, size_t landmarks LC_UNUSED,
                    const int32_t *t LC_UNUSED)
{
    const struct lc_kin_ties *ties = look->ties;
    int64_t most = 0;
    for (size_t c = 0; ties && c < ties->children; c++) {
        int64_t others = 0;
        for (uint64_t i = ties->offset[c]; i < ties->offset[c + 1]; i++)
            others +=
                i == ties->offset[c] || ties->tie[i].other != ties->tie[i - 1].other;
        most = others > most ? others : most;
    }
    return most;
}

static bool counts(const struct lc_look *look, uint64_t i, int32_t t, int32_t low)
{
    return look->low ? low <= look->history->start[i] : t <= look->history->end[i];
}

static bool slow_counts(const struct lc_evidence *e, int32_t t, int32_t low)
{
    if (low != INT32_MIN)
        return e->start >= low;
    return e->end == LC_OPEN || e->end > t - 1;
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t, int32_t low)
{
    double children = 0;
    for (size_t i = 0; i < n; i++) {
        bool first = slow_counts(event + i, t, low);
        for (size_t k = 0; k < i && first; k++)
            first = event[k].child != event[i].child || !slow_counts(event + k, t, low);
        children += first;
    }
    return children;
}

const struct lc_kind lc_kind_siblings = {
    .name = "siblings",
    .source = LC_OF_FAMILY,
    .window = LC_WINDOW_MAY,
    .column = LC_COLUMN_WHOLE,
    .unit = "children",
    .meaning = "how many other children of the same family have one that started in "
               "the window; without a window, one that goes on",
    .always = " now",
    .most = most,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = counts,
    .choose = lc_choose_all,
    .slow = slow,
};
