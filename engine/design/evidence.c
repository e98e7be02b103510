/* See evidence.h. One day and one child: events are read one by one by the rules of
 * design.md 3, so this is also the second opinion that accumulate.c is tested against.
 */
#include "design/evidence.h"

#include <stdlib.h>

#include "base/memory.h"

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

/* Is event i behind the value, the choice among several aside? */
static bool counts(const struct lc_reader *r, uint64_t i, int32_t t)
{
    const struct lc_history *h = r->history;
    int32_t start = h->start[i], end = h->end[i];
    bool in_window = !r->windowed || r->low[0] <= start;
    if (!lc_seen(h, i, t) || start >= t || !lc_reader_wants(r, i))
        return false;
    switch (r->p->what) {
    case LC_OPEN_NOW:
        return t <= end;
    case LC_TOTAL_DAYS:
        return start < end && (!r->windowed || end > r->low[0]);
    case LC_HIGHEST_LEVEL:
        return in_window && h->level[i] > 0;
    default:
        return in_window;
    }
}

/* Of the events that count, those that the kind chooses. */
static size_t choose(int kind, size_t n, struct lc_evidence *list)
{
    size_t kept = 0;
    int16_t top = 0;
    for (size_t i = 0; i < n; i++)
        top = list[i].level > top ? list[i].level : top;
    if (kind == LC_DAYS_SINCE_LAST && n) {
        list[0] = list[n - 1];
        return 1;
    }
    if (kind == LC_DAYS_SINCE_FIRST && n)
        return 1;
    if (kind != LC_HIGHEST_LEVEL)
        return n;
    for (size_t i = 0; i < n; i++)
        if (list[i].level == top)
            list[kept++] = list[i];
    return kept;
}

int lc_evidence_list(const struct lc_evidence_book *book, size_t which, uint32_t child,
                     size_t *count, struct lc_evidence **list, struct lc_error *err)
{
    const struct lc_reader *r = book->reader + which;
    const struct lc_history *h = r->history;
    bool reads = lc_kinds[r->p->what].reads_history;
    struct lc_rows rows = reads ? lc_rows_of(h, child) : (struct lc_rows){ 0, 0 };
    size_t n = 0;
    struct lc_evidence *made = lc_alloc((size_t)(rows.end - rows.first), sizeof *made);
    if (!made)
        return LC_FAIL_NOMEM(err);
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (counts(r, i, book->day))
            made[n++] = (struct lc_evidence){ h->start[i], h->end[i], i,
                                              lc_codes_name(&h->codes, h->code[i]),
                                              h->level[i] };
    *count = choose(r->p->what, n, made);
    *list = made;
    return LC_OK;
}

bool lc_evidence_observed(const struct lc_evidence_book *book, size_t which)
{
    return book->reader[which].observed[0];
}
