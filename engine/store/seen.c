/* See seen.h. */
#include "store/seen.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* 0 for social care's own records, 1 for other agencies'. */
static int rank_of(const struct lc_store *store, uint32_t record)
{
    if (record >= store->records)
        return 1;
    const char *system = lc_codes_name(&store->systems, store->record[record].system);
    return strcmp(system, "social_care") != 0;
}

/* Of two rows of equal rank: the one said later, then the one that says more. */
static bool is_better(const struct lc_history *person, uint64_t row, uint64_t best)
{
    if (person->known_from[row] != person->known_from[best])
        return person->known_from[row] > person->known_from[best];
    return lc_code_is_said(person, person->code[row])
           && !lc_code_is_said(person, person->code[best]);
}

int64_t lc_person_at(const struct lc_store *store, const struct lc_history *person,
                     uint32_t child, int32_t t)
{
    struct lc_history_rows rows = lc_history_rows_of(person, child);
    int64_t best = -1;
    int least = 2;
    for (uint64_t i = rows.first; i < rows.end; i++) {
        if (!lc_seen(person, i, t))
            continue;
        int rank = rows.end - rows.first > 1 ? rank_of(store, person->record[i]) : 0;
        if (best < 0 || rank < least
            || (rank == least && is_better(person, i, (uint64_t)best))) {
            best = (int64_t)i;
            least = rank;
        }
    }
    return best;
}

size_t lc_children_room(const struct lc_store *store)
{
    size_t room = store->records;
    for (size_t h = 0; h < store->histories; h++)
        if (store->history[h].children > room)
            room = store->history[h].children;
    return room;
}

bool lc_is_child(const struct lc_store *store, uint32_t child)
{
    return child >= store->records || store->record[child].child == child;
}

static int compare_spans(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    if (x[0] != y[0])
        return x[0] < y[0] ? -1 : 1;
    return x[1] < y[1] ? -1 : x[1] > y[1];
}

static size_t join_spans(size_t count, int32_t (*span)[2])
{
    size_t kept = 0;
    qsort(span, count, sizeof *span, compare_spans);
    for (size_t i = 0; i < count; i++) {
        if (kept && span[i][0] <= span[kept - 1][1]) {
            if (span[i][1] > span[kept - 1][1])
                span[kept - 1][1] = span[i][1];
            continue;
        }
        memmove(span[kept++], span[i], sizeof *span);
    }
    return kept;
}

static void mark_feeding(const struct lc_store *store, const char *history, bool *feeds)
{
    const struct lc_history *h = lc_store_history(store, history);
    for (size_t s = 0; s < store->sources; s++)
        feeds[s] = strcmp(store->source[s].history, history) == 0;
    for (uint64_t i = 0; h && i < h->n; i++)
        if (h->file[i] < store->sources)
            feeds[h->file[i]] = true;
    /* however an extract was cut into files: what one has, the others could have had */
    for (size_t s = 0; s < store->sources; s++)
        for (size_t o = 0; o < store->sources && feeds[s]; o++)
            feeds[o] |=
                store->source[o].imported == store->source[s].imported
                && strcmp(store->source[o].schema, store->source[s].schema) == 0;
}

int lc_covered(const struct lc_store *store, const char *history, size_t *count,
               int32_t (**spans)[2], struct lc_error *err)
{
    bool *feeds = lc_alloc(store->sources, sizeof *feeds);
    int32_t(*span)[2] = lc_alloc(store->sources, sizeof *span);
    *count = 0;
    *spans = NULL;
    if (!feeds || !span) {
        free(feeds);
        free(span);
        return LC_FAIL_NOMEM(err);
    }
    mark_feeding(store, history, feeds);
    for (size_t s = 0; s < store->sources; s++) {
        const struct lc_source *source = store->source + s;
        if (!feeds[s] || source->covers_from == LC_NO_DAY
            || source->covers_from >= source->covers_to)
            continue;
        span[*count][0] = source->covers_from;
        span[(*count)++][1] = source->covers_to;
    }
    free(feeds);
    *count = join_spans(*count, span);
    *spans = span;
    return LC_OK;
}

int32_t lc_span_end(size_t count, const int32_t (*spans)[2], int32_t t)
{
    for (size_t s = 0; s < count; s++)
        if (spans[s][0] <= t && t < spans[s][1])
            return spans[s][1];
    return LC_NO_DAY;
}
