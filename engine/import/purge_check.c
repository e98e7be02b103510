/* What was purged on a day, against the files of its other commands (purge_inside.h).
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/merged_inside.h"
#include "import/purge_take_inside.h"
#include "import/schema_inside.h"

/* A purge of the day, by another command. */
struct gone {
    const struct lc_purged *one;
    const struct lc_schema *by; /* NULL: not known any more */
    bool all; /* it takes all that the batch's schema says of a record */
};

struct checking {
    const struct lc_batch *b;
    const struct lc_import_run *run;
    size_t count, records, record_room;
    struct gone *gone; /* [count] by key */
    uint32_t *record;  /* [records] ascending: all of theirs is gone */
    struct lc_error *err;
};

/* --- what is gone ----------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
    const struct gone *x = a, *y = b;
    return (x->one->key > y->one->key) - (x->one->key < y->one->key);
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The first of the key, if there is any; else of a later one, or of none. */
static size_t first_of(const struct checking *c, uint64_t key)
{
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->gone[middle].one->key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int add_record(struct checking *c, uint32_t record)
{
    int code = LC_GROW(c->record, c->record_room, c->records + 1, c->err);
    if (!code)
        c->record[c->records++] = record;
    return code;
}

static int gather(struct checking *c)
{
    const struct lc_store *store = c->run->ledger.store;
    const struct lc_import_ask *ask = c->run->ask;
    int code = LC_OK;
    c->gone = lc_alloc(store->purges, sizeof *c->gone);
    if (!c->gone)
        return LC_FAIL_NOMEM(c->err);
    for (size_t k = 0; k < store->purges && !code; k++) {
        struct gone g = { .one = store->purged + k };
        if (g.one->day != ask->options->received
            || g.one->file >= c->run->ledger.sources_before)
            continue;
        g.by = lc_schemas_named(ask->schemas, store->source[g.one->file].schema);
        g.all = g.by && g.by != c->b->schema && lc_purge_takes_all(g.by, c->b->schema);
        if (g.all && g.one->record != LC_NO_RECORD)
            code = add_record(c, g.one->record);
        c->gone[c->count++] = g;
    }
    if (c->count)
        qsort(c->gone, c->count, sizeof *c->gone, by_key);
    return code;
}

/* --- of whom the store knew nothing ----------------------------------------------- */

/* The key of a row of the schema that takes back who has the number; 0: the row could
 * not mean him, for his number is of another system. */
static uint64_t key_of(const struct checking *c, const struct lc_schema *by,
                       const struct lc_identity *id)
{
    const struct lc_store *store = c->run->ledger.store;
    const char *system =
        lc_codes_name(&store->systems, store->record[id->record].system);
    struct lc_slice value[2];
    if (by->system_at == LC_NO_COLUMN
        && strcmp(system, by->system ? by->system : "social_care") != 0)
        return 0;
    for (unsigned k = 0; k < by->key_count; k++)
        value[k] = lc_slice_of(by->key_at[k] == by->person_at ? id->local : system);
    return lc_eras_row(
        c->run->ledger.eras,
        lc_row_key(c->run->ledger.key, lc_schema_key_space(by), by->key_count, value));
}

/* Who came since with a number that the schema's rows took back. */
static int find_since(struct checking *c, const struct lc_schema *by)
{
    const struct lc_identities *ids = c->run->people.identities;
    int code = LC_OK;
    for (size_t i = 0; i < ids->count && !code; i++) {
        const struct lc_identity *id = ids->row + i;
        uint64_t key = id->local ? key_of(c, by, id) : 0;
        bool any = false;
        for (size_t g = first_of(c, key);
             key && !any && g < c->count && c->gone[g].one->key == key; g++)
            any = c->gone[g].by == by && c->gone[g].one->record == LC_NO_RECORD;
        if (any)
            code = add_record(c, lc_merged_record(c->run, by, id->record));
    }
    return code;
}

static int find_records(struct checking *c)
{
    const lc_schemas *schemas = c->run->ask->schemas;
    int code = LC_OK;
    for (size_t s = 0; s < lc_schemas_count(schemas) && !code; s++) {
        const struct lc_schema *by = lc_schemas_at(schemas, s);
        bool any = false;
        for (size_t g = 0; g < c->count && !any; g++)
            any = c->gone[g].by == by && c->gone[g].all
                  && c->gone[g].one->record == LC_NO_RECORD;
        if (any)
            code = find_since(c, by);
    }
    if (c->records)
        qsort(c->record, c->records, sizeof *c->record, by_number);
    return code;
}

/* --- what the file says ----------------------------------------------------------- */

static int refuse(const struct checking *c, uint64_t line)
{
    return LC_FAIL(c->err, LC_REFUSED,
                   "%s:%" PRIu64 ": another file of the same day has taken this back, "
                   "and neither is the later: import both in one command, into a store "
                   "that has neither, or give each its day (--received)",
                   c->b->path, line);
}

/* Was the row's own thing taken back? Of a part the key is of what it lies in, which
 * stays. */
static bool is_gone(const struct checking *c, uint64_t row_key)
{
    uint64_t key = lc_eras_row(c->run->ledger.eras, row_key);
    const char *space = lc_schema_key_space(c->b->schema);
    bool gone = false;
    for (size_t g = first_of(c, key);
         g < c->count && !gone && c->gone[g].one->key == key; g++)
        gone = !c->gone[g].by || strcmp(lc_schema_key_space(c->gone[g].by), space) == 0;
    return gone;
}

/* Does the row lie in what was taken back, or is it of a part of it that was? */
static bool lay(const struct checking *c, const struct lc_batch_nest *nest)
{
    const struct lc_schema *s = c->b->schema;
    uint64_t key = nest->said.parent;
    bool gone = false;
    for (size_t g = first_of(c, key);
         g < c->count && !gone && c->gone[g].one->key == key; g++)
        gone = !c->gone[g].by || c->gone[g].by == s
               || strcmp(c->gone[g].by->name, s->within->schema) == 0;
    return gone;
}

static int check_rows(struct checking *c)
{
    const struct lc_batch *b = c->b;
    struct lc_batch_row row = { 0 };
    int code = LC_OK;
    for (size_t i = 0; i < b->rows.count && !code; i++) {
        bool gone = is_gone(c, lc_batch_rows_key(&b->rows, i));
        if (gone || c->records)
            code = lc_batch_rows_get(&b->rows, i, &row, c->err);
        if (!code && !gone && c->records)
            gone = bsearch(&row.record, c->record, c->records, sizeof *c->record,
                           by_number);
        if (!code && gone)
            code = refuse(c, row.line);
    }
    lc_batch_row_free(&row);
    for (size_t i = 0; i < b->nests && !code; i++)
        if (lay(c, b->nest + i))
            code = refuse(c, b->nest[i].line);
    return code;
}

int lc_purge_check(const struct lc_batch *b, const struct lc_import_run *run,
                   struct lc_error *err)
{
    struct checking c = { .b = b, .run = run, .err = err };
    if ((b->schema->purge_at == LC_NO_COLUMN && !b->schema->dataset)
        || !run->ledger.store->purges)
        return LC_OK;
    int code = gather(&c);
    if (!code && c.count)
        code = find_records(&c);
    if (!code && c.count)
        code = check_rows(&c);
    free(c.gone);
    free(c.record);
    return code;
}
