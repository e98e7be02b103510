#include "import/merged_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/follow_inside.h"
#include "import/schema_inside.h"

/* --- what rows say ---------------------------------------------------------------- */

/* The record that a number stands for once all merges were followed. */
static uint32_t follow(const struct lc_store *store, uint32_t record, int32_t day)
{
    for (size_t turn = 0; turn <= store->merges; turn++) {
        size_t i = store->merges;
        while (i > 0
               && (store->merged[i - 1].record != record
                   || store->merged[i - 1].day > day))
            i--;
        if (!i)
            break;
        record = store->merged[i - 1].into;
    }
    return record;
}

/* The old number, and beside it the new one. */
static int keep_number(struct lc_batch *b, const struct lc_import_run *run,
                       const struct lc_merged_said *said, uint32_t record,
                       struct lc_error *err)
{
    struct lc_slice system = said->system, number = said->number, old = said->old;
    struct lc_identity id = { .record = record,
                              .known_from = run->ask->options->received,
                              .born = LC_NO_DAY,
                              .since = LC_NO_DAY };
    id.local = lc_arena_text(b->arena, old.data, old.size);
    id.other_type = lc_arena_text(b->arena, system.data, system.size);
    id.other_value = lc_arena_text(b->arena, number.data, number.size);
    if (!id.local || !id.other_type || !id.other_value)
        return LC_FAIL_NOMEM(err);
    return lc_identities_add(run->people.identities, &id, err);
}

int lc_merged_row(struct lc_batch *b, const struct lc_import_run *run,
                  const struct lc_merged_said *said, uint32_t record, uint32_t into,
                  const char **reason, struct lc_error *err)
{
    uint32_t last = follow(run->ledger.store, into, run->ask->options->received);
    if (last == record)
        *reason = "a number merged into itself";
    for (size_t i = 0; i < b->mergeds && !*reason; i++)
        if (b->merged[i].into == record && b->merged[i].record == into)
            *reason = "two numbers merged into each other";
    if (*reason)
        return LC_OK;
    int code = LC_GROW(b->merged, b->merged_room, b->mergeds + 1, err);
    if (code)
        return code;
    b->merged[b->mergeds++] =
        (struct lc_merged){ .record = record, .into = into, .line = said->line };
    return keep_number(b, run, said, record, err);
}

/* The newest merge of the record, or NULL. */
static struct lc_merged *newest(const struct lc_store *store, uint32_t record)
{
    struct lc_merged *found = NULL;
    for (size_t i = 0; i < store->merges; i++)
        if (store->merged[i].record == record)
            found = store->merged + i;
    return found;
}

int lc_merged_take(struct lc_batch *b, struct lc_import_run *run, struct lc_error *err)
{
    struct lc_store *store = run->ledger.store;
    struct lc_import_file *file = &run->result->file[b->file];
    int code = LC_OK;
    for (size_t i = 0; i < b->mergeds && !code && !b->again; i++) {
        const struct lc_merged *said = b->merged + i;
        const struct lc_merged *known = newest(store, said->record);
        if (known && known->into == said->into) {
            if (file->taken) {
                file->taken--;
                file->unchanged++;
            }
            continue;
        }
        code = LC_GROW(store->merged, store->merged_room, store->merges + 1, err);
        if (code)
            continue;
        store->merged[store->merges] = *said;
        store->merged[store->merges].day = run->ask->options->received;
        store->merged[store->merges++].file = b->source;
        store->linked = false;
        run->result->changed = true;
    }
    return code ? code : lc_merged_follow(run, err);
}

int lc_merged_check(const struct lc_batch *b, const struct lc_import_run *run,
                    struct lc_error *err)
{
    char day[LC_DAY_ROOM];
    for (size_t i = 0; i < run->ledger.sources_before && b->mergeds; i++) {
        const struct lc_source *s = &run->ledger.store->source[i];
        if (s->imported < run->ask->options->received
            || strcmp(s->schema, b->schema->name) == 0)
            continue;
        return LC_FAIL(err, LC_REFUSED,
                       "%s: %s of %s is in already, and was read as if no number were "
                       "merged: import both in one command, or this file first, into a "
                       "new store, or say the day on which it came (--received)",
                       b->path, s->schema, lc_day_print(s->imported, day));
    }
    return LC_OK;
}

/* --- whose rows are read ---------------------------------------------------------- */

bool lc_merged_is_personal(const struct lc_schema *schema)
{
    for (unsigned k = 0; k < schema->key_count; k++)
        if (schema->key_at[k] != schema->person_at
            && schema->key_at[k] != schema->system_at)
            return false;
    return true;
}

uint32_t lc_merged_record(const struct lc_import_run *run,
                          const struct lc_schema *schema, uint32_t record)
{
    if (record >= run->followed || schema->into_at != LC_NO_COLUMN
        || lc_merged_is_personal(schema))
        return record;
    return run->follow[record];
}

int lc_merged_follow(struct lc_import_run *run, struct lc_error *err)
{
    const struct lc_store *store = run->ledger.store;
    free(run->follow);
    run->follow = NULL;
    run->followed = 0;
    if (!store->merges)
        return LC_OK;
    run->follow = lc_alloc(store->records, sizeof *run->follow);
    if (!run->follow)
        return LC_FAIL_NOMEM(err);
    run->followed = store->records;
    for (size_t r = 0; r < store->records; r++)
        run->follow[r] = (uint32_t)r;
    for (size_t i = 0; i < store->merges; i++)
        run->follow[store->merged[i].record] =
            follow(store, store->merged[i].record, run->ask->options->received);
    return LC_OK;
}

void lc_merged_end(struct lc_import_run *run)
{
    free(run->follow);
}

/* --- what stands ------------------------------------------------------------------ */

struct moving {
    struct lc_import_run *run;
    bool *stays; /* [sources] what they say is said once a person */
    uint32_t
        *from; /* [merges] whose events move: what the number was merged into before */
    bool *leaves; /* [records] is it any of from? */
    struct lc_history *h;
    uint32_t history;
    struct lc_error *err;
};

/* Was it ever said of the record? */
static bool was_of(const struct moving *m, uint32_t i, uint32_t record)
{
    const struct lc_index_slot *slot;
    if (m->h->record[i] == record)
        return true;
    for (size_t at = 0;
         (slot = lc_ledger_next(&m->run->ledger, m->h->key[i], m->history, &at));)
        if (m->h->record[slot->event] == record)
            return true;
    return false;
}

static int split(const struct moving *m, uint32_t i, uint32_t into, int32_t day)
{
    struct lc_history *h = m->h;
    struct lc_event event = lc_history_event(h, i);
    event.child = m->run->ledger.store->record[into].child;
    event.record = into;
    event.known_from = day;
    event.known_to = h->known_to[i];
    h->known_to[i] = day;
    return lc_ledger_add_version(&m->run->ledger, m->history, i, &event, m->err);
}

/* The first merge that moves the event on; merges: none does. */
static size_t merge_of(const struct moving *m, uint32_t i)
{
    const struct lc_store *store = m->run->ledger.store;
    size_t k = 0;
    while (k < store->merges
           && (m->from[k] != m->h->record[i]
               || m->h->known_to[i] <= store->merged[k].day
               || !was_of(m, i, store->merged[k].record)))
        k++;
    return k;
}

/* What was split off stands behind, and is met in its turn. */
static int move_event(const struct moving *m, uint32_t i)
{
    const struct lc_store *store = m->run->ledger.store;
    for (size_t k; (k = merge_of(m, i)) < store->merges;) {
        const struct lc_merged *one = store->merged + k;
        m->run->result->changed = true;
        if (m->h->known_from[i] < one->day)
            return split(m, i, one->into, one->day);
        m->h->record[i] = one->into;
        m->h->child[i] = store->record[one->into].child;
    }
    return LC_OK;
}

static int move_all(struct moving *m)
{
    struct lc_store *store = m->run->ledger.store;
    int code = LC_OK;
    for (size_t k = 0; k < store->histories && !code; k++) {
        m->h = &store->history[k];
        m->history = (uint32_t)k;
        for (uint32_t i = 0; i < m->h->n && !code; i++)
            if (m->h->file[i] != LC_NOWHERE && m->leaves[m->h->record[i]]
                && !m->stays[m->h->file[i]])
                code = move_event(m, i);
    }
    return code;
}

/* Which sources' rows are said once a person, and which records' events move. */
static void find_moves(struct moving *m)
{
    const struct lc_store *store = m->run->ledger.store;
    for (size_t i = 0; i < store->sources; i++) {
        const struct lc_schema *schema =
            lc_schemas_named(m->run->ask->schemas, store->source[i].schema);
        m->stays[i] = schema && lc_merged_is_personal(schema);
    }
    for (size_t i = 0; i < store->merges; i++) {
        m->from[i] = store->merged[i].record;
        for (size_t k = 0; k < i; k++)
            if (store->merged[k].record == store->merged[i].record)
                m->from[i] = store->merged[k].into;
        m->leaves[m->from[i]] = true;
    }
}

int lc_merged_move(struct lc_import_run *run, struct lc_error *err)
{
    const struct lc_store *store = run->ledger.store;
    struct moving m = { .run = run, .err = err };
    if (!store->merges)
        return LC_OK;
    m.stays = lc_alloc(store->sources, sizeof *m.stays);
    m.from = lc_alloc(store->merges, sizeof *m.from);
    m.leaves = lc_alloc(store->records, sizeof *m.leaves);
    int code = m.stays && m.from && m.leaves ? lc_ledger_index(&run->ledger, err)
                                             : LC_FAIL_NOMEM(err);
    if (!code) {
        find_moves(&m);
        code = move_all(&m);
    }
    free(m.stays);
    free(m.from);
    free(m.leaves);
    return code;
}
