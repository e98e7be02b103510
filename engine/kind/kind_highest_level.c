/* highest_level: of the events that started. Sorts the child's events. */
#include <stdlib.h>

#include "kind/kind_inside.h"

static int64_t most(const struct lc_look *look, size_t landmarks LC_UNUSED,
                    const int32_t *t LC_UNUSED)
{
    const struct lc_history *h = look->history;
    int64_t top = 0;
    for (size_t i = 0; h && i < h->n; i++)
        top = h->level[i] > top ? h->level[i] : top;
    return top;
}

static bool level_rows(const struct lc_look *look, const struct lc_child_rows *c,
                       uint64_t i, struct lc_asof_run *run)
{
    bool in = look->history->level[i] > 0 && lc_rows_in_window(look, c, i, run);
    run->key = look->history->level[i];
    return in;
}

static int by_key_down(const void *a, const void *b)
{
    const struct lc_asof_run *x = a, *y = b;
    return x->key < y->key ? 1 : -(x->key > y->key);
}

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    int code = lc_rows_collect(s, look, c, level_rows, err);
    if (code)
        return code;
    if (s->runs > 1)
        qsort(s->run, s->runs, sizeof *s->run, by_key_down);
    lc_rows_paint(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = s->out[i] == INT64_MIN ? 0 : s->out[i];
    return LC_OK;
}

static void day(const struct lc_kind_day *d)
{
    for (size_t k = 0; k < d->seen; k++) {
        int64_t level = d->look->history->level[d->event[k]];
        int64_t *value = d->value + d->at[k];
        if (level > *value && lc_day_takes(d, d->event[k]))
            *value = level;
    }
}

static bool counts(const struct lc_look *look, uint64_t i, int32_t t, int32_t low)
{
    return look->history->level[i] > 0 && lc_counts_in_window(look, i, t, low);
}

static size_t choose(size_t n, struct lc_evidence *event)
{
    size_t kept = 0;
    int16_t top = 0;
    for (size_t i = 0; i < n; i++)
        top = event[i].level > top ? event[i].level : top;
    for (size_t i = 0; i < n; i++)
        if (event[i].level == top)
            event[kept++] = event[i];
    return kept;
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t LC_UNUSED,
                   int32_t low)
{
    double level = 0;
    for (size_t i = 0; i < n; i++)
        if (event[i].start >= low && event[i].level > level)
            level = event[i].level;
    return level;
}

const struct lc_kind lc_kind_highest_level = {
    .name = "highest_level",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_MAY,
    .column = LC_COLUMN_WHOLE,
    .unit = "level",
    .meaning = "the highest level among those that started; 0 if none did",
    .always = " known",
    .most = most,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = counts,
    .choose = choose,
    .slow = slow,
};
