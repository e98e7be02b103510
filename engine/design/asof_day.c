/* See asof_day.h. The rules are those of accumulate.c at a single row. */
#include "design/asof_day.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "design/accumulate.h"

enum { NO_ROW = UINT16_MAX };

int lc_asof_one_open(struct lc_asof_one *one, const struct lc_study *study,
                     const struct lc_store *store, int32_t day, struct lc_error *err)
{
    *one = (struct lc_asof_one){ .store = store };
    one->reader = lc_alloc(study->predictors_count, sizeof *one->reader);
    int code = one->reader ? lc_landmarks_one(&one->landmarks, study, store, day, err)
                           : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_readers_init(one->reader, &one->readers, study, store,
                               &one->landmarks, false, err);
    lc_sex_codes(store, one->sex);
    if (code)
        lc_asof_one_close(one);
    return code;
}

void lc_asof_one_close(struct lc_asof_one *one)
{
    lc_readers_free(one->reader, one->readers);
    free(one->reader);
    lc_landmarks_free(&one->landmarks);
    *one = (struct lc_asof_one){ 0 };
}

int lc_asof_block_new(struct lc_asof_block *block, const struct lc_asof_one *one,
                      struct lc_error *err)
{
    *block = (struct lc_asof_block){ .frame = { .n = LC_DAY_BLOCK } };
    block->person = lc_alloc(LC_DAY_BLOCK, sizeof *block->person);
    block->row = lc_alloc(LC_DAY_BLOCK, sizeof *block->row);
    block->value = lc_alloc(LC_DAY_BLOCK, sizeof *block->value);
    int code = block->person && block->row && block->value ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < one->readers && !code; k++)
        code = lc_reader_column(one->reader + k, &block->frame, err);
    if (code)
        lc_asof_block_free(block);
    return code;
}

void lc_asof_block_free(struct lc_asof_block *block)
{
    lc_frame_free(&block->frame);
    free(block->person);
    free(block->row);
    free(block->event);
    free(block->at);
    free(block->value);
    *block = (struct lc_asof_block){ 0 };
}

/* --- which events ----------------------------------------------------------------- */

static int make_room(struct lc_asof_block *b, size_t events, struct lc_error *err)
{
    size_t room = b->room;
    int code = lc_grow((void **)&b->event, &room, events + 1, sizeof *b->event, err);
    if (code || room == b->room)
        return code;
    room = b->room;
    code = lc_grow((void **)&b->at, &room, events + 1, sizeof *b->at, err);
    b->room = code ? b->room : room;
    return code;
}

/* Those of the history that had started and were known on the day. */
static int look(struct lc_asof_block *b, const struct lc_history *h, int32_t t,
                size_t first, size_t end, struct lc_error *err)
{
    struct lc_rows rows = { 0, 0 };
    b->seen = 0;
    if (h && first < h->children)
        rows = (struct lc_rows){ h->offset[first],
                                 h->offset[end < h->children ? end : h->children] };
    int code = make_room(b, (size_t)(rows.end - rows.first), err);
    size_t seen = 0;
    for (uint64_t i = rows.first; i < rows.end && !code; i++) {
        uint32_t row = b->row[h->child[i] - first];
        b->event[seen] = i;
        b->at[seen] = row;
        seen += (row != NO_ROW) & (h->start[i] < t) & (h->known_from[i] < t)
                & (t <= h->known_to[i]);
    }
    b->seen = seen;
    return code;
}

/* --- kinds: of the events seen, each adds to its row ------------------------------ */

struct at_day {
    const struct lc_reader *r;
    const struct lc_history *h;
    int32_t t, low; /* low INT32_MIN: no window */
    bool plain;     /* every event of the history is wanted */
};

static bool wanted(const struct at_day *d, uint64_t i)
{
    return d->h->start[i] >= d->low && (d->plain || lc_reader_wants(d->r, i));
}

static void add_count(const struct at_day *d, const struct lc_asof_block *b)
{
    for (size_t k = 0; k < b->seen; k++)
        b->value[b->at[k]] += wanted(d, b->event[k]);
}

static void add_ever(const struct at_day *d, const struct lc_asof_block *b)
{
    for (size_t k = 0; k < b->seen; k++)
        b->value[b->at[k]] |= wanted(d, b->event[k]);
}

/* A child's events ascend by start: what comes later is later. */
static void add_last(const struct at_day *d, const struct lc_asof_block *b)
{
    for (size_t k = 0; k < b->seen; k++)
        if (wanted(d, b->event[k]))
            b->value[b->at[k]] = d->t - d->h->start[b->event[k]];
}

static void add_first(const struct at_day *d, const struct lc_asof_block *b)
{
    for (size_t k = b->seen; k-- > 0;)
        if (wanted(d, b->event[k]))
            b->value[b->at[k]] = d->t - d->h->start[b->event[k]];
}

static void add_highest(const struct at_day *d, const struct lc_asof_block *b)
{
    for (size_t k = 0; k < b->seen; k++) {
        int64_t level = d->h->level[b->event[k]], *value = b->value + b->at[k];
        if (level > *value && wanted(d, b->event[k]))
            *value = level;
    }
}

static void add_open(const struct at_day *d, const struct lc_asof_block *b)
{
    for (size_t k = 0; k < b->seen; k++)
        b->value[b->at[k]] |= d->t <= d->h->end[b->event[k]] && wanted(d, b->event[k]);
}

static void add_days(const struct at_day *d, const struct lc_asof_block *b)
{
    for (size_t k = 0; k < b->seen; k++) {
        uint64_t i = b->event[k];
        int64_t from = d->h->start[i] > d->low ? d->h->start[i] : d->low;
        int64_t to = d->h->end[i] < d->t ? d->h->end[i] : d->t;
        if (from < to && (d->plain || lc_reader_wants(d->r, i)))
            b->value[b->at[k]] += to - from;
    }
}

static void (*const kinds[LC_KIND_COUNT])(const struct at_day *,
                                          const struct lc_asof_block *) = {
    [LC_COUNT_OF] = add_count,        [LC_EVER] = add_ever,
    [LC_DAYS_SINCE_LAST] = add_last,  [LC_DAYS_SINCE_FIRST] = add_first,
    [LC_HIGHEST_LEVEL] = add_highest, [LC_OPEN_NOW] = add_open,
    [LC_TOTAL_DAYS] = add_days,
};

/* --- columns ---------------------------------------------------------------------- */

static void put_whole(struct lc_column *column, size_t n, const int64_t *value)
{
    if (column->type == LC_I32)
        for (size_t i = 0; i < n; i++)
            ((int32_t *)column->data)[i] = (int32_t)value[i];
    else
        for (size_t i = 0; i < n; i++)
            ((double *)column->data)[i] = (double)value[i];
}

static void put_missing(struct lc_column *column, size_t n)
{
    if (column->type == LC_I32)
        for (size_t i = 0; i < n; i++)
            ((int32_t *)column->data)[i] = INT32_MIN;
    else
        for (size_t i = 0; i < n; i++)
            ((double *)column->data)[i] = NAN;
}

static void fill_history(struct lc_asof_block *b, const struct lc_reader *r, int32_t t,
                         struct lc_column *column)
{
    size_t n = b->frame.n;
    struct at_day d = { .r = r, .h = r->history, .t = t };
    d.low = r->low ? r->low[0] : INT32_MIN;
    d.plain = !r->wanted && !r->p->level_from && !r->filters;
    if (!r->observed[0]) {
        put_missing(column, n);
        return;
    }
    int64_t none = lc_accumulate_none(r, 0, t);
    for (size_t i = 0; i < n; i++)
        b->value[i] = none;
    kinds[r->p->what](&d, b);
    put_whole(column, n, b->value);
}

static void fill_person(const struct lc_asof_block *b, const struct lc_asof_one *one,
                        const struct lc_reader *r, int32_t t, struct lc_column *column)
{
    const struct lc_history *h = r->history;
    for (size_t i = 0; i < b->frame.n; i++)
        if (r->p->what == LC_SEX)
            ((uint16_t *)column->data)[i] = lc_sex_number(h, b->person[i], one->sex);
        else
            ((float *)column->data)[i] = r->p->what == LC_AGE
                                             ? lc_age_years(h, b->person[i], t)
                                             : lc_calendar_years(t);
}

static void find_rows(struct lc_asof_block *b, const struct lc_asof_one *one,
                      size_t first, size_t end, const uint32_t *child)
{
    const struct lc_history *person = lc_store_history(one->store, "person");
    for (size_t c = 0; c < end - first; c++)
        b->row[c] = NO_ROW;
    for (size_t i = 0; i < b->frame.n; i++) {
        b->row[child[i] - first] = (uint32_t)i;
        b->person[i] =
            lc_person_at(one->store, person, child[i], one->landmarks.day[0]);
    }
}

int lc_asof_block_fill(struct lc_asof_block *block, const struct lc_asof_one *one,
                       size_t first, size_t end, size_t n, const uint32_t *child,
                       struct lc_error *err)
{
    int32_t t = one->landmarks.day[0];
    const struct lc_history *at = NULL;
    bool looked = false;
    block->frame.n = n;
    find_rows(block, one, first, end, child);
    for (size_t k = 0; k < one->readers; k++) {
        const struct lc_reader *r = one->reader + k;
        struct lc_column *column = block->frame.column + k;
        if (!lc_kinds[r->p->what].reads_history) {
            fill_person(block, one, r, t, column);
            continue;
        }
        if (!looked || r->history != at) {
            int code = look(block, r->history, t, first, end, err);
            if (code)
                return code;
            at = r->history;
            looked = true;
        }
        fill_history(block, r, t, column);
    }
    return LC_OK;
}
