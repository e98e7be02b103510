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

/* Of the rows [low, high) the last one, or the first, that the record is in on a day.
 */
struct asked {
    const struct lc_lookup *lookup;
    size_t low, high;
    bool first;  /* the first of them, whatever the day */
    int32_t day; /* else: the last that goes on on the day, or begins with it */
};

static uint32_t event_at(const struct asked *a, size_t k)
{
    return a->lookup->row[a->first ? a->low + k : a->high - 1 - k];
}

static bool fits(const struct asked *a, uint32_t i)
{
    const struct lc_history *h = a->lookup->history;
    return a->first || h->end[i] > a->day || h->start[i] == a->day;
}

/* What was answered by those who knew what was known on day k: LC_NOWHERE, nothing.
 * *from: the day since which it had been this event. */
static uint32_t answer(const struct asked *a, int32_t k, int32_t *from)
{
    const struct lc_history *h = a->lookup->history;
    *from = LC_NO_DAY;
    for (size_t n = 0; n < a->high - a->low; n++) {
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
    const struct lc_history *h = a->lookup->history;
    return a->first ? h->start[x] == h->start[y] : h->code[x] == h->code[y];
}

/* Is it assumed that something became known on the day? */
static bool is_assumed(const struct asked *a, int32_t day)
{
    const struct lc_history *h = a->lookup->history;
    for (size_t n = 0; n < a->high - a->low; n++)
        if (h->known_from[event_at(a, n)] == day && h->assumed[event_at(a, n)])
            return true;
    return false;
}

static uint32_t ask(const struct asked *a, struct lc_since *since)
{
    int32_t from;
    uint32_t today = answer(a, LC_OPEN - 1, &from), before = today;
    *since = (struct lc_since){ .day = LC_NO_DAY };
    while (today != LC_NOWHERE && before != LC_NOWHERE && is_same(a, today, before)) {
        since->day = from;
        before = answer(a, since->day - 1, &from);
    }
    if (since->day != LC_NO_DAY)
        since->assumed = is_assumed(a, since->day);
    return today;
}

struct lc_slice lc_lookup_code(const struct lc_lookup *lookup, uint32_t record,
                               int32_t day, struct lc_since *since)
{
    const struct asked asked = { .lookup = lookup,
                                 .low = rows_before(lookup, record, LC_NO_DAY),
                                 .high = rows_before(lookup, record, day + 1),
                                 .day = day };
    uint32_t i = ask(&asked, since);
    return i == LC_NOWHERE ? (struct lc_slice){ "", 0 }
                           : lc_slice_of(lc_codes_name(&lookup->history->codes,
                                                       lookup->history->code[i]));
}

int32_t lc_lookup_first(const struct lc_lookup *lookup, uint32_t record,
                        struct lc_since *since)
{
    const struct asked asked = { .lookup = lookup,
                                 .low = rows_before(lookup, record, LC_NO_DAY),
                                 .high = rows_before(lookup, record, LC_OPEN),
                                 .first = true };
    uint32_t i = ask(&asked, since);
    return i == LC_NOWHERE ? LC_NO_DAY : lookup->history->start[i];
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
             (slot = lc_index_next(&ledger->events, h->key[event], history, &at));) {
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
