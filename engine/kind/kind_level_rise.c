/* level_rise: the level of the latest event less that of the earliest. Events without a
 * level have no say; of several that started on one day the highest counts. A child's
 * events ascend by start. */
#include <math.h>

#include "base/text.h"
#include "kind/kind_inside.h"

static int64_t most(const struct lc_look *look, size_t landmarks LC_UNUSED,
                    const int32_t *t LC_UNUSED)
{
    const struct lc_history *h = look->history;
    int64_t low = INT16_MAX, high = LC_NO_LEVEL;
    for (size_t i = 0; h && i < h->n; i++) {
        if (h->level[i] == LC_NO_LEVEL)
            continue;
        low = h->level[i] < low ? h->level[i] : low;
        high = h->level[i] > high ? h->level[i] : high;
    }
    return low < high ? high - low : 0;
}

/* --- all rows --------------------------------------------------------------------- */

/* A run's key is its event, counted from the child's first. */
static bool level_rows(const struct lc_look *look, const struct lc_child_rows *c,
                       uint64_t i, struct lc_asof_run *run)
{
    if (look->history->level[i] == LC_NO_LEVEL || !lc_rows_in_window(look, c, i, run))
        return false;
    run->key = (int32_t)(i - lc_history_rows_of(look->history, c->child).first);
    return true;
}

/* Of neighbours that started on one day, the higher level first. */
static void put_highest_first(struct lc_scratch *s, const int32_t *start,
                              const int16_t *level)
{
    for (size_t i = 1; i < s->runs; i++) {
        struct lc_asof_run run = s->run[i];
        size_t at = i;
        while (at && start[s->run[at - 1].key] == start[run.key]
               && level[s->run[at - 1].key] < level[run.key]) {
            s->run[at] = s->run[at - 1];
            at--;
        }
        s->run[at] = run;
    }
}

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    uint64_t first = lc_history_rows_of(look->history, c->child).first;
    const int32_t *start = look->history->start + first;
    const int16_t *level = look->history->level + first;
    int64_t *earliest = s->slope; /* its room is three times that of rows */
    int code = lc_rows_collect(s, look, c, level_rows, err);
    if (code)
        return code;
    put_highest_first(s, start, level);
    lc_rows_paint(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        earliest[i] = s->out[i];
    lc_rows_reverse(s);
    put_highest_first(s, start, level);
    lc_rows_paint(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = s->out[i] == INT64_MIN ? 0 : level[s->out[i]] - level[earliest[i]];
    return LC_OK;
}

/* --- one day ---------------------------------------------------------------------- */

struct end {
    int32_t start;
    int16_t level;
};

static struct end later_or_higher(struct end a, struct end b)
{
    return b.start > a.start || (b.start == a.start && b.level > a.level) ? b : a;
}

static struct end sooner_or_higher(struct end a, struct end b)
{
    return b.start < a.start || (b.start == a.start && b.level > a.level) ? b : a;
}

static void day(const struct lc_kind_day *d)
{
    const struct lc_history *h = d->look->history;
    struct end first = { 0, 0 }, last = { 0, 0 };
    uint32_t whose = UINT32_MAX;
    for (size_t k = 0; k < d->seen; k++) {
        uint64_t i = d->event[k];
        struct end here = { h->start[i], h->level[i] };
        if (here.level == LC_NO_LEVEL || !lc_day_takes(d, i))
            continue;
        first = d->at[k] == whose ? sooner_or_higher(first, here) : here;
        last = d->at[k] == whose ? later_or_higher(last, here) : here;
        whose = d->at[k];
        d->value[whose] = last.level - first.level;
    }
}

/* --- evidence --------------------------------------------------------------------- */

static bool counts(const struct lc_look *look, uint64_t i, int32_t t, int32_t low)
{
    return look->history->level[i] != LC_NO_LEVEL
           && lc_counts_in_window(look, i, t, low);
}

static size_t choose(size_t n, struct lc_evidence *event)
{
    size_t first = 0, last = 0;
    for (size_t i = 1; i < n; i++) {
        if (event[i].start == event[0].start && event[i].level > event[first].level)
            first = i;
        if (event[i].start > event[last].start || event[i].level > event[last].level)
            last = i;
    }
    if (!n)
        return 0;
    struct lc_evidence latest = event[last];
    event[0] = event[first];
    if (last == first)
        return 1;
    event[1] = latest;
    return 2;
}

static void say(struct lc_text *text, size_t n, const struct lc_evidence *event,
                int32_t t LC_UNUSED, int32_t low LC_UNUSED)
{
    int from = event[0].level, to = event[n - 1].level;
    if (from != to)
        lc_text_addf(text, ", %s from level %d to %d", from < to ? "up" : "down", from,
                     to);
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t LC_UNUSED,
                   int32_t low)
{
    double first_day = INFINITY, last_day = -INFINITY, from = 0, to = 0;
    for (size_t i = 0; i < n; i++)
        if (event[i].start >= low && event[i].level != LC_NO_LEVEL) {
            first_day = fmin(first_day, event[i].start);
            last_day = fmax(last_day, event[i].start);
        }
    for (size_t pass = 0; pass < 2; pass++) {
        double on = pass ? last_day : first_day, top = -INFINITY;
        for (size_t i = 0; i < n; i++)
            if (event[i].start == on && event[i].level != LC_NO_LEVEL)
                top = fmax(top, event[i].level);
        *(pass ? &to : &from) = top;
    }
    return first_day <= last_day ? to - from : 0;
}

const struct lc_kind lc_kind_level_rise = {
    .name = "level_rise",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_MAY,
    .column = LC_COLUMN_SIGNED,
    .unit = "level",
    .meaning = "the level of the latest that started less that of the earliest, the "
               "highest of a day's; below 0 after a fall; 0 if fewer than two started",
    .always = " known",
    .most = most,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = counts,
    .choose = choose,
    .say = say,
    .slow = slow,
};
