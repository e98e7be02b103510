#include "import/follow_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/lookup_inside.h"
#include "import/notes_inside.h"
#include "import/receipts_inside.h"
#include "import/schema_inside.h"

/* A follower and one of its leaders, in the order in which the schema names them. */
struct lc_import_follow {
    struct lc_import_follow *next;
    struct lc_ledger *ledger;
    struct lc_import_result *result;
    int32_t received;
    bool loose; /* the follower's starts are derived: the record alone is compared */
    const struct lc_schema *following;
    const struct lc_schema *leader;
    const struct lc_eras *eras;
    bool timeless; /* the leader speaks of no span: it covers what it says, no more */
    struct lc_index at; /* the leader's live events by record and start */
};

bool lc_import_is_from(const struct lc_store *store, uint32_t source,
                       const char *schema)
{
    return source != LC_NOWHERE && source < store->sources
           && strcmp(store->source[source].schema, schema) == 0;
}

uint64_t lc_import_place(uint32_t record, int32_t start)
{
    return lc_mix64((uint64_t)record << 32 | (uint32_t)start);
}

static uint64_t place_key(const struct lc_import_follow *f, uint32_t record,
                          int32_t start)
{
    return lc_import_place(record, f->loose ? 0 : start);
}

bool lc_import_is_loose(const struct lc_schema *schema)
{
    bool loose = false;
    for (unsigned i = 0; i < schema->feeds_count; i++)
        loose |= schema->feeds[i].first_in != NULL;
    return loose;
}

static int index_history(struct lc_import_follow *f, uint32_t which,
                         struct lc_error *err)
{
    const struct lc_history *h = &f->ledger->store->history[which];
    int code = LC_OK;
    for (size_t i = 0; i < h->n && !code; i++)
        if (h->known_to[i] == LC_OPEN
            && lc_import_is_from(f->ledger->store, h->file[i], f->leader->name))
            code = lc_index_add(&f->at, place_key(f, h->record[i], h->start[i]), which,
                                (uint32_t)i, err);
    return code;
}

static int follow_one(struct lc_import_follow **follow, struct lc_import_run *run,
                      const struct lc_schema *schema, const char *leader,
                      struct lc_error *err)
{
    struct lc_import_follow *f = *follow = lc_alloc(1, sizeof *f);
    if (!f)
        return LC_FAIL_NOMEM(err);
    f->ledger = &run->ledger;
    f->result = run->result;
    f->received = run->ask->options->received;
    f->eras = run->ledger.eras;
    f->following = schema;
    f->leader = lc_schemas_named(run->ask->schemas, leader);
    f->loose = lc_import_is_loose(schema);
    f->timeless = f->loose || f->leader->coverage == LC_COVERS_NOTHING;
    int code = lc_ledger_index(&run->ledger, err);
    if (!code)
        code = lc_index_init(&f->at, 1024, err);
    for (unsigned i = 0; i < schema->feeds_count && !code; i++) {
        unsigned before = 0;
        while (strcmp(schema->feeds[before].history, schema->feeds[i].history) != 0)
            before++;
        if (before == i && lc_schema_feeds(f->leader, schema->feeds[i].history))
            code = index_history(
                f, lc_ledger_history(&run->ledger, schema->feeds[i].history), err);
    }
    return code;
}

int lc_import_follow_new(struct lc_import_follow **follow, struct lc_import_run *run,
                         const struct lc_schema *schema, struct lc_error *err)
{
    int code = LC_OK;
    *follow = NULL;
    for (unsigned i = 0; i < schema->follows_count && !code; i++) {
        code = follow_one(follow, run, schema, schema->follows[i], err);
        if (*follow)
            follow = &(*follow)->next;
    }
    return code;
}

void lc_import_follow_free(struct lc_import_follow *follow)
{
    while (follow) {
        struct lc_import_follow *next = follow->next;
        lc_index_free(&follow->at);
        free(follow);
        follow = next;
    }
}

/* Does the leader tell the history at all? */
static bool leads(const struct lc_import_follow *f, uint32_t history)
{
    return lc_schema_feeds(f->leader, f->ledger->store->history[history].name);
}

/* The last day, exclusive, up to which the leader covers the span; LC_NO_DAY: not at
 * all. */
static int32_t covered_to(const struct lc_import_follow *f, int32_t start, int32_t end)
{
    int32_t to = LC_NO_DAY;
    for (size_t i = 0; i < f->ledger->store->sources; i++) {
        const struct lc_source *s = &f->ledger->store->source[i];
        if (strcmp(s->schema, f->leader->name) || s->covers_from >= s->covers_to)
            continue;
        if (start < s->covers_to && end > s->covers_from && s->covers_to > to)
            to = s->covers_to;
    }
    return to;
}

/* From when the end that a follower says is known. */
static struct lc_since end_since(const struct lc_batch *batch,
                                 const struct lc_batch_event *said,
                                 const struct lc_learning *learning)
{
    struct lc_version version[LC_MOST_VERSIONS];
    size_t v = 0;
    size_t n = lc_versions(version, said, &batch->schema->feeds[said->feed], learning);
    while (v + 1 < n && version[v].end == LC_OPEN)
        v++;
    return (struct lc_since){ version[v].known_from, version[v].assumed };
}

/* The leader's event was open when its extract was made, and has ended since: a new
 * version of it, with the leader's own key and content, so that the leader's file read
 * again finds what it said. */
static int end_event(struct lc_import_follow *f, uint32_t history,
                     struct lc_index_slot *slot, int32_t end, struct lc_since since,
                     struct lc_error *err)
{
    struct lc_history *h = &f->ledger->store->history[history];
    uint32_t i = slot->event;
    f->result->changed = true;
    if (since.day <= h->known_from[i]) { /* it was never known to be open */
        h->end[i] = end;
        return LC_OK;
    }
    struct lc_event event = lc_history_event(h, i);
    event.end = end;
    event.known_from = since.day;
    event.known_to = LC_OPEN;
    event.assumed = since.assumed;
    h->known_to[i] = since.day;
    slot->event = (uint32_t)h->n;
    return lc_ledger_add_version(f->ledger, history, i, &event, err);
}

bool lc_import_says_ends(const struct lc_schema *schema, const char *history)
{
    for (unsigned i = 0; i < schema->feeds_count; i++)
        if (strcmp(schema->feeds[i].history, history) == 0
            && schema->feeds[i].end_at != LC_NO_COLUMN)
            return true;
    return false;
}

/* Does the follower say when events of the history end? */
static bool says_ends(const struct lc_import_follow *f, uint32_t history)
{
    return lc_import_says_ends(f->following, f->ledger->store->history[history].name);
}

/* The day up to which an event may be covered: one that has no end, a referral, is
 * where it starts. */
static int32_t until(bool ends, int32_t start, int32_t end)
{
    return ends ? end : start + 1;
}

/* Is the end of the leader's event another's word? Its own row has none. */
static bool is_told(const struct lc_import_follow *f, const struct lc_history *h,
                    uint32_t event)
{
    for (unsigned i = 0; i < f->leader->feeds_count; i++) {
        const struct lc_feed *feed = &f->leader->feeds[i];
        if (strcmp(feed->history, h->name) == 0
            && lc_event_content_as(h, event, feed, h->start[event], LC_OPEN, f->eras)
                   == h->content[event])
            return true;
    }
    return false;
}

/* Another end than the follower has told. On a later day it is a correction; of one day
 * that which goes on gives way, and of two ends none is the newer. */
static int tell_anew(struct lc_import_follow *f, const struct lc_said *all,
                     size_t which, struct lc_index_slot *slot, struct lc_error *err)
{
    struct lc_since since = lc_lookup_end_since(f->ledger, all->history, slot->event);
    int32_t end = all->said[which].event->end;
    if (!all->said[which].learning.first && since.day != f->received)
        return end_event(f, all->history, slot, end,
                         (struct lc_since){ .day = f->received }, err);
    if (end == LC_OPEN)
        return LC_OK;
    if (slot->event >= f->ledger->events_before[all->history])
        return lc_notes_find(&f->result->notes, all->batch->file, all->row->line,
                             "leader differs", err);
    return lc_receipts_contradiction(all->batch, all->row, err);
}

/* One event of the follower, of a history whose ends it says or not: *add true if the
 * leader neither covers nor tells it. */
static int judge(struct lc_import_follow *f, const struct lc_said *all, size_t which,
                 bool ends, bool *add, struct lc_error *err)
{
    uint32_t history = all->history;
    const struct lc_batch_event *said = all->said[which].event;
    const struct lc_history *h = &f->ledger->store->history[history];
    int32_t to = covered_to(f, said->start, until(ends, said->start, said->end));
    size_t at = 0;
    struct lc_index_slot *slot = lc_index_next(
        &f->at, place_key(f, all->row->record, said->start), history, &at);
    *add = !slot && (f->timeless || to == LC_NO_DAY);
    if (*add || f->timeless)
        return LC_OK;
    struct lc_notes *notes = &f->result->notes;
    uint32_t file = all->batch->file;
    if (!slot)
        return lc_notes_find(notes, file, all->row->line, "leader silent", err);
    int32_t end = h->end[slot->event];
    if (end == said->end)
        return LC_OK;
    bool covered =
        lc_import_says_ends(f->leader, h->name) && (said->end < to || end < to);
    if (!covered && end == LC_OPEN)
        return end_event(f, history, slot, said->end,
                         end_since(all->batch, said, &all->said[which].learning), err);
    if (!covered && is_told(f, h, slot->event))
        return tell_anew(f, all, which, slot, err);
    return lc_notes_find(notes, file, all->row->line, "leader differs", err);
}

static int filter(struct lc_import_follow *follow, struct lc_said *said, bool *matched,
                  struct lc_error *err)
{
    size_t left = 0;
    bool ends = says_ends(follow, said->history);
    int code = LC_OK;
    if (!leads(follow, said->history))
        return LC_OK;
    for (size_t i = 0; i < said->n && !code; i++) {
        bool add;
        code = judge(follow, said, i, ends, &add, err);
        if (add)
            said->said[left++] = said->said[i];
        else
            *matched = true;
    }
    said->n = left;
    return code;
}

int lc_import_follow_filter(struct lc_import_follow *follow, struct lc_said *said,
                            bool *matched, struct lc_error *err)
{
    int code = LC_OK;
    for (; follow && !code; follow = follow->next)
        code = filter(follow, said, matched, err);
    return code;
}

/* --- a leader that comes later ---------------------------------------------------- */

/* All versions of a key, those that were still to come too, end on the day on which the
 * leader was received. */
static void close_key(struct lc_import_follow *f, uint32_t which, uint64_t key)
{
    struct lc_history *h = &f->ledger->store->history[which];
    const struct lc_index_slot *slot;
    for (size_t at = 0; (slot = lc_ledger_next(f->ledger, key, which, &at));) {
        uint32_t i = slot->event;
        int32_t to = h->known_from[i] > f->received ? h->known_from[i] : f->received;
        if (h->known_to[i] <= to)
            continue;
        h->known_to[i] = to;
        f->result->changed = true;
    }
}

static void close_covered(struct lc_import_follow *f, uint32_t which)
{
    struct lc_history *h = &f->ledger->store->history[which];
    bool ends = says_ends(f, which);
    for (size_t i = 0; i < h->n && leads(f, which); i++) {
        size_t at = 0;
        if (h->known_to[i] <= f->received
            || !lc_import_is_from(f->ledger->store, h->file[i], f->following->name))
            continue;
        int32_t to = covered_to(f, h->start[i], until(ends, h->start[i], h->end[i]));
        if ((!f->timeless && to != LC_NO_DAY)
            || lc_index_next(&f->at, place_key(f, h->record[i], h->start[i]), which,
                             &at))
            close_key(f, which, h->key[i]);
    }
}

static bool has_source(const struct lc_ledger *s, const char *schema, bool new)
{
    for (size_t i = new ? s->sources_before : 0; i < s->store->sources; i++)
        if (lc_import_is_from(s->store, (uint32_t)i, schema))
            return true;
    return false;
}

/* What the follower had said is closed where the leader, of this import, speaks. */
static int take_over(struct lc_import_run *run, const struct lc_schema *schema,
                     const char *leader, struct lc_error *err)
{
    struct lc_import_follow *follow = NULL;
    if (!has_source(&run->ledger, leader, true))
        return LC_OK;
    int code = follow_one(&follow, run, schema, leader, err);
    for (unsigned f = 0; f < schema->feeds_count && !code; f++)
        close_covered(follow,
                      lc_ledger_history(&run->ledger, schema->feeds[f].history));
    lc_import_follow_free(follow);
    return code;
}

int lc_import_follow_close(struct lc_import_run *run, struct lc_error *err)
{
    const lc_schemas *schemas = run->ask->schemas;
    int code = LC_OK;
    for (size_t i = 0; i < lc_schemas_count(schemas) && !code; i++) {
        const struct lc_schema *schema = lc_schemas_at(schemas, i);
        if (!has_source(&run->ledger, schema->name, false))
            continue;
        for (unsigned k = 0; k < schema->follows_count && !code; k++)
            code = take_over(run, schema, schema->follows[k], err);
    }
    return code;
}
