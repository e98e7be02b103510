#include "import/moved_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/notes_inside.h"
#include "import/unsaid_inside.h"

/* An event that is still said. */
struct standing {
    uint32_t record, event;
    int32_t start;
};

struct looking {
    struct lc_import_run *run;
    const struct lc_unsaid *unsaid;
    const struct lc_history *h;
    uint32_t history;
    bool
        counts; /* the first history of the schema that is looked at: rows count once */
    struct lc_error *err;
};

static int by_record(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->event > y->event) - (x->event < y->event);
}

/* Is a row of the schema known by its person and the feed's start, and is it a spell?
 */
static bool is_by_start(const struct lc_schema *schema, const struct lc_feed *feed)
{
    int other = schema->key_count == 2 && schema->key_at[0] == schema->person_at
                    ? schema->key_at[1]
                    : LC_NO_COLUMN;
    return other != LC_NO_COLUMN && other == feed->start_at
           && feed->end_at != LC_NO_COLUMN;
}

static const struct lc_source *source_of(const struct looking *l, uint32_t event)
{
    return &l->run->ledger.store->source[l->h->file[event]];
}

/* The batch of this import that gave the event, or NULL. */
static const struct lc_batch *batch_of(const struct looking *l, uint32_t event)
{
    for (size_t b = 0; b < l->unsaid->count; b++)
        if (l->unsaid->batch[b].source == l->h->file[event]
            && !l->unsaid->batch[b].again)
            return &l->unsaid->batch[b];
    return NULL;
}

static int32_t today(const struct looking *l)
{
    return l->run->ask->options->received;
}

/* Was nothing said of the event's key before this day? */
static bool is_new(const struct looking *l, uint32_t event)
{
    const struct lc_index_slot *slot;
    for (size_t at = 0;
         (slot = lc_ledger_next(&l->run->ledger, l->h->key[event], l->history, &at));)
        if (source_of(l, slot->event)->imported < today(l))
            return false;
    return true;
}

/* --- a correction ----------------------------------------------------------------- */

/* The new event is known from this day on, as what the old one said is until then. */
static void raise_known(const struct looking *l, uint32_t event)
{
    struct lc_history *h = &l->run->ledger.store->history[l->history];
    struct lc_index_slot *slot;
    for (size_t at = 0;
         (slot = lc_ledger_next(&l->run->ledger, h->key[event], l->history, &at));) {
        uint32_t i = slot->event;
        if (h->known_from[i] >= today(l))
            continue;
        if (h->known_to[i] <= today(l)) {
            h->file[i] = LC_NOWHERE;
            slot->event = LC_NOWHERE;
            continue;
        }
        h->known_from[i] = today(l);
        h->assumed[i] = 0;
    }
}

static void correct(const struct looking *l, const struct lc_batch *batch, uint32_t old,
                    uint32_t new)
{
    struct lc_import_file *file = &l->run->result->file[batch->file];
    lc_unsaid_close(l->unsaid, l->history, old);
    raise_known(l, new);
    if (!l->counts || !file->taken)
        return;
    file->taken--;
    file->corrected++;
}

/* Do both end on one day and say the same of what lies before it? No child goes missing
 * twice until one return. */
static bool is_same_but_start(const struct looking *l, uint32_t a, uint32_t b)
{
    const struct lc_history *h = l->h;
    bool same =
        h->end[a] == h->end[b] && h->end[a] != LC_OPEN && h->level[a] == h->level[b];
    for (size_t k = 0; k < h->attributes; k++)
        same &= h->attribute[k].value[a] == h->attribute[k].value[b];
    return same;
}

static int find(const struct looking *l, const struct lc_batch *batch, uint32_t new)
{
    return lc_notes_find(&l->run->result->notes, batch->file, l->h->line[new], "moved",
                         l->err);
}

/* Has an earlier command of the day, which lacked the old one, made it the new? */
static bool was_corrected(const struct looking *l, uint32_t old, uint32_t new)
{
    size_t at = 0;
    return new < l->run->ledger.events_before[l->history]
           && source_of(l, new)->imported == today(l)
           && lc_index_next(&l->run->ledger.reopened, l->h->key[old], l->history, &at);
}

/* Does it lie before the first day of a full extract for no other reason than that it
 * is not in it? */
static bool is_before_first(const struct looking *l, const struct lc_batch *batch,
                            int32_t start)
{
    return batch->full && l->run->ask->options->covers_from == LC_NO_DAY
           && start < batch->covers_from && !lc_unsaid_is_in_parts(l->unsaid);
}

static int judge(const struct looking *l, uint32_t old, uint32_t new)
{
    const struct lc_batch *batch = batch_of(l, new);
    int32_t start = l->h->start[old];
    if (l->h->code[old] != l->h->code[new] || source_of(l, old)->imported >= today(l))
        return LC_OK;
    if (was_corrected(l, old, new))
        return lc_unsaid_refuse(l->unsaid, l->err);
    if (!batch || !is_new(l, new))
        return LC_OK;
    enum lc_unsaid_how how = lc_unsaid_how(l->unsaid, l->history, old);
    if (how == LC_IN_DOUBT)
        return lc_unsaid_refuse(l->unsaid, l->err);
    bool covered = start >= batch->covers_from && start < batch->covers_to;
    if (how == LC_NOT_COVERED && is_before_first(l, batch, start))
        how = LC_NO_MORE;
    if (how == LC_STILL_SAID || (how == LC_NOT_COVERED && !covered))
        return LC_OK;
    if (how == LC_NOT_COVERED
        && (!is_same_but_start(l, old, new) || lc_unsaid_is_in_parts(l->unsaid)))
        return find(l, batch, new);
    correct(l, batch, old, new);
    return LC_OK;
}

static size_t gather(const struct looking *l, const char *schema,
                     struct standing *standing)
{
    size_t n = 0;
    for (size_t i = 0; i < l->h->n; i++)
        if (l->h->known_to[i] == LC_OPEN && l->h->file[i] != LC_NOWHERE
            && strcmp(source_of(l, (uint32_t)i)->schema, schema) == 0)
            standing[n++] =
                (struct standing){ l->h->record[i], (uint32_t)i, l->h->start[i] };
    if (n)
        qsort(standing, n, sizeof *standing, by_record);
    return n;
}

/* Each event beside the next of its record. */
static int look(const struct looking *l, const char *schema)
{
    struct standing *s = lc_alloc(l->h->n, sizeof *s);
    size_t n = s ? gather(l, schema, s) : 0;
    int code = s ? LC_OK : LC_FAIL_NOMEM(l->err);
    for (size_t i = 1; i < n && !code; i++) {
        uint32_t a = s[i - 1].event, b = s[i].event;
        if (s[i - 1].record != s[i].record || l->h->start[b] >= l->h->end[a])
            continue;
        code = judge(l, a, b);
        if (!code && l->h->known_to[a] == LC_OPEN && l->h->known_to[b] == LC_OPEN)
            code = judge(l, b, a);
    }
    free(s);
    return code;
}

static int look_all(struct lc_import_run *run, const struct lc_unsaid *unsaid,
                    struct lc_error *err)
{
    const struct lc_schema *schema = unsaid->batch->schema;
    bool first = true;
    int code = LC_OK;
    for (unsigned f = 0; f < schema->feeds_count && !code; f++) {
        if (!is_by_start(schema, &schema->feeds[f]))
            continue;
        uint32_t history = lc_ledger_history(&run->ledger, schema->feeds[f].history);
        struct looking l = { .run = run,
                             .unsaid = unsaid,
                             .h = &run->ledger.store->history[history],
                             .history = history,
                             .counts = first,
                             .err = err };
        code = look(&l, schema->name);
        first = false;
    }
    return code;
}

int lc_moved_find(struct lc_import_run *run, size_t count, const struct lc_batch *batch,
                  struct lc_error *err)
{
    struct lc_unsaid unsaid = { 0 };
    bool asked = false;
    for (unsigned f = 0; f < batch->schema->feeds_count; f++)
        asked |= is_by_start(batch->schema, &batch->schema->feeds[f]);
    if (!asked || !lc_unsaid_is_asked(run, batch))
        return LC_OK;
    int code = lc_ledger_index(&run->ledger, err);
    if (!code)
        code = lc_unsaid_begin(&unsaid, run, count, batch, err);
    if (!code)
        code = look_all(run, &unsaid, err);
    lc_unsaid_end(&unsaid);
    return code;
}
