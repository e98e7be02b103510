#include "command/taken_back_inside.h"

#include "base/json.h"
#include "command/command.h"

static bool is_of(const struct lc_store *store, uint32_t record, uint32_t child)
{
    return record < store->records && store->record[record].child == child;
}

json_t *lc_taken_back_json(const struct lc_store *store, uint32_t child)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t i = 0; i < store->purges && good; i++) {
        const struct lc_purged *p = store->purged + i;
        if (is_of(store, p->record, child))
            good = lc_json_push(
                list,
                LC_OBJECT({ "record", json_integer(p->record) },
                          { "day", lc_json_day(p->day) },
                          { "schema", lc_json_text(store->source[p->file].schema) },
                          { "file", json_integer(p->file) },
                          { "line", json_integer(p->line) }));
    }
    return lc_json_whole(list, good);
}

json_t *lc_mergers_json(const struct lc_store *store, uint32_t child)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t i = 0; i < store->merges && good; i++) {
        const struct lc_merged *m = store->merged + i;
        if (is_of(store, m->record, child) || is_of(store, m->into, child))
            good = lc_json_push(list, LC_OBJECT({ "record", json_integer(m->record) },
                                                { "into", json_integer(m->into) },
                                                { "day", lc_json_day(m->day) },
                                                { "file", json_integer(m->file) },
                                                { "line", json_integer(m->line) }));
    }
    return lc_json_whole(list, good);
}

void lc_taken_back_text(const struct lc_store *store, uint32_t child, int32_t asof,
                        struct lc_text *out)
{
    char day[LC_DAY_ROOM];
    for (size_t i = 0; i < store->purges; i++) {
        const struct lc_purged *p = store->purged + i;
        if (is_of(store, p->record, child) && (asof == LC_NO_DAY || p->day < asof))
            lc_text_addf(
                out, "taken back by its source on %s: record %u (file %u line %u)\n",
                lc_day_print(p->day, day), (unsigned)p->record, (unsigned)p->file,
                (unsigned)p->line);
    }
    for (size_t i = 0; i < store->merges; i++) {
        const struct lc_merged *m = store->merged + i;
        if ((is_of(store, m->record, child) || is_of(store, m->into, child))
            && (asof == LC_NO_DAY || m->day < asof))
            lc_text_addf(
                out, "the number of record %u was merged into that of %u on %s\n",
                (unsigned)m->record, (unsigned)m->into, lc_day_print(m->day, day));
    }
}
