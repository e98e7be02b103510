/* See evidence.h. One day and one child: events are read one by one, by the rules
 * of docs/design.md. */
#include "design/evidence.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "design/reader_inside.h"
#include "store/seen.h"

int lc_evidence_open(struct lc_evidence_book *book, const struct lc_study *study,
                     const struct lc_store *store, int32_t day, struct lc_error *err)
{
    struct lc_landmarks one = { 0 };
    *book = (struct lc_evidence_book){ .study = study, .day = day };
    book->reader = lc_alloc(study->predictors_count, sizeof *book->reader);
    int code = book->reader ? lc_landmarks_one(&one, study, store, day, err)
                            : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_readers_init(book->reader, &book->readers, study, store, &one, false,
                               err);
    lc_landmarks_free(&one);
    if (code)
        lc_evidence_close(book);
    return code;
}

void lc_evidence_close(struct lc_evidence_book *book)
{
    lc_readers_free(book->reader, book->readers);
    free(book->reader);
    *book = (struct lc_evidence_book){ 0 };
}

/* The first day of any version of the event that row i of a child's rows tells. */
static int32_t first_day(const struct lc_history *h, struct lc_history_rows rows,
                         uint64_t i)
{
    int32_t day = INT32_MAX;
    for (uint64_t v = rows.first; v < rows.end; v++)
        if (h->key[v] == h->key[i] && lc_version_day(h, v) < day)
            day = lc_version_day(h, v);
    return day;
}

/* made[n ..] = those of the child's events of its history number k that count; returns
 * how many there are then. */
static size_t add_events(const struct lc_look *look, unsigned k, uint32_t child,
                         int32_t t, size_t n, struct lc_evidence *made)
{
    const struct lc_history *h = k ? look->other[k - 1] : look->history;
    const struct lc_history_rows rows = lc_history_rows_of(h, child);
    const int32_t low = look->low ? look->low[0] : INT32_MIN;
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (lc_seen(h, i, t) && h->start[i] < t
            && (k || (lc_look_wants(look, i) && look->kind->counts(look, i, t, low))))
            made[n++] = (struct lc_evidence){
                .start = h->start[i],
                .end = h->end[i],
                .row = i,
                .code = lc_codes_name(&h->codes, h->code[i]),
                .level = h->level[i],
                .of = k,
                .known = look->kind->by_key ? first_day(h, rows, i) : 0,
            };
    return n;
}

static size_t events_of(const struct lc_look *look, uint32_t child)
{
    size_t n = 0;
    for (unsigned k = 0; k <= look->others; k++) {
        struct lc_history_rows rows =
            lc_history_rows_of(k ? look->other[k - 1] : look->history, child);
        n += (size_t)(rows.end - rows.first);
    }
    return n;
}

int lc_evidence_list(const struct lc_evidence_book *book, size_t which, uint32_t child,
                     size_t *count, struct lc_evidence **list, struct lc_error *err)
{
    const struct lc_look *look = &book->reader[which].look;
    bool events = look->kind->source == LC_OF_HISTORY;
    size_t n = 0;
    struct lc_evidence *made =
        lc_alloc(events ? events_of(look, child) : 0, sizeof *made);
    if (!made)
        return LC_FAIL_NOMEM(err);
    for (unsigned k = 0; events && k <= look->others; k++)
        n = add_events(look, k, child, book->day, n, made);
    *count = events ? look->kind->choose(n, made) : 0;
    *list = made;
    return LC_OK;
}

bool lc_evidence_lost(const struct lc_evidence_book *book, size_t which, unsigned k)
{
    return book->reader[which].lost[0] >> k & 1;
}

bool lc_evidence_observed(const struct lc_evidence_book *book, size_t which)
{
    return book->reader[which].observed[0];
}

int32_t lc_evidence_silent(const struct lc_evidence_book *book, size_t which,
                           int32_t *end)
{
    *end = book->reader[which].silent[0][1];
    return book->reader[which].silent[0][0];
}

bool lc_evidence_unknown(const struct lc_evidence_book *book, size_t which,
                         const struct lc_store *store, uint32_t child)
{
    const struct lc_look *look = &book->reader[which].look;
    if (look->kind->source != LC_OF_PERSON)
        return false;
    int64_t row = lc_person_at(store, look->history, child, book->day);
    return isnan(look->kind->value(look, row, book->day));
}
