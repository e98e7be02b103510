/* Rows that have their key alone: while those of one window are merged, the next are
 * made out of what was kept of them. */
#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "import/twins_run_inside.h"

/* --- what events say -------------------------------------------------------------- */

void lc_twins_digest_end(struct lc_twins_digesting *digesting)
{
    struct lc_twins_digesting *d = digesting;
    lc_event_contents(d->events, d->event, d->m->batch->schema->feeds, d->m->eras);
    d->events = 0;
}

void lc_twins_digest(struct lc_twins_digesting *digesting, struct lc_batch_row *row)
{
    struct lc_twins_digesting *d = digesting;
    for (size_t i = 0; i < row->events; i++) {
        if (row->event[i].content)
            continue;
        d->event[d->events++] = row->event + i;
        if (d->events == sizeof d->event / sizeof *d->event)
            lc_twins_digest_end(d);
    }
}

/* --- windows ---------------------------------------------------------------------- */

enum { WINDOW = LC_TWINS_WINDOW, PIECES = 8, SOON = 8 };

struct window {
    size_t first, end; /* of the batch's rows */
    size_t count;
    uint32_t at[WINDOW]; /* [count] those that have their key alone */
    struct lc_batch_row row[WINDOW];
    int code[PIECES]; /* of making them */
};

struct step {
    struct lc_twins_run *m;
    struct window *taken, *made; /* each NULL if there is nothing */
    int code;                    /* of taking */
};

/* Rows that come soon are in another's memory, and what is asked of them anywhere. */
static void call_in(const struct lc_twins_run *m, const struct window *w, size_t i)
{
    if (i + 3 * SOON < w->count)
        __builtin_prefetch(w->row + i + 3 * SOON);
    for (size_t far = 2; far; far--)
        if (i + far * SOON < w->count)
            m->taker->soon(m->context, w->row + i + far * SOON, far == 1);
}

static void take_window(struct step *s)
{
    struct lc_twins_run *m = s->m;
    for (size_t i = 0; i < s->taken->count && !s->code; i++) {
        const struct lc_batch_row *one = s->taken->row + i;
        call_in(m, s->taken, i);
        const struct lc_twins group = { .count = 1, .row = &one, .key = one->key };
        s->code = m->taker->take(m->context, &group);
    }
}

/* The error of memory that is gone is told by who asked for it. */
static void make_rows(const struct step *s, size_t piece)
{
    const struct lc_twins_run *m = s->m;
    struct window *w = s->made;
    struct lc_twins_digesting d = { .m = m };
    size_t end = lc_shard_first(w->count, piece + 1, PIECES);
    int code = LC_OK;
    for (size_t i = lc_shard_first(w->count, piece, PIECES); i < end && !code; i++) {
        code = lc_batch_rows_get(&m->batch->rows, w->at[i], w->row + i, NULL);
        if (!code)
            lc_twins_digest(&d, w->row + i);
    }
    lc_twins_digest_end(&d);
    w->code[piece] = code;
}

static void work(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct step *s = context;
    if (!shard && s->taken)
        take_window(s);
    if (shard && s->made)
        make_rows(s, shard - 1);
}

/* The rows that come next; *next: of those that have it not alone. */
static void begin_window(const struct lc_twins_run *m, struct window *w, size_t first,
                         const struct lc_same_key *same, size_t *next)
{
    size_t left = m->batch->rows.count - first;
    w->first = first;
    w->end = first + (left < WINDOW ? left : WINDOW);
    w->count = 0;
    for (size_t i = first; i < w->end; i++)
        if (*next < same->count && same->row[*next] == i)
            ++*next;
        else
            w->at[w->count++] = (uint32_t)i;
}

static int end_window(struct lc_twins_run *m, const struct window *w)
{
    for (size_t p = 0; p < PIECES; p++)
        if (w->code[p])
            return LC_FAIL_NOMEM(m->err);
    return lc_interrupt_check(m->err);
}

static int take_windows(struct lc_twins_run *m, const struct lc_same_key *same,
                        struct window *window)
{
    struct lc_batch_rows *rows = &m->batch->rows;
    struct step s = { .m = m };
    size_t next = 0, first = 0, turn = 0;
    while (!s.code && (s.taken || first < rows->count)) {
        s.made = first < rows->count ? window + turn++ % 2 : NULL;
        if (s.made) {
            begin_window(m, s.made, first, same, &next);
            first = s.made->end;
        }
        lc_team_run(m->team, 1 + PIECES, work, &s);
        if (m->batch->once && s.taken)
            lc_batch_rows_forget(rows, s.taken->end);
        s.taken = s.made;
        if (!s.code && s.made)
            s.code = end_window(m, s.made);
    }
    return s.code;
}

int lc_twins_alone(struct lc_twins_run *run, const struct lc_same_key *same)
{
    struct lc_twins_run *m = run;
    size_t windows = m->batch->rows.count > WINDOW ? 2 : 1;
    struct window *window = lc_alloc(windows, sizeof *window);
    int code = window ? take_windows(m, same, window) : LC_FAIL_NOMEM(m->err);
    for (size_t w = 0; w < windows && window; w++)
        for (size_t i = 0; i < WINDOW; i++)
            lc_batch_row_free(window[w].row + i);
    free(window);
    return code;
}
