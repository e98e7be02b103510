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

struct found {
    size_t n, room;
    struct lc_evidence *event;
};

/* Those that count of one child's events of the look's history number k. */
static int add_events(struct found *found, const struct lc_look *look, unsigned k,
                      uint32_t child, int32_t t, struct lc_error *err)
{
    const struct lc_history *h = k ? look->other[k - 1] : look->history;
    const struct lc_history_rows rows = lc_history_rows_of(h, child);
    const int32_t low = look->low ? look->low[0] : INT32_MIN;
    int code = LC_GROW(found->event, found->room,
                       found->n + (size_t)(rows.end - rows.first) + 1, err);
    for (uint64_t i = rows.first; i < rows.end && !code; i++)
        if (lc_seen(h, i, t) && h->start[i] < t
            && (k || (lc_look_wants(look, i) && look->kind->counts(look, i, t, low))))
            found->event[found->n++] = (struct lc_evidence){
                .start = h->start[i],
                .end = h->end[i],
                .row = i,
                .code = lc_codes_name(&h->codes, h->code[i]),
                .level = h->level[i],
                .child = child,
                .of = k,
                .known = look->kind->by_key ? first_day(h, rows, i) : 0,
            };
    return code;
}

static int by_start(const void *a, const void *b)
{
    const struct lc_evidence *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* The same of all others who are of the child's family on the day. */
static int add_family(struct found *found, const struct lc_look *look, unsigned k,
                      uint32_t child, int32_t t, struct lc_error *err)
{
    const struct lc_kin_ties *ties = look->ties;
    size_t first = found->n;
    int code = LC_OK;
    for (uint64_t i = ties ? ties->offset[child] : 0;
         ties && i < ties->offset[child + 1] && !code; i++)
        if (ties->tie[i].from < t && t <= ties->tie[i].to)
            code = add_events(found, look, k, ties->tie[i].other, t, err);
    if (found->n > first)
        qsort(found->event + first, found->n - first, sizeof *found->event, by_start);
    return code;
}

int lc_evidence_list(const struct lc_evidence_book *book, size_t which, uint32_t child,
                     size_t *count, struct lc_evidence **list, struct lc_error *err)
{
    const struct lc_look *look = &book->reader[which].look;
    bool events = lc_kind_reads(look->kind);
    struct found found = { 0 };
    int code = LC_OK;
    for (unsigned k = 0; events && k <= look->others && !code; k++)
        code = look->kind->source == LC_OF_FAMILY
                   ? add_family(&found, look, k, child, book->day, err)
                   : add_events(&found, look, k, child, book->day, err);
    if (code) {
        free(found.event);
        return code;
    }
    *count = events ? look->kind->choose(found.n, found.event) : 0;
    *list = found.event;
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
