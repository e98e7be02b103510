/* How many children are due: see retain_inside.h. */
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "command/retain_inside.h"
#include "store/seen.h"

static enum lc_retain_row row_of(const struct lc_retained *r, int32_t day)
{
    if (r->state == LC_RETAIN_DAY)
        return lc_retain_is_due(r, day) ? LC_ROW_DUE : LC_ROW_LATER;
    return (enum lc_retain_row)(LC_ROW_OPEN + (int)r->state - LC_RETAIN_OPEN);
}

static void count_child(struct lc_retain_tally *tally, const struct lc_retain *retain,
                        uint32_t child, int32_t day)
{
    struct lc_retained retained = lc_retain_child(retain, child);
    enum lc_retain_row row = row_of(&retained, day);
    tally->children[row]++;
    tally->due[child] = row == LC_ROW_DUE;
    for (size_t i = 0; i < retain->store->histories; i++) {
        struct lc_history_rows rows =
            lc_history_rows_of(retain->store->history + i, child);
        if (rows.first != rows.end)
            tally->of[i][row != LC_ROW_DUE]++;
    }
}

int lc_retain_tally(struct lc_retain_tally *tally, const struct lc_retain *retain,
                    int32_t day, struct lc_error *err)
{
    const struct lc_store *store = retain->store;
    *tally = (struct lc_retain_tally){
        .of = lc_alloc(store->histories, sizeof *tally->of),
        .due = lc_alloc(store->records, sizeof *tally->due),
    };
    if (!tally->of || !tally->due) {
        lc_retain_tally_free(tally);
        return LC_FAIL_NOMEM(err);
    }
    for (uint32_t r = 0; r < store->records; r++)
        if (store->record[r].child == r && store->record[r].system)
            count_child(tally, retain, r, day);
    return LC_OK;
}

void lc_retain_tally_free(struct lc_retain_tally *tally)
{
    free(tally->of);
    free(tally->due);
    *tally = (struct lc_retain_tally){ .due = NULL };
}

const char *lc_retain_row_words(enum lc_retain_row row)
{
    static const char *const words[LC_RETAIN_ROWS] = {
        "due", "due later", "a last event has not ended",
        "no birth, or no event, to count from", "no rule for one of their histories"
    };
    return words[row];
}
