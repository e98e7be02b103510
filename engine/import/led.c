#include "import/led_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/follow_inside.h"
#include "import/lookup_inside.h"
#include "import/schema_inside.h"

struct lc_import_led {
    const struct lc_ledger *ledger;
    int32_t received;
    struct lc_index at; /* what followers said until this day, by record and start */
    bool *ends;         /* [histories] followers tell the ends of what a leader says */
};

/* By source: is it of the follower, and of an earlier day? */
static int find_sources(const struct lc_import_led *led,
                        const struct lc_schema *follower, bool **its,
                        struct lc_error *err)
{
    const struct lc_store *store = led->ledger->store;
    *its = lc_alloc(store->sources, sizeof **its);
    if (!*its)
        return LC_FAIL_NOMEM(err);
    for (uint32_t s = 0; s < store->sources; s++)
        (*its)[s] = lc_import_is_from(store, s, follower->name)
                    && store->source[s].imported < led->received;
    return LC_OK;
}

static int index_said(struct lc_import_led *led, const struct lc_schema *follower,
                      const bool *its, uint32_t which, struct lc_error *err)
{
    const struct lc_store *store = led->ledger->store;
    const struct lc_history *h = &store->history[which];
    int32_t day = led->received;
    bool loose = lc_import_is_loose(follower);
    int code = LC_OK;
    led->ends[which] |= !loose && lc_import_says_ends(follower, h->name);
    for (size_t i = 0; i < h->n && !code; i++)
        if (h->known_from[i] < day && h->known_to[i] >= day && h->file[i] != LC_NOWHERE
            && its[h->file[i]])
            code = lc_index_add(&led->at,
                                lc_import_place(h->record[i], loose ? 0 : h->start[i]),
                                which, (uint32_t)i, err);
    return code;
}

static int index_follower(struct lc_import_led *led, const struct lc_schema *follower,
                          struct lc_error *err)
{
    bool *its;
    int code = find_sources(led, follower, &its, err);
    for (unsigned k = 0; k < follower->feeds_count && !code; k++) {
        uint32_t which = lc_ledger_history(led->ledger, follower->feeds[k].history);
        if (which != LC_NOWHERE)
            code = index_said(led, follower, its, which, err);
    }
    free(its);
    return code;
}

static int make(struct lc_import_led **led, struct lc_import_run *run,
                struct lc_error *err)
{
    struct lc_import_led *l = *led = lc_alloc(1, sizeof *l);
    if (!l)
        return LC_FAIL_NOMEM(err);
    l->ledger = &run->ledger;
    l->received = run->ask->options->received;
    l->ends = lc_alloc(run->ledger.store->histories, sizeof *l->ends);
    int code = l->ends ? lc_ledger_index(&run->ledger, err) : LC_FAIL_NOMEM(err);
    return code ? code : lc_index_init(&l->at, 1024, err);
}

int lc_import_led_new(struct lc_import_led **led, struct lc_import_run *run,
                      const struct lc_schema *schema, struct lc_error *err)
{
    const lc_schemas *schemas = run->ask->schemas;
    int code = LC_OK;
    for (size_t i = 0; i < lc_schemas_count(schemas) && !code; i++) {
        const struct lc_schema *other = lc_schemas_at(schemas, i);
        if (!lc_schema_follows(other, schema->name))
            continue;
        if (!*led)
            code = make(led, run, err);
        if (!code)
            code = index_follower(*led, other, err);
    }
    return code;
}

void lc_import_led_free(struct lc_import_led *led)
{
    if (led) {
        lc_index_free(&led->at);
        free(led->ends);
    }
    free(led);
}

bool lc_import_led_said(const struct lc_import_led *led, uint32_t history,
                        uint32_t record, int32_t start)
{
    size_t strict = 0, loose = 0;
    return led
           && (lc_index_next(&led->at, lc_import_place(record, start), history, &strict)
               || lc_index_next(&led->at, lc_import_place(record, 0), history, &loose));
}

/* Of two versions of what followers said the one that was, or will be, known last. */
static uint32_t later(const struct lc_history *h, uint32_t a, uint32_t b)
{
    if (a == LC_NOWHERE || h->known_from[a] != h->known_from[b])
        return a == LC_NOWHERE || h->known_from[a] < h->known_from[b] ? b : a;
    return h->end[a] < h->end[b] ? b : a;
}

/* The last version of what followers say of the event, as far as they do still. */
static uint32_t last_said(const struct lc_import_led *led, uint32_t history,
                          uint32_t record, int32_t start)
{
    const struct lc_history *h = &led->ledger->store->history[history];
    const struct lc_index_slot *said, *slot;
    uint32_t last = LC_NOWHERE;
    for (size_t i = 0;
         (said = lc_index_next(&led->at, lc_import_place(record, start), history, &i));)
        for (size_t at = 0;
             (slot = lc_ledger_next(led->ledger, h->key[said->event], history, &at));)
            if (h->known_to[slot->event] >= led->received)
                last = later(h, last, slot->event);
    return last;
}

bool lc_import_led_end(const struct lc_import_led *led, const struct lc_batch *batch,
                       uint32_t history, const struct lc_batch_row *row,
                       struct lc_batch_event *event)
{
    const struct lc_history *h = &led->ledger->store->history[history];
    const struct lc_feed *feed = &batch->schema->feeds[event->feed];
    size_t at = 0;
    if (!led->ends[history] || event->end != LC_OPEN)
        return false;
    const struct lc_index_slot *own = lc_ledger_live(
        led->ledger, lc_ledger_key(led->ledger, row->key, history), history, &at);
    uint32_t told =
        own ? own->event : last_said(led, history, row->record, event->start);
    if (told == LC_NOWHERE || h->end[told] == LC_OPEN || h->start[told] != event->start
        || (feed->end_at != LC_NO_COLUMN
            && (batch->covers_to == LC_NO_DAY || h->end[told] < batch->covers_to)))
        return false;
    event->end = h->end[told];
    event->end_since = lc_lookup_end_since(led->ledger, history, told);
    return true;
}
