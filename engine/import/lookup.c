#include "import/lookup_inside.h"

#include <stdlib.h>

#include "base/memory.h"

static int by_record(const void *a, const void *b)
{
    const struct lc_lookup_row *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return x->code < y->code ? -1 : x->code > y->code;
}

int lc_lookup_init(struct lc_lookup *lookup, const struct lc_history *history,
                   struct lc_error *err)
{
    *lookup = (struct lc_lookup){ .history = history };
    lookup->row = lc_alloc(history->n, sizeof *lookup->row);
    if (!lookup->row)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < history->n; i++)
        if (history->known_to[i] == LC_OPEN && history->file[i] != UINT32_MAX)
            lookup->row[lookup->count++] =
                (struct lc_lookup_row){ history->record[i], history->start[i],
                                        history->end[i], history->code[i] };
    if (lookup->count)
        qsort(lookup->row, lookup->count, sizeof *lookup->row, by_record);
    return LC_OK;
}

void lc_lookup_free(struct lc_lookup *lookup)
{
    free(lookup->row);
    *lookup = (struct lc_lookup){ 0 };
}

struct lc_slice lc_lookup_code(const struct lc_lookup *lookup, uint32_t record,
                               int32_t day)
{
    size_t low = 0, high = lookup->count;
    while (low < high) { /* the first row after (record, day) */
        size_t middle = low + (high - low) / 2;
        const struct lc_lookup_row *row = &lookup->row[middle];
        if (row->record < record || (row->record == record && row->start <= day))
            low = middle + 1;
        else
            high = middle;
    }
    while (low > 0 && lookup->row[low - 1].record == record) {
        const struct lc_lookup_row *row = &lookup->row[--low];
        if (row->end > day || row->start == day)
            return lc_slice_of(lc_codes_name(&lookup->history->codes, row->code));
    }
    return (struct lc_slice){ "", 0 };
}
