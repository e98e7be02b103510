/* days_since_known: since a child was first known to the histories that it reads, by
 * the knowledge clock. An event was first known on the first day on which any version
 * of it had started and was said; that a spell has ended, or that a row was corrected,
 * makes it no newer. What is no longer said on the day is not counted: it was a
 * mistake. */
#include <stdlib.h>

#include "base/day.h"
#include "base/text.h"
#include "kind/kind_inside.h"

/* The most that the landmarks are past the first of all known days. */
static int64_t most(const struct lc_look *look, size_t landmarks, const int32_t *t)
{
    int64_t most = 0;
    int32_t first = INT32_MAX;
    for (size_t k = 0; k <= look->others; k++) {
        const struct lc_history *h = k ? look->other[k - 1] : look->history;
        for (size_t i = 0; h && i < h->n; i++)
            first = h->known_from[i] < first ? h->known_from[i] : first;
    }
    for (size_t k = 0; k < landmarks; k++)
        most = t[k] - (int64_t)first > most ? t[k] - (int64_t)first : most;
    return most;
}

/* --- all rows --------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
    const struct lc_kind_version *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->run.key > y->run.key) - (x->run.key < y->run.key);
}

static int by_day(const void *a, const void *b)
{
    const struct lc_asof_run *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

/* Adds the runs of one history, each with the day on which its event was first known.
 */
static int add_runs(struct lc_scratch *s, const struct lc_look *look,
                    const struct lc_child_rows *c, struct lc_error *err)
{
    const struct lc_history *h = look->history;
    struct lc_history_rows rows = lc_history_rows_of(h, c->child);
    size_t n = (size_t)(rows.end - rows.first);
    int code = LC_GROW(s->version, s->version_room, n, err);
    if (!code)
        code = LC_GROW(s->run, s->run_room, s->runs + n, err);
    if (code || !n)
        return code;
    for (size_t i = 0; i < n; i++) {
        struct lc_kind_version *v = s->version + i;
        v->key = h->key[rows.first + i];
        if (!lc_rows_known(look, c, rows.first + i, &v->run))
            v->run.to = v->run.from;
        v->run.key = lc_version_day(h, rows.first + i);
    }
    qsort(s->version, n, sizeof *s->version, by_key);
    for (size_t i = 0; i < n; i++) {
        struct lc_kind_version *v = s->version + i;
        if (i && v->key == v[-1].key)
            v->run.key = v[-1].run.key;
        if (v->run.from < v->run.to)
            s->run[s->runs++] = v->run;
    }
    return LC_OK;
}

static int rows(struct lc_scratch *s, const struct lc_look *look,
                const struct lc_child_rows *c, struct lc_error *err)
{
    s->runs = 0;
    int code = add_runs(s, look, c, err);
    for (size_t k = 0; k < look->others && !code; k++) {
        const struct lc_look theirs = { .history = look->other[k] };
        code = add_runs(s, &theirs, c, err);
    }
    if (code)
        return code;
    if (s->runs > 1)
        qsort(s->run, s->runs, sizeof *s->run, by_day);
    lc_rows_paint(s, c->m);
    for (size_t i = 0; i < c->m; i++)
        s->out[i] = s->out[i] == INT64_MIN ? 0 : c->day[i] - s->out[i];
    return LC_OK;
}

/* --- one day ---------------------------------------------------------------------- */

/* Is a version of this key among the events d->event[from .. end - 1], and wanted? */
static bool is_said(const struct lc_kind_day *d, size_t from, size_t end, uint64_t key)
{
    for (size_t k = from; k < end; k++)
        if (d->history->key[d->event[k]] == key
            && (d->of || lc_day_wants(d, d->event[k])))
            return true;
    return false;
}

/* A version can only be sooner than what was found so far a few times, since they
 * ascend by start; only then its key is looked for. */
static void day(const struct lc_kind_day *d)
{
    const struct lc_history *h = d->history;
    for (size_t k = 0, end; k < d->seen; k = end) {
        int64_t *value = d->value + d->at[k];
        struct lc_history_rows rows = lc_history_rows_of(h, h->child[d->event[k]]);
        for (end = k + 1; end < d->seen && d->at[end] == d->at[k];)
            end++;
        for (uint64_t i = rows.first; i < rows.end; i++) {
            int64_t days = (int64_t)d->t - lc_version_day(h, i);
            if (days > *value && is_said(d, k, end, h->key[i]))
                *value = days;
        }
    }
}

/* --- evidence --------------------------------------------------------------------- */

static size_t choose(size_t n, struct lc_evidence *event)
{
    size_t first = 0;
    for (size_t i = 1; i < n; i++)
        first = event[i].known < event[first].known ? i : first;
    if (n)
        event[0] = event[first];
    return n > 0;
}

static void say(struct lc_text *text, size_t n LC_UNUSED,
                const struct lc_evidence *event, int32_t t LC_UNUSED,
                int32_t low LC_UNUSED)
{
    char when[32];
    lc_day_print_long(event[0].known, when);
    lc_text_addf(text, ", first known on %s", when);
}

static double slow(size_t n, const struct lc_evidence *event, int32_t t,
                   int32_t low LC_UNUSED)
{
    double days = 0;
    for (size_t i = 0; i < n; i++)
        if (t - event[i].known > days)
            days = t - event[i].known;
    return days;
}

const struct lc_kind lc_kind_days_since_known = {
    .name = "days_since_known",
    .source = LC_OF_HISTORY,
    .window = LC_WINDOW_NEVER,
    .column = LC_COLUMN_WHOLE,
    .others = LC_OTHERS_KNOWN_TO,
    .by_key = true,
    .unit = "days",
    .meaning =
        "days since the first day on which one of those that are said was known; "
        "of the history, or without one of all that the cohort is known_to; 0 if "
        "none is",
    .always = " known",
    .most = most,
    .none = lc_none_zero,
    .rows = rows,
    .day = day,
    .counts = lc_counts_in_window, /* it takes none: all count */
    .choose = choose,
    .say = say,
    .slow = slow,
};
