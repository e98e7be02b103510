#include "import/moved_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/notes_inside.h"

/* An event that is still said. */
struct standing {
    uint32_t record, event;
    int32_t start;
};

struct looking {
    struct lc_import_run *run;
    size_t count;
    const struct lc_batch *batch;
    const struct lc_history *h;
    uint32_t history;
    struct lc_error *err;
    size_t keys;
    uint64_t
        *key; /* [keys] of all rows of this import, ascending; NULL: not asked yet */
};

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

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
    for (size_t b = 0; b < l->count; b++)
        if (l->batch[b].source == l->h->file[event] && !l->batch[b].again)
            return &l->batch[b];
    return NULL;
}

static int gather_keys(struct looking *l)
{
    size_t rows = 0;
    for (size_t b = 0; b < l->count; b++)
        rows += l->batch[b].rows;
    l->key = lc_alloc(rows, sizeof *l->key);
    if (!l->key)
        return LC_FAIL_NOMEM(l->err);
    for (size_t b = 0; b < l->count; b++)
        for (size_t r = 0; r < l->batch[b].rows; r++)
            l->key[l->keys++] =
                lc_ledger_key(&l->run->ledger, l->batch[b].row[r].key, l->history);
    if (rows)
        qsort(l->key, rows, sizeof *l->key, by_number);
    return LC_OK;
}

/* Does any file of this import say the event's key still? */
static bool is_said(const struct looking *l, uint32_t event)
{
    return l->keys
           && bsearch(&l->h->key[event], l->key, l->keys, sizeof *l->key, by_number);
}

static int judge(struct looking *l, uint32_t old, uint32_t new)
{
    const struct lc_batch *batch = batch_of(l, new);
    int32_t start = l->h->start[old], day = l->run->ask->options->received;
    if (!batch || source_of(l, old)->imported >= day || start < batch->covers_from
        || start >= batch->covers_to || l->h->code[old] != l->h->code[new])
        return LC_OK;
    int code = l->key ? LC_OK : gather_keys(l);
    if (code || is_said(l, old))
        return code;
    return lc_notes_find(&l->run->result->notes, batch->file, l->h->line[new], "moved",
                         l->err);
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
static int look(struct looking *l, const char *schema)
{
    struct standing *s = lc_alloc(l->h->n, sizeof *s);
    size_t n = s ? gather(l, schema, s) : 0;
    int code = s ? LC_OK : LC_FAIL_NOMEM(l->err);
    for (size_t i = 1; i < n && !code; i++) {
        uint32_t a = s[i - 1].event, b = s[i].event;
        if (s[i - 1].record != s[i].record || l->h->start[b] >= l->h->end[a])
            continue;
        code = judge(l, a, b);
        if (!code)
            code = judge(l, b, a);
    }
    free(s);
    return code;
}

int lc_moved_find(struct lc_import_run *run, size_t count, const struct lc_batch *batch,
                  struct lc_error *err)
{
    const struct lc_schema *schema = batch->schema;
    int code = LC_OK;
    for (unsigned f = 0; f < schema->feeds_count && !code; f++) {
        if (!is_by_start(schema, &schema->feeds[f]))
            continue;
        uint32_t history = lc_ledger_history(&run->ledger, schema->feeds[f].history);
        struct looking l = { .run = run,
                             .count = count,
                             .batch = batch,
                             .h = &run->ledger.store->history[history],
                             .history = history,
                             .err = err };
        code = look(&l, schema->name);
        free(l.key);
    }
    return code;
}
