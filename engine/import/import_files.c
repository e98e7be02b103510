/* All tables of one import: planned (plan.c), read, merged, judged. */
#include "import/import.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/progress.h"
#include "import/batch_inside.h"
#include "import/coverage_inside.h"
#include "import/follow_inside.h"
#include "import/merged_inside.h"
#include "import/moved_inside.h"
#include "import/nest_inside.h"
#include "import/notes_inside.h"
#include "import/of_year_inside.h"
#include "import/pending_inside.h"
#include "import/plan_inside.h"
#include "import/purge_inside.h"
#include "import/receipts_inside.h"
#include "import/remark_inside.h"
#include "import/said_inside.h"
#include "import/schema_inside.h"
#include "import/unsaid_inside.h"
#include "import/withdraw_inside.h"
#include "store/settle.h"

/* --- a schema's files ------------------------------------------------------------- */

static int read_batch(struct lc_batch *b, struct lc_import_run *run,
                      const struct lc_import_planned *plan, struct lc_error *err)
{
    int place[LC_MAX_SCHEMA_COLUMNS];
    lc_csv *csv;
    int code = lc_import_plan_open(&csv, run->ask, plan, err);
    b->path = plan->path;
    b->forms = &plan->forms;
    b->hidden = plan->hidden;
    memcpy(b->digest, plan->digest, LC_DIGEST);
    if (!code)
        code = lc_schemas_recognise(run->ask->schemas, plan->path, csv, &b->schema,
                                    place, err);
    if (!code && b->schema != plan->schema)
        code = LC_FAIL(err, LC_IO, "the file changed while it was read");
    if (!code)
        code = lc_remark_header(b, run, csv, place, err);
    if (!code) {
        b->of_year = lc_of_year(run, b->schema);
        code = lc_batch_read(b, run, csv, place, err);
    }
    lc_csv_close(csv);
    if (code)
        return lc_error_within(err, code, "%s", plan->path);
    lc_batch_cover(b, run->ask->options);
    code = lc_remark_others(b, run, err);
    if (!code)
        code = lc_batch_check_codes(b, run, err);
    lc_filing_year(run->filing, b->file, b->year,
                   run->ask->options->year || b->of_year);
    return code;
}

static int by_coverage(const void *a, const void *b)
{
    const struct lc_batch *x = a, *y = b;
    if (x->covers_to != y->covers_to)
        return x->covers_to < y->covers_to ? -1 : 1;
    return x->file < y->file ? -1 : 1;
}

static int add_feeds(struct lc_text *text, const struct lc_schema *schema,
                     struct lc_error *err)
{
    for (unsigned f = 0; f < schema->feeds_count; f++) {
        unsigned before = 0;
        while (strcmp(schema->feeds[before].history, schema->feeds[f].history) != 0)
            before++;
        if (before == f)
            lc_text_addf(text, "%s%s", text->size ? "," : "", schema->feeds[f].history);
    }
    lc_text_add(text, "");
    return lc_text_check(text, err);
}

/* The batch's source: that of the same bytes, if they were imported on this day. */
static int add_source(struct lc_batch *b, struct lc_import_run *run,
                      struct lc_error *err)
{
    struct lc_store *store = run->ledger.store;
    struct lc_text feeds = { 0 };
    if (lc_said_again(b, run))
        return LC_OK;
    int code = lc_said_undated(b, run, err);
    if (!code)
        code = lc_receipts_check(run, b->schema, b->path, err);
    if (!code)
        code = lc_merged_check(b, run, err);
    if (!code)
        code = lc_purge_check(b, run, err);
    if (!code)
        code = LC_GROW(store->source, store->source_room, store->sources + 1, err);
    if (!code)
        code = add_feeds(&feeds, b->schema, err);
    char *name = code ? NULL : lc_strdup(b->schema->name);
    if (!code && !name)
        code = LC_FAIL_NOMEM(err);
    if (code) {
        lc_text_free(&feeds);
        return code;
    }
    b->source = (uint32_t)store->sources;
    struct lc_source *s = &store->source[store->sources++];
    *s = (struct lc_source){ .schema = name,
                             .size = b->bytes,
                             .rows = b->read,
                             .imported = run->ask->options->received,
                             .history = feeds.data,
                             .covers_from = b->covers_from,
                             .covers_to = b->covers_to,
                             .rhythm = b->schema->rhythm,
                             .said_from = b->said_from,
                             .said_to = b->said_to };
    memcpy(s->digest, b->digest, LC_DIGEST);
    run->result->changed = true;
    return LC_OK;
}

static void count(struct lc_batch *b, struct lc_import_run *run)
{
    struct lc_import_file *file = &run->result->file[b->file];
    file->rows = b->read;
    file->rejected = b->rejected;
    file->again = b->again;
    memcpy(file->digest, b->digest, LC_DIGEST);
    file->year = b->year;
    file->covers_from = b->covers_from;
    file->covers_to = b->covers_to;
    assert(file->rows
           == file->taken + file->unchanged + file->corrected + file->rejected
                  + file->pending);
    struct lc_source *s = &run->ledger.store->source[b->source];
    if (b->again)
        return;
    s->taken = file->taken;
    s->unchanged = file->unchanged;
    s->corrected = file->corrected;
    s->rejected = file->rejected;
    s->pending = file->pending;
    s->withdrawn = file->withdrawn;
    s->full = b->full;
}

static int import_schema(struct lc_import_run *run, size_t first, size_t files,
                         const struct lc_import_planned *plans, struct lc_error *err)
{
    struct lc_batch *batch = lc_alloc(files, sizeof *batch);
    int code = batch ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < files && !code; i++) {
        batch[i].file = (uint32_t)(first + i);
        code = read_batch(&batch[i], run, &plans[first + i], err);
        batch[i].once = !code && !lc_pending_can(batch[i].schema)
                        && !lc_unsaid_is_asked(run, &batch[i]);
    }
    if (!code)
        qsort(batch, files, sizeof *batch, by_coverage);
    for (size_t i = 0; i < files && !code; i++) {
        code = add_source(&batch[i], run, err);
        lc_filing_source(run->filing, batch[i].file, batch[i].source, batch[i].again);
        if (!code)
            code = lc_pending_place(&batch[i], run, err);
        if (!code)
            code = lc_merged_adopt(&batch[i], run, err);
        if (!code)
            code = lc_batch_merge(&batch[i], run, err);
        if (!code)
            code = lc_merged_take(&batch[i], run, err);
    }
    if (!code && batch->schema->into_at != LC_NO_COLUMN)
        code = lc_merged_move(run, err);
    if (!code)
        code = lc_nest_take(run, files, batch, err);
    if (!code)
        code = lc_purge(run, files, batch, err);
    if (!code)
        code = lc_moved_find(run, files, batch, err);
    if (!code)
        code = lc_withdraw(run, files, batch, err);
    if (!code)
        code = lc_pending_withdraw(run, files, batch, err);
    for (size_t i = 0; i < files && !code; i++)
        count(&batch[i], run);
    for (size_t i = 0; i < files && batch; i++)
        lc_batch_free(&batch[i]);
    free(batch);
    return code;
}

/* Tables that are no extract: one line each, and a finding if there is something in it.
 */
static int tell_unread(struct lc_import_run *run, uint32_t at,
                       const struct lc_import_planned *plan, struct lc_error *err)
{
    struct lc_notes *notes = &run->result->notes;
    struct lc_text text = { 0 };
    if (!plan->unread)
        return lc_notes_find(notes, at, 0, "empty", err);
    lc_text_addf(&text, "%s; not read", plan->unread);
    int code = lc_notes_remark(notes, at, &text, err);
    return code || !plan->rows ? code : lc_notes_find(notes, at, 0, "not read", err);
}

static bool takes(const struct lc_import_ask *ask, const struct lc_schema *schema)
{
    return !ask->takes || ask->takes(ask->context, schema);
}

static int import_all(struct lc_import_run *run, const struct lc_import_plan *plan,
                      struct lc_error *err)
{
    const struct lc_import_planned *plans = plan->table;
    size_t count = plan->count;
    int code = LC_OK;
    for (size_t i = 0, end; i < count && !code; i = end) {
        for (end = i + 1; end < count && plans[end].schema == plans[i].schema;)
            end++;
        lc_progress("importing", i, count, "%s",
                    plans[i].schema ? plans[i].schema->name : "what is no extract");
        bool taken = plans[i].schema && takes(run->ask, plans[i].schema);
        if (taken)
            code = lc_pending_settle(run, plans[i].schema, err);
        if (taken && !code)
            code = import_schema(run, i, end - i, plans, err);
        for (size_t k = i; k < end && !plans[i].schema && !code; k++)
            code = tell_unread(run, (uint32_t)k, &plans[k], err);
    }
    lc_progress_end();
    if (!code)
        code = lc_filing_close(run->filing, &run->result->notes, &run->result->changed,
                               err);
    if (!code)
        code = lc_pending_end(run, err);
    if (!code)
        code = lc_merged_move(run, err); /* what came of days before a merge */
    return code ? code : lc_import_follow_close(run, err);
}

static int begin(struct lc_import_run *run, struct lc_error *err)
{
    const struct lc_import_ask *ask = run->ask;
    int code = lc_ledger_begin(&run->ledger, ask->store, ask->eras, run->result->count,
                               run->result->file, err);
    if (!code)
        code = lc_roster_init(&run->roster, ask->store, ask->eras, err);
    if (!code)
        code = lc_people_begin(&run->people, ask->identities, run->ledger.key,
                               ask->options->received, err);
    if (!code)
        code = lc_zeros_begin(&run->zeros, ask->store, ask->identities, err);
    if (!code)
        code = lc_merged_follow(run, err);
    return code ? code : lc_filing_new(&run->filing, run, err);
}

static void end(struct lc_import_run *run)
{
    lc_roster_free(&run->roster);
    lc_zeros_end(&run->zeros);
    lc_ledger_end(&run->ledger);
    lc_people_end(&run->people);
    lc_filing_free(run->filing);
    lc_merged_end(run);
    lc_index_free(&run->waiting);
}

/* Sources are put in order when all is there: where each file's is now. */
static void find_sources(struct lc_import_result *result, const struct lc_store *store,
                         int32_t received)
{
    for (size_t i = 0; i < result->count; i++) {
        struct lc_import_file *f = &result->file[i];
        for (uint32_t s = 0; f->schema && s < store->sources; s++)
            if (strcmp(store->source[s].schema, f->schema->name) == 0
                && store->source[s].imported == received
                && memcmp(store->source[s].digest, f->digest, LC_DIGEST) == 0)
                f->source = s;
    }
}

int lc_import_files(struct lc_import_result *result, const struct lc_import_ask *ask,
                    struct lc_error *err)
{
    struct lc_import_plan plan = { 0 };
    struct lc_import_run run = { .ask = ask, .result = result };
    *result = (struct lc_import_result){ 0 };
    int code = lc_notes_init(&result->notes, err);
    if (!code)
        code = lc_import_plan_make(&plan, ask, result->notes.arena, true, err);
    if (!code)
        code = lc_import_plan_list(result, &plan, ask->count, err);
    if (!code)
        code = begin(&run, err);
    if (!code)
        code = import_all(&run, &plan, err);
    result->changed |= run.people.noted;
    if (!code)
        lc_ledger_compact(&run.ledger);
    end(&run);
    if (!code)
        code = lc_store_settle(ask->store, ask->identities, err);
    if (!code) {
        find_sources(result, ask->store, ask->options->received);
        lc_notes_sort(&result->notes);
        for (size_t i = 0; i < result->notes.findings; i++)
            if (!result->notes.finding[i].earlier)
                result->file[result->notes.finding[i].file].findings++;
    }
    lc_import_plan_free(&plan);
    return code;
}

void lc_import_result_free(struct lc_import_result *result)
{
    lc_notes_free(&result->notes);
    free(result->file);
    free(result->name);
    *result = (struct lc_import_result){ 0 };
}
