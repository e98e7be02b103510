/* See asof_day.h. */
#include "design/asof_day.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "design/reader_inside.h"
#include "store/seen.h"

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
    int code = LC_GROW(b->event, room, events + 1, err);
    if (code || room == b->room)
        return code;
    room = b->room;
    code = LC_GROW(b->at, room, events + 1, err);
    b->room = code ? b->room : room;
    return code;
}

/* A run of child numbers, those of them whose rows are made, and the day. */
struct run {
    size_t first, end;
    const uint32_t *child; /* [rows] */
    int32_t t;
};

/* Those of the history that had started and were known on the day. */
static int look_at(struct lc_asof_block *b, const struct lc_history *h,
                   const struct run *run, struct lc_error *err)
{
    struct lc_history_rows rows = { 0, 0 };
    const size_t first = run->first, end = run->end;
    const int32_t t = run->t;
    b->seen = 0;
    b->looked = false;
    if (h && first < h->children)
        rows = (struct lc_history_rows){
            h->offset[first], h->offset[end < h->children ? end : h->children]
        };
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
    b->looked = !code;
    b->at_history = h;
    return code;
}

/* Of each child of the block, those of the others of its family; of nobody if the store
 * knows no families. */
static int look_at_family(struct lc_asof_block *b, const struct lc_kin_ties *ties,
                          const struct lc_history *h, const struct run *run,
                          struct lc_error *err)
{
    const int32_t t = run->t;
    int code = LC_OK;
    b->seen = 0;
    b->looked = false;
    for (size_t i = 0; ties && i < b->frame.n; i++)
        for (uint64_t k = ties->offset[run->child[i]];
             k < ties->offset[run->child[i] + 1] && !code; k++) {
            const struct lc_kin_tie *tie = ties->tie + k;
            struct lc_history_rows rows = lc_history_rows_of(h, tie->other);
            if (tie->from >= t || t > tie->to)
                continue;
            code = make_room(b, b->seen + (size_t)(rows.end - rows.first), err);
            for (uint64_t e = rows.first; e < rows.end && !code; e++) {
                b->event[b->seen] = e;
                b->at[b->seen] = (uint32_t)i;
                b->seen += h->start[e] < t && lc_seen(h, e, t);
            }
        }
    return code;
}

/* Makes the block's events those that the look takes of the history. */
static int look_for(struct lc_asof_block *b, const struct lc_look *look,
                    const struct lc_history *h, const struct run *run,
                    struct lc_error *err)
{
    if (look->kind->source == LC_OF_FAMILY)
        return look_at_family(b, look->ties, h, run, err);
    return b->looked && b->at_history == h ? LC_OK : look_at(b, h, run, err);
}

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
    else if (column->type == LC_F32 || column->type == LC_CATEGORY)
        for (size_t i = 0; i < n; i++)
            lc_reader_put(column, i, NAN);
    else
        for (size_t i = 0; i < n; i++)
            ((double *)column->data)[i] = NAN;
}

/* The events of its history number k, added to the values. */
static int add_history(struct lc_asof_block *b, const struct lc_look *look, unsigned k,
                       const struct run *run, struct lc_error *err)
{
    const struct lc_history *h = k ? look->other[k - 1] : look->history;
    int code = look_for(b, look, h, run, err);
    const struct lc_kind_day day = {
        .look = look,
        .history = h,
        .of = k,
        .t = run->t,
        .low = look->low ? look->low[0] : INT32_MIN,
        .plain = k || (!look->wanted && !look->level_from && !look->filters),
        .seen = b->seen,
        .event = b->event,
        .at = b->at,
        .value = b->value,
    };
    if (!code)
        look->kind->day(&day);
    return code;
}

static int fill_history(struct lc_asof_block *b, const struct lc_reader *r,
                        const struct run *run, struct lc_column *column,
                        struct lc_error *err)
{
    const struct lc_look *look = &r->look;
    size_t n = b->frame.n;
    int32_t low = look->low ? look->low[0] : INT32_MIN;
    int code = LC_OK;
    if (!r->observed[0]) {
        put_missing(column, n);
        return LC_OK;
    }
    int64_t none = look->kind->none(run->t, low);
    for (size_t i = 0; i < n; i++)
        b->value[i] = none;
    for (unsigned k = 0; k <= look->others && !code; k++)
        code = add_history(b, look, k, run, err);
    if (code)
        return code;
    for (size_t i = 0; look->kind->real && i < n; i++)
        lc_reader_put_real(column, i, r, 0, run->t, b->value[i]);
    if (!look->kind->real)
        put_whole(column, n, b->value);
    return LC_OK;
}

static void fill_plain(const struct lc_asof_block *b, const struct lc_look *look,
                       int32_t t, struct lc_column *column)
{
    for (size_t i = 0; i < b->frame.n; i++)
        lc_reader_put(column, i, look->kind->value(look, b->person[i], t));
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
    const struct run run = { first, end, child, one->landmarks.day[0] };
    int code = LC_OK;
    block->frame.n = n;
    block->looked = false;
    find_rows(block, one, first, end, child);
    for (size_t k = 0; k < one->readers && !code; k++) {
        const struct lc_reader *r = one->reader + k;
        struct lc_column *column = block->frame.column + k;
        if (lc_kind_reads(r->look.kind))
            code = fill_history(block, r, &run, column, err);
        else
            fill_plain(block, &r->look, run.t, column);
    }
    return code;
}
