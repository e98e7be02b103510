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

int lc_evidence_list(const struct lc_evidence_book *book, size_t which, uint32_t child,
                     size_t *count, struct lc_evidence **list, struct lc_error *err)
{
    const struct lc_look *look = &book->reader[which].look;
    const struct lc_history *h = look->history;
    const struct lc_kind *kind = look->kind;
    const int32_t t = book->day, low = look->low ? look->low[0] : INT32_MIN;
    struct lc_history_rows rows = { 0, 0 };
    if (kind->source == LC_OF_HISTORY)
        rows = lc_history_rows_of(h, child);
    size_t n = 0;
    struct lc_evidence *made = lc_alloc((size_t)(rows.end - rows.first), sizeof *made);
    if (!made)
        return LC_FAIL_NOMEM(err);
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (lc_seen(h, i, t) && h->start[i] < t && lc_look_wants(look, i)
            && kind->counts(look, i, t, low))
            made[n++] = (struct lc_evidence){ h->start[i], h->end[i], i,
                                              lc_codes_name(&h->codes, h->code[i]),
                                              h->level[i] };
    *count = kind->source == LC_OF_HISTORY ? kind->choose(n, made) : 0;
    *list = made;
    return LC_OK;
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
