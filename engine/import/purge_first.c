/* What begins with a person's first event elsewhere, as the status of an unaccompanied
 * child with its first day in care, begins with another when that is taken back: or, if
 * there is none, with none. */
#include <string.h>

#include "import/purge_take_inside.h"
#include "import/versions_inside.h"

/* The record's first day in the history that stands; LC_OPEN: there is none. */
static int32_t first_of(const struct lc_store *store, const char *history,
                        uint32_t record)
{
    const struct lc_history *h = lc_store_history(store, history);
    int32_t first = LC_OPEN;
    for (size_t i = 0; h && i < h->n; i++)
        if (h->record[i] == record && h->file[i] != LC_NOWHERE
            && h->known_to[i] == LC_OPEN && h->start[i] < first)
            first = h->start[i];
    return first;
}

/* The feed that made an event of the history, if it begins elsewhere. */
static const struct lc_feed *feed_of(const struct lc_schema *schema,
                                     const char *history)
{
    for (unsigned f = 0; schema && schema->dataset && f < schema->feeds_count; f++)
        if (schema->feeds[f].first_in && strcmp(schema->feeds[f].history, history) == 0)
            return &schema->feeds[f];
    return NULL;
}

/* The event of another start, known from today. */
static int begin_anew(struct lc_purging *p, uint32_t which, uint32_t i,
                      const struct lc_feed *feed, int32_t start)
{
    struct lc_history *h = &p->run->ledger.store->history[which];
    int32_t end = h->end[i] < start ? start : h->end[i]; /* as feeds.c has it */
    struct lc_event event = lc_history_event(h, i);
    event.start = start;
    event.end = end;
    event.known_from = h->known_to[i] < start ? start : h->known_to[i];
    event.known_to = LC_OPEN;
    event.content = lc_event_content_as(h, i, feed, start, end, p->run->ledger.eras);
    return lc_ledger_add_version(&p->run->ledger, which, i, &event, p->err);
}

int lc_purge_follow_first(struct lc_purging *p, uint32_t record)
{
    struct lc_store *store = p->run->ledger.store;
    int code = LC_OK;
    for (uint32_t k = 0; k < store->histories && !code; k++) {
        struct lc_history *h = &store->history[k];
        size_t n = h->n; /* what begins anew stands behind */
        for (uint32_t i = 0; i < n && !code; i++) {
            const struct lc_feed *feed = NULL;
            if (h->record[i] == record && h->known_to[i] == LC_OPEN
                && h->file[i] != LC_NOWHERE)
                feed = feed_of(p->of[h->file[i]], h->name);
            int32_t first = feed ? first_of(store, feed->first_in, record) : 0;
            if (!feed || first == h->start[i])
                continue;
            code = lc_purge_take_back(p, h, i);
            if (!code && first != LC_OPEN) {
                p->lines--; /* the row is not withdrawn: it says another day */
                code = begin_anew(p, k, i, feed, first);
            }
        }
    }
    return code;
}
