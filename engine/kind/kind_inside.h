/* What the kinds share. The rules are inline: each kind's loop is compiled with its
 * own. */
#pragma once

#include "base/memory.h"
#include "kind/rows.h"
#include "kind/table.h"
#include "store/seen.h"

/* --- all rows of a child ---------------------------------------------------------- */

static inline uint32_t lc_row_sooner(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The rows at which event i is known and started: [from, to). False: none, or the
 * event is not wanted. */
static inline bool lc_rows_known(const struct lc_look *look,
                                 const struct lc_child_rows *c, uint64_t i,
                                 struct lc_asof_run *run)
{
    const struct lc_history *h = look->history;
    int32_t seen = lc_version_day(h, i);
    run->from = c->local[lc_calendar_after(c->calendar, seen)];
    run->to = c->local[lc_calendar_after(c->calendar, h->known_to[i])];
    run->key = h->start[i];
    return run->from < run->to && lc_look_wants(look, i);
}

/* ... and in the window too. */
static inline bool lc_rows_in_window(const struct lc_look *look,
                                     const struct lc_child_rows *c, uint64_t i,
                                     struct lc_asof_run *run)
{
    if (!lc_rows_known(look, c, i, run))
        return false;
    if (look->low)
        run->to = lc_row_sooner(
            run->to,
            c->local[lc_calendar_after(&look->by_low, look->history->start[i])]);
    return run->from < run->to;
}

typedef bool lc_rows_rule(const struct lc_look *, const struct lc_child_rows *,
                          uint64_t, struct lc_asof_run *);

/* s->run[s->runs] = the runs of the child's events by the rule, in their order. */
static inline int lc_rows_collect(struct lc_scratch *s, const struct lc_look *look,
                                  const struct lc_child_rows *c, lc_rows_rule *rule,
                                  struct lc_error *err)
{
    struct lc_history_rows rows = lc_history_rows_of(look->history, c->child);
    s->runs = 0;
    int code = LC_GROW(s->run, s->run_room, (size_t)(rows.end - rows.first), err);
    for (uint64_t i = rows.first; i < rows.end && !code; i++)
        s->runs += rule(look, c, i, s->run + s->runs);
    return code;
}

/* s->out[m] = how many of the runs hold each row; as flags, 1 if any. */
void lc_rows_count(struct lc_scratch *s, size_t m);
void lc_rows_flag(struct lc_scratch *s, size_t m);

/* s->out[m] = the key of the first run, in their order, that holds each row; INT64_MIN
 * where none does. lc_rows_reverse: the last becomes the first. */
void lc_rows_paint(struct lc_scratch *s, size_t m);
void lc_rows_reverse(struct lc_scratch *s);

/* --- one day ---------------------------------------------------------------------- */

static inline bool lc_day_wants(const struct lc_kind_day *d, uint64_t i)
{
    return d->plain || lc_look_wants(d->look, i);
}

/* Wanted, and in the window too. */
static inline bool lc_day_takes(const struct lc_kind_day *d, uint64_t i)
{
    return d->look->history->start[i] >= d->low && lc_day_wants(d, i);
}

/* --- members that several rows have ------------------------------------------------- */

int64_t lc_most_one(const struct lc_look *look, size_t landmarks, const int32_t *t);
int64_t lc_most_events(const struct lc_look *look, size_t landmarks, const int32_t *t);
/* Days from the window's start, or the history's first event, to the landmark. */
int64_t lc_most_days(const struct lc_look *look, size_t landmarks, const int32_t *t);
int64_t lc_none_zero(int32_t t, int32_t low);
bool lc_counts_in_window(const struct lc_look *look, uint64_t i, int32_t t,
                         int32_t low);
size_t lc_choose_all(size_t n, struct lc_evidence *event);
