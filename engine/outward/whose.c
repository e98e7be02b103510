/* Who the children are, and which rows are social care's (outward_inside.h). */
#include "outward/outward_inside.h"

#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "store/seen.h"

/* Is the record one of social care's? */
static bool is_theirs(const struct lc_store *store, uint32_t record)
{
    return record < store->records
           && strcmp(lc_codes_name(&store->systems, store->record[record].system),
                     "social_care")
                  == 0;
}

bool lc_outward_sees(const struct lc_outward *from, const struct lc_history *h,
                     uint64_t i)
{
    return lc_seen(h, i, from->asof) && is_theirs(from->store, h->record[i]);
}

/* What was said last stands; of two on one day the later row's. */
static void take(const char **field, int32_t *said, const char *text, int32_t day)
{
    if (!text || (*field && day < *said))
        return;
    *field = text;
    *said = day;
}

static void hear(struct lc_outward_who *who, const struct lc_identity *row)
{
    if (row->local && (!who->local || row->record < who->record)) {
        who->local = row->local;
        who->record = row->record;
    }
    take(&who->forename, &who->said[0], row->forename, row->known_from);
    take(&who->surname, &who->said[1], row->surname, row->known_from);
    take(&who->postcode, &who->said[2], row->postcode,
         row->since == LC_NO_DAY ? row->known_from : row->since);
    if (row->other_type && strcmp(row->other_type, "Unique Pupil Number") == 0)
        take(&who->upn, &who->said[3], row->other_value, row->known_from);
    if (row->born != LC_NO_DAY
        && (who->born == LC_NO_DAY || row->known_from >= who->said[4])) {
        who->born = row->born;
        who->said[4] = row->known_from;
    }
}

int lc_outward_whose(struct lc_outward_who **who, const struct lc_outward *from,
                     struct lc_error *err)
{
    const struct lc_store *store = from->store;
    size_t room = lc_children_room(store);
    *who = lc_alloc(room, sizeof **who);
    if (!*who)
        return LC_FAIL_NOMEM(err);
    for (size_t c = 0; c < room; c++)
        (*who)[c] = (struct lc_outward_who){ .born = LC_NO_DAY };
    for (size_t i = 0; i < from->ids->count; i++) {
        const struct lc_identity *row = from->ids->row + i;
        if (is_theirs(store, row->record))
            hear(*who + store->record[row->record].child, row);
    }
    return LC_OK;
}
