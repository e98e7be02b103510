/* See kind_inside.h. */
#include "kind/kernel_asof_inside.h"
#include "kind/kind_inside.h"

void lc_rows_count(struct lc_scratch *s, size_t m)
{
    lc_asof_count(m, s->runs, s->run, s->out, s->balance);
}

void lc_rows_flag(struct lc_scratch *s, size_t m)
{
    lc_rows_count(s, m);
    for (size_t i = 0; i < m; i++)
        s->out[i] = s->out[i] > 0;
}

void lc_rows_paint(struct lc_scratch *s, size_t m)
{
    for (size_t i = 0; i < m; i++)
        s->out[i] = INT64_MIN;
    lc_asof_paint(m, s->runs, s->run, s->out, s->next);
}

void lc_rows_reverse(struct lc_scratch *s)
{
    for (size_t i = 0; i < s->runs / 2; i++) {
        struct lc_asof_run keep = s->run[i];
        s->run[i] = s->run[s->runs - 1 - i];
        s->run[s->runs - 1 - i] = keep;
    }
}

/* --- members that several rows have ----------------------------------------------- */

int64_t lc_most_one(const struct lc_look *look LC_UNUSED, size_t landmarks LC_UNUSED,
                    const int32_t *t LC_UNUSED)
{
    return 1;
}

int64_t lc_most_events(const struct lc_look *look, size_t landmarks LC_UNUSED,
                       const int32_t *t LC_UNUSED)
{
    const struct lc_history *h = look->history;
    int64_t most = 0;
    for (size_t c = 0; h && c < h->children; c++) {
        int64_t n = (int64_t)(h->offset[c + 1] - h->offset[c]);
        most = n > most ? n : most;
    }
    return most;
}

static int32_t earliest(const struct lc_history *h)
{
    int32_t least = INT32_MAX;
    for (size_t i = 0; h && i < h->n; i++)
        least = h->start[i] < least ? h->start[i] : least;
    return least;
}

int64_t lc_most_days(const struct lc_look *look, size_t landmarks, const int32_t *t)
{
    int64_t most = 0;
    int32_t start = look->low ? 0 : earliest(look->history);
    for (size_t k = 0; k < landmarks; k++) {
        int64_t days = (int64_t)t[k] - (look->low ? look->low[k] : start);
        most = days > most ? days : most;
    }
    return most;
}

int64_t lc_none_zero(int32_t t LC_UNUSED, int32_t low LC_UNUSED)
{
    return 0;
}

bool lc_counts_in_window(const struct lc_look *look, uint64_t i, int32_t t LC_UNUSED,
                         int32_t low)
{
    return low <= look->history->start[i];
}

size_t lc_choose_all(size_t n, struct lc_evidence *event LC_UNUSED)
{
    return n;
}
