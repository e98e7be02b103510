/* Rows as they wait for their merge: what was handed in is handed out, on both sides of
 * every constant; rows that share a key are those that a look at all pairs finds; and
 * an extract is the same however many rows are in hand at a time. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/text.h"
#include "import/rows_inside.h"
#include "import/said_keys_inside.h"
#include "import/same_key_inside.h"
#include "store/history.h"
#include "support/imports.h"

/* --- one row ---------------------------------------------------------------------- */

/* A value of some width, so that short and long numbers are met. */
static uint64_t any(uint64_t *state)
{
    uint64_t w = lc_mix64(++*state);
    return lc_mix64(w) >> w % 64;
}

static int32_t any_day(uint64_t *state)
{
    static const int32_t edge[] = { 0, -1, 1, INT32_MIN + 1, INT32_MAX - 1, LC_OPEN };
    uint64_t w = any(state);
    return w % 8 < 6 ? (int32_t)(w % 40000) - 5000 : edge[any(state) % 6];
}

static void make_event(struct lc_batch_event *e, uint64_t *state)
{
    memset(e, 0, sizeof *e);
    e->start = any_day(state);
    e->end = any_day(state);
    e->content = any(state) % 3 ? 0 : any(state);
    e->code = (uint16_t)any(state);
    e->level = any(state) % 2 ? LC_NO_LEVEL : (int16_t)any(state);
    e->feed = (uint16_t)any(state);
    for (size_t i = 0; i < LC_MAX_FEED_ATTRIBUTES; i++)
        e->attribute[i] = any(state) % 2 ? 0 : (uint16_t)any(state);
    for (size_t i = 0; i < LC_FEED_ITEMS; i++)
        e->learnt[i] = any_day(state);
    e->since.day = any(state) % 2 ? LC_NO_DAY : any_day(state);
    e->since.assumed = any(state) % 2;
    e->end_since.day = LC_NO_DAY;
    e->pasts = any(state) % 2 ? 0 : (uint32_t)any(state);
    e->past = e->pasts ? (uint32_t)any(state) : 0;
    e->gone = any(state) % 2;
}

/* Of its own number alone, so that it can be made again to be compared with. */
static void make_row(struct lc_batch_row *row, uint64_t number, size_t events)
{
    uint64_t state = number * 1000003;
    row->line = any(&state);
    row->key = any(&state);
    row->content = 0;
    row->record = (uint32_t)any(&state);
    row->recorded = any(&state) % 2 ? LC_NO_DAY : any_day(&state);
    row->whos = (uint32_t)(any(&state) % 3);
    row->who = row->whos ? (uint32_t)any(&state) : 0;
    row->events = events;
    row->pasts = any(&state) % 3;
    int code = LC_GROW(row->event, row->event_room, events, NULL);
    if (!code)
        code = LC_GROW(row->past, row->past_room, row->pasts, NULL);
    cr_assert(zero(int, code));
    for (size_t i = 0; i < events; i++)
        make_event(row->event + i, &state);
    for (size_t i = 0; i < row->pasts; i++)
        row->past[i] = (struct lc_batch_past){ .from = any_day(&state),
                                               .to = any_day(&state),
                                               .start = any_day(&state),
                                               .record = (uint32_t)any(&state) };
}

static bool is_same_event(const struct lc_batch_event *a,
                          const struct lc_batch_event *b)
{
    return a->start == b->start && a->end == b->end && a->content == b->content
           && a->code == b->code && a->level == b->level && a->feed == b->feed
           && a->since.day == b->since.day && a->since.assumed == b->since.assumed
           && a->end_since.day == b->end_since.day && a->past == b->past
           && a->pasts == b->pasts && a->gone == b->gone
           && !memcmp(a->attribute, b->attribute, sizeof a->attribute)
           && !memcmp(a->learnt, b->learnt, sizeof a->learnt);
}

static bool is_same_row(const struct lc_batch_row *a, const struct lc_batch_row *b)
{
    bool same = a->line == b->line && a->key == b->key && a->record == b->record
                && a->recorded == b->recorded && a->who == b->who && a->whos == b->whos
                && a->events == b->events && a->pasts == b->pasts;
    for (size_t i = 0; same && i < a->events; i++)
        same = is_same_event(a->event + i, b->event + i);
    for (size_t i = 0; same && i < a->pasts; i++)
        same = a->past[i].from == b->past[i].from && a->past[i].to == b->past[i].to
               && a->past[i].start == b->past[i].start
               && a->past[i].record == b->past[i].record;
    return same;
}

Test(packed, a_row_is_handed_out_as_it_was_handed_in)
{
    enum { ROWS = 20000 };
    struct lc_batch_rows rows = { 0 };
    struct lc_batch_row made = { 0 }, got = { 0 };
    for (size_t i = 0; i < ROWS; i++) {
        make_row(&made, i, i % 5);
        cr_assert(zero(int, lc_batch_rows_add(&rows, &made, NULL)));
    }
    cr_assert(eq(sz, rows.count, ROWS));
    for (size_t k = 0; k < ROWS; k++) {
        size_t i = k * 7919 % ROWS; /* in no order */
        make_row(&made, i, i % 5);
        cr_assert(zero(int, lc_batch_rows_get(&rows, i, &got, NULL)));
        cr_assert(is_same_row(&made, &got), "row %zu", i);
        cr_assert(eq(u64, lc_batch_rows_key(&rows, i), made.key));
    }
    lc_batch_row_free(&made);
    lc_batch_row_free(&got);
    lc_batch_rows_free(&rows);
}

/* A block is 2^18 rows: it is given back when all of it is forgotten, and no sooner. */
Test(packed, what_is_not_forgotten_stays)
{
    enum { BLOCK = 1 << 18, ROWS = BLOCK + 2 };
    struct lc_batch_rows rows = { 0 };
    struct lc_batch_row made = { 0 }, got = { 0 };
    for (size_t i = 0; i < ROWS; i++) {
        make_row(&made, i, 1);
        cr_assert(zero(int, lc_batch_rows_add(&rows, &made, NULL)));
    }
    for (size_t i = 0; i < ROWS; i++) {
        lc_batch_rows_forget(&rows, i);
        if (i % 1000 && i + 5 < BLOCK)
            continue;
        make_row(&made, i, 1);
        cr_assert(zero(int, lc_batch_rows_get(&rows, i, &got, NULL)));
        cr_assert(is_same_row(&made, &got), "row %zu", i);
    }
    lc_batch_row_free(&made);
    lc_batch_row_free(&got);
    lc_batch_rows_free(&rows);
}

/* --- keys ------------------------------------------------------------------------- */

/* Rows whose keys are digests of numbers below `different`. */
static void look_for_same(size_t count, size_t different)
{
    struct lc_batch_rows rows = { 0 };
    struct lc_batch_row row = { 0 };
    struct lc_same_key same;
    uint64_t *key = calloc(count + 1, sizeof *key);
    size_t *times = calloc(different, sizeof *times), at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t which = lc_mix64(i * 31 + count) % different;
        times[which]++;
        key[i] = which;
        row.key = lc_mix64(which);
        row.recorded = LC_NO_DAY;
        cr_assert(zero(int, lc_batch_rows_add(&rows, &row, NULL)));
    }
    cr_assert(zero(int, lc_same_key_find(&same, &rows, NULL)));
    for (size_t i = 0; i < count; i++)
        if (times[key[i]] > 1)
            cr_assert(at < same.count && same.row[at++] == i, "%zu of %zu, row %zu",
                      count, different, i);
    cr_assert(eq(sz, at, same.count));
    free(same.row);
    free(key);
    free(times);
    lc_batch_rows_free(&rows);
}

Test(packed, rows_of_one_key_are_found)
{
    static const size_t counts[] = { 0,    1,    2,    3,    1023, 1024,
                                     1025, 2047, 2048, 2049, 5000, 70000 };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        look_for_same(counts[i], 1);
        look_for_same(counts[i], counts[i] / 2 + 1);
        look_for_same(counts[i], 50 * counts[i] + 1);
    }
}

Test(packed, a_key_that_was_said_may_be_and_few_others)
{
    static const size_t counts[] = { 0, 1, 4, 5, 64, 1000 };
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        struct lc_said_keys keys;
        size_t others = 0;
        cr_assert(zero(int, lc_said_keys_init(&keys, counts[c], NULL)));
        for (size_t i = 0; i < counts[c]; i++)
            lc_said_keys_add(&keys, lc_mix64(i));
        for (size_t i = 0; i < counts[c]; i++)
            cr_expect(lc_said_keys_may_have(&keys, lc_mix64(i)));
        for (size_t i = 0; i < 100000; i++)
            others += lc_said_keys_may_have(&keys, lc_mix64(i + 5000));
        cr_expect(le(sz, others, 100000 / 16 + 800), "%zu keys", counts[c]);
        lc_said_keys_free(&keys);
    }
}

/* --- an extract ------------------------------------------------------------------- */

/* Rows are read ahead, and are merged, 512 at a time. Of every 100 rows one is said
 * twice, and two contradict one another. */
Test(packed, an_extract_of_any_size_is_taken_whole)
{
    static const size_t counts[] = { 511, 512, 513, 1024, 1025, 2000 };
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        struct imports im;
        struct lc_text text = { 0 };
        size_t n = counts[c], twice = 0, against = 0;
        imports_begin(&im);
        lc_text_add(&text, "person_id,offence_date,outcome_date,category,seriousness,"
                           "outcome_tier,recorded\n");
        for (size_t i = 0; i < n; i++) {
            size_t which = i % 100 == 50 || i % 100 == 70 ? i - 9 : i;
            twice += i % 100 == 50;
            against += i % 100 == 70;
            lc_text_addf(&text, "P%zu,2020-01-%02zu,,theft,%d,,\n", which,
                         which % 28 + 1, i % 100 == 70 ? 8 : 2);
        }
        imports_add(&im, "o.csv", text.data, 0);
        imports_take(&im, "2024-02-01");
        imports_count(&im, "o.csv", (unsigned)(n - twice - 2 * against),
                      (unsigned)twice, 0, (unsigned)(2 * against));
        const struct lc_history *h = lc_store_history(&im.store, "offence");
        cr_expect(eq(sz, h->n, n - twice - 2 * against));
        for (size_t i = 0; i < h->n; i++)
            cr_expect(h->level[i] == 2);
        imports_add(&im, "o.csv", text.data, 0);
        imports_take(&im, "2024-03-01");
        imports_count(&im, "o.csv", 0, (unsigned)(n - 2 * against), 0,
                      (unsigned)(2 * against));
        cr_expect(
            eq(sz, lc_store_history(&im.store, "offence")->n, n - twice - 2 * against));
        imports_end(&im);
        lc_text_free(&text);
    }
}
