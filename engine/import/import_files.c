/* All files of one import: planned, read, merged, judged.
 *
 * The order is the files' own (what others join or follow first, then by the span they
 * cover, then by name and bytes), never that of the command line. */
#include "import/import.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/progress.h"
#include "import/batch_inside.h"
#include "import/coverage_inside.h"
#include "import/follow_inside.h"
#include "import/merged_inside.h"
#include "import/moved_inside.h"
#include "import/notes_inside.h"
#include "import/pending_inside.h"
#include "import/purge_inside.h"
#include "import/receipts_inside.h"
#include "import/remark_inside.h"
#include "import/said_inside.h"
#include "import/schema_inside.h"
#include "import/withdraw_inside.h"
#include "store/settle.h"

/* A file before it is read. */
struct plan {
    size_t which;            /* of the files as they were named */
    const char *path, *name; /* name: without its folders */
    const struct lc_schema *schema;
    struct lc_forms forms;
    unsigned char digest[LC_DIGEST];
};

/* --- planning --------------------------------------------------------------------- */

static int open_file(lc_csv **csv, const struct lc_import_ask *ask, size_t which,
                     struct lc_error *err)
{
    return ask->cage ? lc_csv_cage_open(csv, ask->cage, which, err)
                     : lc_csv_open(csv, ask->path[which], err);
}

static int digest_file(struct plan *plan, const struct lc_import_ask *ask,
                       struct lc_error *err)
{
    uint64_t size;
    return ask->cage ? lc_csv_cage_digest(ask->cage, plan->which, plan->digest, err)
                     : lc_file_digest(plan->path, plan->digest, &size, err);
}

static int plan_file(struct plan *plan, const struct lc_import_ask *ask, size_t which,
                     struct lc_error *err)
{
    lc_csv *csv;
    int place[LC_MAX_SCHEMA_COLUMNS];
    const char *path = ask->path[which];
    *plan = (struct plan){ .which = which, .path = path, .name = lc_path_name(path) };
    int code = open_file(&csv, ask, which, err);
    if (!code && lc_csv_header(csv)->count)
        code = lc_schemas_recognise(ask->schemas, path, csv, &plan->schema, place, err);
    if (!code && plan->schema)
        code = lc_forms_settle(&plan->forms, plan->schema, csv, place, err);
    lc_csv_close(csv);
    return code ? code : digest_file(plan, ask, err);
}

static int by_order(const void *a, const void *b)
{
    const struct plan *x = a, *y = b;
    int order = 0;
    if (!x->schema || !y->schema)
        order = !x->schema - !y->schema;
    else if (x->schema != y->schema)
        order = x->schema->rank != y->schema->rank
                    ? x->schema->rank - y->schema->rank
                    : strcmp(x->schema->name, y->schema->name);
    if (!order)
        order = strcmp(x->name, y->name);
    if (!order)
        order = strcmp(x->path, y->path);
    return order ? order : memcmp(x->digest, y->digest, LC_DIGEST);
}

static int plan_all(struct plan **plans, const struct lc_import_ask *ask,
                    struct lc_error *err)
{
    int code = LC_OK;
    *plans = lc_alloc(ask->count, sizeof **plans);
    if (!*plans)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < ask->count && !code; i++)
        code = plan_file(&(*plans)[i], ask, i, err);
    if (!code && ask->count)
        qsort(*plans, ask->count, sizeof **plans, by_order);
    return code;
}

static int list_files(struct lc_import_result *result, size_t count,
                      const struct plan *plans, struct lc_error *err)
{
    result->file = lc_alloc(count + 1, sizeof *result->file);
    result->name = lc_alloc(count + 1, sizeof *result->name);
    if (!result->file || !result->name)
        return LC_FAIL_NOMEM(err);
    result->count = count;
    for (size_t i = 0; i < count; i++) {
        result->file[i] = (struct lc_import_file){ .path = plans[i].path,
                                                   .schema = plans[i].schema,
                                                   .covers_from = LC_NO_DAY,
                                                   .covers_to = LC_NO_DAY };
        result->name[i] = plans[i].path;
    }
    result->file[count].path = result->name[count] = lc_pending_name;
    return LC_OK;
}

/* --- a schema's files ------------------------------------------------------------- */

static int read_batch(struct lc_batch *b, struct lc_import_run *run,
                      const struct plan *plan, struct lc_error *err)
{
    int place[LC_MAX_SCHEMA_COLUMNS];
    lc_csv *csv;
    int code = open_file(&csv, run->ask, plan->which, err);
    b->path = plan->path;
    b->forms = &plan->forms;
    memcpy(b->digest, plan->digest, LC_DIGEST);
    if (!code)
        code = lc_schemas_recognise(run->ask->schemas, plan->path, csv, &b->schema,
                                    place, err);
    if (!code && b->schema != plan->schema)
        code = LC_FAIL(err, LC_IO, "the file changed while it was read");
    if (!code)
        code = lc_remark_header(b, run, csv, place, err);
    if (!code)
        code = lc_batch_read(b, run, csv, place, err);
    lc_csv_close(csv);
    if (code)
        return lc_error_within(err, code, "%s", plan->path);
    lc_batch_cover(b, run->ask->options);
    code = lc_remark_others(b, run, err);
    if (!code)
        code = lc_batch_check_codes(b, run, err);
    return code ? code : lc_returns_year(run->returns, b->file, b->year, err);
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
                             .said_from = LC_NO_DAY,
                             .said_to = LC_NO_DAY };
    lc_batch_said_days(b, s);
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
                         const struct plan *plans, struct lc_error *err)
{
    struct lc_batch *batch = lc_alloc(files, sizeof *batch);
    int code = batch ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < files && !code; i++) {
        batch[i].file = (uint32_t)(first + i);
        code = read_batch(&batch[i], run, &plans[first + i], err);
    }
    if (!code)
        qsort(batch, files, sizeof *batch, by_coverage);
    for (size_t i = 0; i < files && !code; i++) {
        code = add_source(&batch[i], run, err);
        if (!code)
            lc_pending_place(&batch[i], run);
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

static int import_all(struct lc_import_run *run, const struct plan *plans,
                      struct lc_error *err)
{
    size_t count = run->ask->count;
    int code = LC_OK;
    for (size_t i = 0, end; i < count && !code; i = end) {
        for (end = i + 1; end < count && plans[end].schema == plans[i].schema;)
            end++;
        lc_progress("importing", i, count, "%s",
                    plans[i].schema ? plans[i].schema->name : "empty files");
        if (plans[i].schema)
            code = lc_pending_settle(run, plans[i].schema, err);
        if (plans[i].schema && !code)
            code = import_schema(run, i, end - i, plans, err);
        for (size_t k = i; k < end && !plans[i].schema && !code; k++)
            code = lc_notes_find(&run->result->notes, (uint32_t)k, 0, "empty", err);
    }
    lc_progress_end();
    if (!code)
        code = lc_returns_check(run->returns, &run->result->notes, err);
    if (!code)
        code = lc_pending_end(run, err);
    if (!code)
        code = lc_merged_move(run, err); /* what came of days before a merge */
    return code ? code : lc_import_follow_close(run, err);
}

static int begin(struct lc_import_run *run, struct lc_error *err)
{
    const struct lc_import_ask *ask = run->ask;
    int code = lc_notes_init(&run->result->notes, err);
    if (!code)
        code = lc_ledger_begin(&run->ledger, ask->store, ask->eras, ask->count,
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
    return code ? code : lc_returns_new(&run->returns, run, err);
}

static void end(struct lc_import_run *run)
{
    lc_roster_free(&run->roster);
    lc_zeros_end(&run->zeros);
    lc_ledger_end(&run->ledger);
    lc_people_end(&run->people);
    lc_returns_free(run->returns);
    lc_merged_end(run);
    lc_index_free(&run->waiting);
}

int lc_import_files(struct lc_import_result *result, const struct lc_import_ask *ask,
                    struct lc_error *err)
{
    struct plan *plans = NULL;
    struct lc_import_run run = { .ask = ask, .result = result };
    *result = (struct lc_import_result){ 0 };
    int code = plan_all(&plans, ask, err);
    if (!code)
        code = list_files(result, ask->count, plans, err);
    if (!code)
        code = begin(&run, err);
    if (!code)
        code = import_all(&run, plans, err);
    if (!code) {
        lc_ledger_compact(&run.ledger);
        code = lc_store_settle(ask->store, ask->identities, err);
    }
    if (!code) {
        lc_notes_sort(&result->notes);
        for (size_t i = 0; i < result->notes.findings; i++)
            result->file[result->notes.finding[i].file].findings++;
    }
    end(&run);
    free(plans);
    return code;
}

void lc_import_result_free(struct lc_import_result *result)
{
    lc_notes_free(&result->notes);
    free(result->file);
    free(result->name);
    *result = (struct lc_import_result){ 0 };
}
