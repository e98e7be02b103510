/* See rows_inside.h. Packed, a row is
 *
 *     key       8 bytes
 *     marks     1: which of what follows is there
 *     line, record, events
 *     recorded  if it has such a day
 *     who, whos  if it says anything of a person
 *     pasts, and they as they are in memory
 *
 * then for each event
 *
 *     marks     1
 *     feed, start, code, level
 *     end       if it is not open, from the start
 *     content (8 bytes), since, past and pasts, attributes, days on which items were
 *               learnt: if it has any
 *
 * Whole numbers of no said size are LEB128, seven bits a byte, the lowest first; those
 * that may be negative are folded (0, -1, 1, -2 ...), so that small ones are short. */
#include "import/rows_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/hash.h"
#include "base/memory.h"
#include "store/history.h"

/* Rows of a block: its bytes are then so many that they come straight from the system,
 * and go back to it. */
enum { ROWS = 1 << 18 };

/* Bytes that a row, an event of it, may be. */
enum { MOST_ROW = 80, MOST_EVENT = 200 };

enum { RECORDED = 1, SAYS_WHO = 2, PASTS = 4 };
enum {
    ENDS = 1,
    SINCE = 2,
    ASSUMED = 4,
    GONE = 8,
    HAS_PAST = 16,
    MORE = 32,
    LEARNT = 64,
    CONTENT = 128
};

struct lc_batch_rows_block {
    size_t size, room, at_room;
    unsigned char *data;
    uint32_t *at; /* [rows of it] where each begins */
};

void lc_batch_row_free(struct lc_batch_row *row)
{
    free(row->event);
    free(row->past);
    *row = (struct lc_batch_row){ 0 };
}

/* --- numbers ---------------------------------------------------------------------- */

static unsigned char *put(unsigned char *to, uint64_t value)
{
    for (; value > 127; value >>= 7)
        *to++ = (unsigned char)(value | 128);
    *to++ = (unsigned char)value;
    return to;
}

static unsigned char *put_folded(unsigned char *to, int64_t value)
{
    return put(to, (uint64_t)value << 1 ^ (uint64_t)(value < 0 ? -1 : 0));
}

static unsigned char *put_bytes(unsigned char *to, const void *from, size_t size)
{
    if (size)
        memcpy(to, from, size);
    return to + size;
}

struct reader {
    const unsigned char *at;
};

static uint64_t take(struct reader *r)
{
    uint64_t value = *r->at & 127;
    for (unsigned shift = 7; *r->at++ & 128; shift += 7)
        value |= (uint64_t)(*r->at & 127) << shift;
    return value;
}

static int64_t take_folded(struct reader *r)
{
    uint64_t value = take(r);
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

static void take_bytes(struct reader *r, void *to, size_t size)
{
    if (size)
        memcpy(to, r->at, size);
    r->at += size;
}

/* --- events ----------------------------------------------------------------------- */

static unsigned char *put_items(unsigned char *to, const struct lc_batch_event *e,
                                unsigned attributes, unsigned learnt)
{
    if (attributes)
        *to++ = (unsigned char)attributes;
    for (unsigned i = 0; i < LC_MAX_FEED_ATTRIBUTES; i++)
        if (attributes & 1u << i)
            to = put(to, e->attribute[i]);
    if (learnt)
        to = put(to, learnt);
    for (unsigned i = 0; i < LC_FEED_ITEMS; i++)
        if (learnt & 1u << i)
            to = put_folded(to, (int64_t)e->learnt[i] - e->start);
    return to;
}

static unsigned char *put_event(unsigned char *to, const struct lc_batch_event *e)
{
    unsigned attributes = 0, learnt = 0;
    for (unsigned i = 0; i < LC_MAX_FEED_ATTRIBUTES; i++)
        attributes |= e->attribute[i] ? 1u << i : 0;
    for (unsigned i = 0; i < LC_FEED_ITEMS; i++)
        learnt |= e->learnt[i] != LC_OPEN ? 1u << i : 0;
    *to++ = (unsigned char)((e->end != LC_OPEN ? ENDS : 0)
                            | (e->since.day != LC_NO_DAY ? SINCE : 0)
                            | (e->since.assumed ? ASSUMED : 0) | (e->gone ? GONE : 0)
                            | (e->pasts ? HAS_PAST : 0) | (attributes ? MORE : 0)
                            | (learnt ? LEARNT : 0) | (e->content ? CONTENT : 0));
    to = put(to, e->feed);
    to = put_folded(to, e->start);
    to = put(to, e->code);
    to = put_folded(to, e->level == LC_NO_LEVEL ? 0
                        : e->level < 0          ? e->level
                                                : e->level + 1);
    if (e->end != LC_OPEN)
        to = put_folded(to, (int64_t)e->end - e->start);
    if (e->content)
        to = put_bytes(to, &e->content, sizeof e->content);
    if (e->since.day != LC_NO_DAY)
        to = put_folded(to, e->since.day);
    if (e->pasts)
        to = put(put(to, e->past), e->pasts);
    return put_items(to, e, attributes, learnt);
}

static void take_items(struct reader *r, unsigned marks, struct lc_batch_event *e)
{
    unsigned attributes = marks & MORE ? *r->at++ : 0;
    for (unsigned i = 0; attributes && i < LC_MAX_FEED_ATTRIBUTES; i++)
        if (attributes & 1u << i)
            e->attribute[i] = (uint16_t)take(r);
    unsigned learnt = marks & LEARNT ? (unsigned)take(r) : 0;
    for (unsigned i = 0; i < LC_FEED_ITEMS; i++)
        e->learnt[i] =
            learnt & 1u << i ? (int32_t)(e->start + take_folded(r)) : LC_OPEN;
}

static void take_event(struct reader *r, struct lc_batch_event *e)
{
    unsigned marks = *r->at++;
    memset(e, 0, sizeof *e);
    e->feed = (uint16_t)take(r);
    e->start = (int32_t)take_folded(r);
    e->code = (uint16_t)take(r);
    int64_t level = take_folded(r);
    e->level = (int16_t)(!level ? LC_NO_LEVEL : level < 0 ? level : level - 1);
    e->end = marks & ENDS ? (int32_t)(e->start + take_folded(r)) : LC_OPEN;
    if (marks & CONTENT)
        take_bytes(r, &e->content, sizeof e->content);
    e->since.day = marks & SINCE ? (int32_t)take_folded(r) : LC_NO_DAY;
    e->since.assumed = marks & ASSUMED;
    e->end_since.day = LC_NO_DAY;
    e->gone = marks & GONE;
    if (marks & HAS_PAST) {
        e->past = (uint32_t)take(r);
        e->pasts = (uint32_t)take(r);
    }
    take_items(r, marks, e);
}

/* --- rows ------------------------------------------------------------------------- */

static unsigned char *put_row(unsigned char *to, const struct lc_batch_row *row)
{
    bool recorded = row->recorded != LC_NO_DAY;
    to = put_bytes(to, &row->key, sizeof row->key);
    *to++ = (unsigned char)((recorded ? RECORDED : 0) | (row->whos ? SAYS_WHO : 0)
                            | (row->pasts ? PASTS : 0));
    to = put(put(put(to, row->line), row->record), row->events);
    if (recorded)
        to = put_folded(to, row->recorded);
    if (row->whos)
        to = put(put(to, row->who), row->whos);
    if (row->pasts) {
        to = put(to, row->pasts);
        to = put_bytes(to, row->past, row->pasts * sizeof *row->past);
    }
    for (size_t i = 0; i < row->events; i++)
        to = put_event(to, row->event + i);
    return to;
}

static void drop(struct lc_batch_rows_block *b)
{
    free(b->data);
    free(b->at);
    *b = (struct lc_batch_rows_block){ 0 };
}

static int add_block(struct lc_batch_rows *rows, struct lc_error *err)
{
    struct lc_batch_rows_block new = { 0 };
    int code = LC_GROW(rows->block, rows->block_room, rows->blocks + 1, err);
    if (!code && rows->blocks) /* as the one before, so that it need not grow */
        code =
            LC_GROW_BARE(new.data, new.room, rows->block[rows->blocks - 1].size, err);
    if (!code && rows->blocks)
        code = LC_GROW_BARE(new.at, new.at_room, ROWS, err);
    if (code)
        drop(&new);
    else
        rows->block[rows->blocks++] = new;
    return code;
}

int lc_batch_rows_add(struct lc_batch_rows *rows, const struct lc_batch_row *row,
                      struct lc_error *err)
{
    size_t in = rows->count % ROWS;
    size_t most = MOST_ROW + row->events * MOST_EVENT + row->pasts * sizeof *row->past;
    int code = rows->count / ROWS == rows->blocks ? add_block(rows, err) : LC_OK;
    if (code)
        return code;
    struct lc_batch_rows_block *b = rows->block + rows->blocks - 1;
    if (b->size + most > UINT32_MAX)
        return LC_FAIL(err, LC_RANGE, "rows that say too much");
    code = LC_GROW_BARE(b->data, b->room, b->size + most, err);
    if (!code)
        code = LC_GROW_BARE(b->at, b->at_room, in + 1, err);
    if (code)
        return code;
    b->at[in] = (uint32_t)b->size;
    b->size = (size_t)(put_row(b->data + b->size, row) - b->data);
    rows->count++;
    return LC_OK;
}

static const unsigned char *begin_of(const struct lc_batch_rows *rows, size_t i)
{
    const struct lc_batch_rows_block *b = rows->block + i / ROWS;
    return b->data + b->at[i % ROWS];
}

uint64_t lc_batch_rows_key(const struct lc_batch_rows *rows, size_t i)
{
    uint64_t key;
    memcpy(&key, begin_of(rows, i), sizeof key);
    return key;
}

int lc_batch_rows_get(const struct lc_batch_rows *rows, size_t i,
                      struct lc_batch_row *row, struct lc_error *err)
{
    struct reader r = { begin_of(rows, i) };
    row->at = i;
    take_bytes(&r, &row->key, sizeof row->key);
    unsigned marks = *r.at++;
    row->line = take(&r);
    row->record = (uint32_t)take(&r);
    row->events = take(&r);
    row->recorded = marks & RECORDED ? (int32_t)take_folded(&r) : LC_NO_DAY;
    row->who = marks & SAYS_WHO ? (uint32_t)take(&r) : 0;
    row->whos = marks & SAYS_WHO ? (uint32_t)take(&r) : 0;
    row->pasts = marks & PASTS ? take(&r) : 0;
    int code = LC_GROW(row->past, row->past_room, row->pasts, err);
    if (!code)
        code = LC_GROW(row->event, row->event_room, row->events, err);
    if (code)
        return code;
    take_bytes(&r, row->past, row->pasts * sizeof *row->past);
    for (size_t k = 0; k < row->events; k++)
        take_event(&r, row->event + k);
    return LC_OK;
}

void lc_batch_rows_forget(struct lc_batch_rows *rows, size_t i)
{
    if (i % ROWS == 0 && i)
        drop(rows->block + i / ROWS - 1);
}

void lc_batch_rows_free(struct lc_batch_rows *rows)
{
    for (size_t b = 0; b < rows->blocks; b++)
        drop(rows->block + b);
    free(rows->block);
    *rows = (struct lc_batch_rows){ 0 };
}
