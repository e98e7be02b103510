#include "import/lookup_inside.h"

#include <stdlib.h>

#include "base/memory.h"

/* --- the events of a history by record -------------------------------------------- */

/* Sorted with what it is sorted by, as qsort() hands on no context. */
struct sorted {
    uint32_t record, event;
    int32_t start, end;
    uint16_t code;
};

static int by_record(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return x->code < y->code ? -1 : x->code > y->code;
}

static size_t gather(const struct lc_history *h, struct sorted *sorted)
{
    size_t n = 0;
    for (size_t i = 0; i < h->n; i++)
        if (h->file[i] != LC_NOWHERE)
            sorted[n++] = (struct sorted){ h->record[i], (uint32_t)i, h->start[i],
                                           h->end[i], h->code[i] };
    if (n)
        qsort(sorted, n, sizeof *sorted, by_record);
    return n;
}

int lc_lookup_init(struct lc_lookup *lookup, const struct lc_history *history,
                   struct lc_error *err)
{
    struct sorted *sorted = lc_alloc(history->n, sizeof *sorted);
    *lookup = (struct lc_lookup){ .history = history };
    lookup->row = lc_alloc(history->n, sizeof *lookup->row);
    if (sorted && lookup->row)
        lookup->count = gather(history, sorted);
    for (size_t i = 0; i < lookup->count; i++)
        lookup->row[i] = sorted[i].event;
    int code = sorted && lookup->row ? LC_OK : LC_FAIL_NOMEM(err);
    free(sorted);
    return code;
}

void lc_lookup_free(struct lc_lookup *lookup)
{
    free(lookup->row);
    *lookup = (struct lc_lookup){ 0 };
}

/* The number of rows before the first of (record, day), exclusive; LC_NO_DAY: before
 * the record's first. */
static size_t rows_before(const struct lc_lookup *l, uint32_t record, int32_t day)
{
    size_t low = 0, high = l->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t i = l->row[middle];
        if (l->history->record[i] < record
            || (l->history->record[i] == record && l->history->start[i] < day))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* --- what is asked ---------------------------------------------------------------- */

/* In what two answers are the same. */
enum alike { IN_CODE, IN_START, IN_END };

/* Of n events the first, or of a day the last that the record is in on it. */
struct asked {
    const struct lc_history *h;
    const uint32_t *row;
    size_t n;
    enum alike alike;
    int32_t day; /* IN_CODE: the last that goes on on the day, or begins with it */
};

static uint32_t event_at(const struct asked *a, size_t k)
{
    return a->row[a->alike == IN_CODE ? a->n - 1 - k : k];
}

static bool fits(const struct asked *a, uint32_t i)
{
    return a->alike != IN_CODE || a->h->end[i] > a->day || a->h->start[i] == a->day;
}

/* What was answered by those who knew what was known on day k: LC_NOWHERE, nothing.
 * *from: the day since which it had been this event. */
static uint32_t answer(const struct asked *a, int32_t k, int32_t *from)
{
    const struct lc_history *h = a->h;
    *from = LC_NO_DAY;
    for (size_t n = 0; n < a->n; n++) {
        uint32_t i = event_at(a, n);
        if (!fits(a, i) || h->known_from[i] >= h->known_to[i])
            continue;
        if (h->known_from[i] <= k && k < h->known_to[i]) {
            *from = h->known_from[i] > *from ? h->known_from[i] : *from;
            return i;
        }
        if (h->known_to[i] <= k && h->known_to[i] > *from)
            *from = h->known_to[i]; /* until then this one was the answer */
    }
    return LC_NOWHERE;
}

static bool is_same(const struct asked *a, uint32_t x, uint32_t y)
{
    const struct lc_history *h = a->h;
    if (x == y || x == LC_NOWHERE || y == LC_NOWHERE)
        return x == y;
    return a->alike == IN_CODE ? h->code[x] == h->code[y]
           : a->alike == IN_START
               ? h->start[x] == h->start[y]
               : h->end[x] == h->end[y] && h->record[x] == h->record[y];
}

/* Is it assumed that something became known on the day? */
static bool is_assumed(const struct asked *a, int32_t day)
{
    for (size_t n = 0; n < a->n; n++)
        if (a->h->known_from[event_at(a, n)] == day && a->h->assumed[event_at(a, n)])
            return true;
    return false;
}

static int ask(struct lc_steps *steps, const struct asked *a, struct lc_error *err)
{
    int32_t from = LC_OPEN;
    int code = LC_OK;
    steps->count = 0;
    while (from != LC_NO_DAY && !code) {
        uint32_t event = answer(a, from - 1, &from);
        size_t n = steps->count;
        if (n && is_same(a, event, steps->step[n - 1].event)) {
            steps->step[n - 1].from = from;
            continue;
        }
        code = LC_GROW(steps->step, steps->room, n + 1, err);
        if (!code)
            steps->step[steps->count++] = (struct lc_step){ from, false, event };
    }
    for (size_t n = 0; n < steps->count; n++)
        steps->step[n].assumed = is_assumed(a, steps->step[n].from);
    return code;
}

int lc_lookup_code(struct lc_steps *steps, const struct lc_lookup *lookup,
                   uint32_t record, int32_t day, struct lc_error *err)
{
    size_t low = rows_before(lookup, record, LC_NO_DAY);
    const struct asked asked = { lookup->history, lookup->row + low,
                                 rows_before(lookup, record, day + 1) - low, IN_CODE,
                                 day };
    return ask(steps, &asked, err);
}

int lc_lookup_first(struct lc_steps *steps, const struct lc_lookup *lookup,
                    uint32_t record, struct lc_error *err)
{
    size_t low = rows_before(lookup, record, LC_NO_DAY);
    const struct asked asked = { lookup->history, lookup->row + low,
                                 rows_before(lookup, record, LC_OPEN) - low, IN_START,
                                 LC_NO_DAY };
    return ask(steps, &asked, err);
}

int lc_lookup_joined(struct lc_steps *steps, const struct lc_ledger *ledger,
                     uint32_t history, uint64_t key, struct lc_error *err)
{
    const struct lc_index_slot *slot;
    int code = LC_OK;
    size_t n = 0;
    for (size_t at = 0; (slot = lc_ledger_next(ledger, key, history, &at)) && !code;) {
        code = LC_GROW(steps->row, steps->row_room, n + 1, err);
        if (!code)
            steps->row[n++] = slot->event;
    }
    const struct asked asked = { &ledger->store->history[history], steps->row, n,
                                 IN_END, LC_NO_DAY };
    return code ? code : ask(steps, &asked, err);
}

void lc_steps_free(struct lc_steps *steps)
{
    free(steps->step);
    free(steps->row);
    *steps = (struct lc_steps){ 0 };
}

struct lc_since lc_lookup_end_since(const struct lc_ledger *ledger, uint32_t history,
                                    uint32_t event)
{
    const struct lc_history *h = &ledger->store->history[history];
    struct lc_since since = { h->known_from[event], h->assumed[event] };
    for (bool sooner = true; sooner;) {
        const struct lc_index_slot *slot;
        sooner = false;
        for (size_t at = 0;
             (slot = lc_ledger_next(ledger, h->key[event], history, &at));) {
            uint32_t i = slot->event;
            if (h->known_to[i] != since.day || h->known_from[i] >= since.day
                || h->end[i] != h->end[event] || h->record[i] != h->record[event])
                continue;
            since = (struct lc_since){ h->known_from[i], h->assumed[i] };
            sooner = true;
        }
    }
    return since;
}
