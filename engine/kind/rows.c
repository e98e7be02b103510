/* See accumulate.h. */
#include "design/accumulate.h"

#include <stdlib.h>

#include "base/memory.h"

int lc_scratch_reserve(struct lc_scratch *s, size_t m, struct lc_error *err)
{
    s->out = lc_alloc(m, sizeof *s->out);
    s->slope = lc_alloc(3 * (m + 1), sizeof *s->slope);
    s->balance = lc_alloc(m + 1, sizeof *s->balance);
    s->low = lc_alloc(m, sizeof *s->low);
    s->day = lc_alloc(m, sizeof *s->day);
    s->next = lc_alloc(m + 1, sizeof *s->next);
    return s->out && s->slope && s->balance && s->low && s->day && s->next
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

void lc_scratch_free(struct lc_scratch *s)
{
    free(s->run);
    free(s->span);
    free(s->out);
    free(s->slope);
    free(s->balance);
    free(s->low);
    free(s->day);
    free(s->next);
    *s = (struct lc_scratch){ 0 };
}

static uint32_t sooner(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The rows at which event i is known and started: [from, to). */
static bool known_rows(const struct lc_reader *r, const struct lc_child_rows *c,
                       uint64_t i, struct lc_run *run)
{
    const struct lc_history *h = r->history;
    int32_t seen = h->known_from[i] > h->start[i] ? h->known_from[i] : h->start[i];
    run->from = c->local[lc_calendar_after(c->calendar, seen)];
    run->to = c->local[lc_calendar_after(c->calendar, h->known_to[i])];
    run->key = h->start[i];
    return run->from < run->to && lc_reader_wants(r, i);
}

/* ... and in the window too. */
static bool window_rows(const struct lc_reader *r, const struct lc_child_rows *c,
                        uint64_t i, struct lc_run *run)
{
    if (!known_rows(r, c, i, run))
        return false;
    if (r->windowed)
        run->to = sooner(run->to,
                         c->local[lc_calendar_after(&r->by_low, r->history->start[i])]);
    return run->from < run->to;
}

/* ... and not ended by the day before. */
static bool open_rows(const struct lc_reader *r, const struct lc_child_rows *c,
                      uint64_t i, struct lc_run *run)
{
    if (!known_rows(r, c, i, run))
        return false;
    run->to =
        sooner(run->to, c->local[lc_calendar_after(c->calendar, r->history->end[i])]);
    return run->from < run->to;
}

typedef bool run_rule(const struct lc_reader *, const struct lc_child_rows *, uint64_t,
                      struct lc_run *);

static int collect(struct lc_scratch *s, const struct lc_reader *r,
                   const struct lc_child_rows *c, run_rule *rule, struct lc_error *err)
{
    struct lc_rows rows = lc_rows_of(r->history, c->child);
    s->runs = 0;
    int code = lc_grow((void **)&s->run, &s->run_room, (size_t)(rows.end - rows.first),
                       sizeof *s->run, err);
    for (uint64_t i = rows.first; i < rows.end && !code; i++)
        s->runs += rule(r, c, i, s->run + s->runs);
    return code;
}

static int count(struct lc_scratch *s, const struct lc_reader *r,
                 const struct lc_child_rows *c, struct lc_error *err)
{
    int code = collect(s, r, c, window_rows, err);
    if (!code)
        lc_asof_count(c->m, s->runs, s->run, s->out, s->balance);
    return code;
}

static void make_flags(struct lc_scratch *s, size_t m)
{
    for (size_t i = 0; i < m; i++)
        s->out[i] = s->out[i] > 0;
}

static int ever(struct lc_scratch *s, const struct lc_reader *r,
                const struct lc_child_rows *c, struct lc_error *err)
{
    int code = count(s, r, c, err);
    if (!code)
        make_flags(s, c->m);
    return code;
}

static int open_now(struct lc_scratch *s, const struct lc_reader *r,
                    const struct lc_child_rows *c, struct lc_error *err)
{
    int code = collect(s, r, c, open_rows, err);
    if (code)
        return code;
    lc_asof_count(c->m, s->runs, s->run, s->out, s->balance);
    make_flags(s, c->m);
    return LC_OK;
}

static void reverse(size_t n, struct lc_run *run)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct lc_run keep = run[i];
        run[i] = run[n - 1 - i];
        run[n - 1 - i] = keep;
    }
}

/* The keys of the runs, painted in their order; INT64_MIN where there is
 * none. */
static void paint(struct lc_scratch *s, size_t m)
{
    for (size_t i = 0; i < m; i++)
        s->out[i] = INT64_MIN;
    lc_asof_paint(m, s->runs, s->run, s->out, s->next);
}

/* A child's events ascend by start: the last painted first is the latest. */
static int days_since_last(struct lc_scratch *s, const struct lc_reader *r,
                           const struct lc_child_rows *c, struct lc_error *err)
{
    int code = collect(s, r, c, window_rows, err);
    if (code)
        return code;
    reverse(s->runs, s->run);
    paint(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = s->out[i] == INT64_MIN ? lc_accumulate_none(r, c->at[i], c->day[i])
                                           : c->day[i] - s->out[i];
    return LC_OK;
}

static int days_since_first(struct lc_scratch *s, const struct lc_reader *r,
                            const struct lc_child_rows *c, struct lc_error *err)
{
    int code = collect(s, r, c, window_rows, err);
    if (code)
        return code;
    paint(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = s->out[i] == INT64_MIN ? 0 : c->day[i] - s->out[i];
    return LC_OK;
}

static bool level_rows(const struct lc_reader *r, const struct lc_child_rows *c,
                       uint64_t i, struct lc_run *run)
{
    bool in = r->history->level[i] > 0 && window_rows(r, c, i, run);
    run->key = r->history->level[i];
    return in;
}

static int by_key_down(const void *a, const void *b)
{
    const struct lc_run *x = a, *y = b;
    return x->key < y->key ? 1 : -(x->key > y->key);
}

static int highest_level(struct lc_scratch *s, const struct lc_reader *r,
                         const struct lc_child_rows *c, struct lc_error *err)
{
    int code = collect(s, r, c, level_rows, err);
    if (code)
        return code;
    if (s->runs > 1)
        qsort(s->run, s->runs, sizeof *s->run, by_key_down);
    paint(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = s->out[i] == INT64_MIN ? 0 : s->out[i];
    return LC_OK;
}

static void add_span(struct lc_scratch *s, const struct lc_reader *r,
                     const struct lc_child_rows *c, uint64_t i)
{
    struct lc_run run;
    int32_t start = r->history->start[i], end = r->history->end[i];
    uint32_t m = (uint32_t)c->m;
    if (!known_rows(r, c, i, &run))
        return;
    s->span[s->spans++] = (struct lc_span){
        .from = run.from,
        .to = run.to,
        .ended = c->local[lc_calendar_after(c->calendar, end)],
        .inside = r->windowed ? c->local[lc_calendar_after(&r->by_low, start)] : m,
        .past = r->windowed ? c->local[lc_calendar_after(&r->by_low, end)] : m,
        .start = start,
        .end = end,
    };
}

static int total_days(struct lc_scratch *s, const struct lc_reader *r,
                      const struct lc_child_rows *c, struct lc_error *err)
{
    struct lc_rows rows = lc_rows_of(r->history, c->child);
    s->spans = 0;
    int code = lc_grow((void **)&s->span, &s->span_room,
                       (size_t)(rows.end - rows.first), sizeof *s->span, err);
    if (code)
        return code;
    for (uint64_t i = rows.first; i < rows.end; i++)
        add_span(s, r, c, i);
    for (size_t i = 0; r->windowed && i < c->m; i++)
        s->low[i] = r->low[c->at[i]];
    lc_asof_days(c->m, c->day, r->windowed ? s->low : NULL, s->spans, s->span, s->out,
                 s->slope);
    return LC_OK;
}

static int (*const kinds[LC_KIND_COUNT])(struct lc_scratch *, const struct lc_reader *,
                                         const struct lc_child_rows *,
                                         struct lc_error *) = {
    [LC_COUNT_OF] = count,
    [LC_EVER] = ever,
    [LC_DAYS_SINCE_LAST] = days_since_last,
    [LC_DAYS_SINCE_FIRST] = days_since_first,
    [LC_HIGHEST_LEVEL] = highest_level,
    [LC_OPEN_NOW] = open_now,
    [LC_TOTAL_DAYS] = total_days,
};

int lc_accumulate(struct lc_scratch *scratch, const struct lc_reader *reader,
                  const struct lc_child_rows *rows, struct lc_error *err)
{
    return kinds[reader->p->what](scratch, reader, rows, err);
}

int64_t lc_accumulate_none(const struct lc_reader *reader, size_t at, int32_t t)
{
    return reader->p->what == LC_DAYS_SINCE_LAST ? (int64_t)t - reader->low[at] : 0;
}
