#include "import/receipts_inside.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/schema_inside.h"

int lc_receipts_before(struct lc_receipts *receipts, const struct lc_store *store,
                       const struct lc_schema *schema, int32_t received,
                       struct lc_error *err)
{
    struct lc_receipts *r = receipts;
    *r = (struct lc_receipts){ 0 };
    r->span = lc_alloc(store->sources, sizeof *r->span);
    if (!r->span)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->sources; i++) {
        const struct lc_source *s = &store->source[i];
        bool always = schema->coverage == LC_COVERS_NOTHING
                      || (schema->join && schema->join->history);
        if (s->imported >= received || strcmp(s->schema, schema->name) != 0
            || (!always && s->covers_from == LC_NO_DAY))
            continue;
        /* without a span, or days, of its own it speaks of all that it holds by its day
         */
        r->span[r->count][0] = always ? INT32_MIN : s->covers_from;
        r->span[r->count++][1] = always ? s->imported : s->covers_to;
    }
    return LC_OK;
}

void lc_receipts_free(struct lc_receipts *receipts)
{
    free(receipts->span);
    *receipts = (struct lc_receipts){ 0 };
}

bool lc_receipts_cover(const struct lc_receipts *receipts, int32_t from, int32_t to)
{
    for (size_t i = 0; i < receipts->count; i++)
        if (receipts->span[i][0] < to && from < receipts->span[i][1])
            return true;
    return false;
}

/* --- order ------------------------------------------------------------------------ */

static bool is_named(const char *name, const char *schema)
{
    return name && strcmp(name, schema) == 0;
}

/* Do its rows hang on what another extract said? */
static bool hangs_on(const struct lc_schema *schema, const char *other)
{
    return lc_schema_follows(schema, other) || is_named(schema->after, other)
           || is_named(schema->same_as, other)
           || (schema->join && is_named(schema->join->schema, other));
}

static int refuse(const struct lc_source *s, const char *path, bool same_day,
                  struct lc_error *err)
{
    char day[LC_DAY_ROOM];
    if (same_day)
        return LC_FAIL(err, LC_REFUSED,
                       "%s: %s of the same day is in already, and what it says hangs "
                       "on this file: import both in one command, or this one first, "
                       "into a new store",
                       path, s->schema);
    return LC_FAIL(
        err, LC_REFUSED,
        "%s: an extract received on %s is in already (%s): what was known "
        "when can no longer be told. Import older extracts first, into a new "
        "store; or say the day on which this one came (--received)",
        path, lc_day_print(s->imported, day), s->schema);
}

/* Of an extract that hangs on this one no row is taken yet: all wait for it. */
static bool is_waiting(const struct lc_source *s, const struct lc_schema *schema,
                       const struct lc_schema *above)
{
    return schema->join && is_named(schema->join->schema, above->name)
           && !lc_schema_follows(schema, above->name)
           && !is_named(schema->after, above->name) && s->pending
           && s->taken + s->unchanged + s->corrected == 0;
}

int lc_receipts_check(const struct lc_import_run *run, const struct lc_schema *schema,
                      const char *path, struct lc_error *err)
{
    int32_t received = run->ask->options->received;
    for (size_t i = 0; i < run->ledger.sources_before; i++) {
        const struct lc_source *s = &run->ledger.store->source[i];
        if (s->imported < received)
            continue; /* as almost all are: it can be in nobody's way */
        const struct lc_schema *other = lc_schemas_named(run->ask->schemas, s->schema);
        bool below = other && hangs_on(other, schema->name);
        if (below && is_waiting(s, other, schema))
            continue;
        bool tied =
            below || hangs_on(schema, s->schema) || !strcmp(schema->name, s->schema);
        if (tied && (s->imported > received || (below && s->imported == received)))
            return refuse(s, path, s->imported == received, err);
    }
    return LC_OK;
}

int lc_receipts_contradiction(const struct lc_batch *batch,
                              const struct lc_batch_row *row, struct lc_error *err)
{
    return LC_FAIL(err, LC_REFUSED,
                   "%s:%" PRIu64
                   ": another file of the same day says otherwise of the same key, and "
                   "neither is the later: import both in one command, into a store "
                   "that has neither, or give each its day (--received)",
                   batch->path, row->line);
}
