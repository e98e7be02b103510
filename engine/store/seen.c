/* See seen.h. */
#include "store/seen.h"

#include <string.h>

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
