/* Two extracts into a store in memory: a schema (YAML; none: the program's own), a NUL
 * byte, a CSV file, a NUL byte, another. Whatever is taken, the counts of a file add
 * up, the store is as it should be, the same files again change nothing, and in the
 * other order they give the same events. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "fuzz/scratch.h"
#include "import/import.h"
#include "import/schema_inside.h"
#include "store/check.h"
#include "store/settle.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DAY = 18400, FILES = 2 }; /* 2020-05-18 */

struct loaded {
    struct lc_store store;
    struct lc_identities ids;
};

static lc_schemas *own;
static char *path[FILES], *turned[FILES];
static const struct lc_eras eras = { .count = 1 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    if (lc_schemas_load(&own, "datasets/schema", NULL))
        abort(); /* it is run from the root of the repository */
    turned[1] = path[0] = scratch_path("a.csv");
    turned[0] = path[1] = scratch_path("b.csv");
    return 0;
}

static void begin(struct loaded *to)
{
    to->store = (struct lc_store){ 0 };
    if (lc_identities_init(&to->ids, NULL))
        abort();
}

static void end(struct loaded *to)
{
    lc_store_free(&to->store);
    lc_identities_free(&to->ids);
}

static void check_counts(const struct lc_import_result *result)
{
    for (size_t i = 0; i < result->count; i++) {
        const struct lc_import_file *f = result->file + i;
        if (f->rows != f->taken + f->unchanged + f->corrected + f->rejected)
            abort();
    }
}

static void check_store(struct loaded *to)
{
    struct lc_text found = { 0 };
    for (size_t i = 0; i < to->store.histories; i++)
        if (lc_history_sort(to->store.history + i, to->store.records, NULL))
            abort();
    if (lc_store_check(&to->store, &found))
        abort();
    lc_text_free(&found);
}

/* False where it was refused; then the store is to be thrown away. */
static bool take(struct loaded *to, const lc_schemas *schemas, size_t count,
                 char *const *files, int32_t day, bool *changed)
{
    const struct lc_import_options options = { .received = day,
                                               .covers_from = LC_NO_DAY,
                                               .covers_to = LC_NO_DAY };
    const struct lc_import_ask ask = { .store = &to->store,
                                       .identities = &to->ids,
                                       .eras = &eras,
                                       .schemas = schemas,
                                       .options = &options,
                                       .count = count,
                                       .path = files };
    struct lc_import_result result;
    struct lc_error err = { 0 };
    int code = lc_import_files(&result, &ask, &err);
    if (code && !err.text[0])
        abort();
    if (!code)
        check_counts(&result);
    *changed = result.changed;
    lc_import_result_free(&result);
    if (!code && lc_store_settle(&to->store, &to->ids, &err))
        abort();
    if (!code)
        check_store(to);
    return !code;
}

static bool same_event(const struct lc_history *a, const struct lc_history *b, size_t i)
{
    return a->child[i] == b->child[i] && a->start[i] == b->start[i]
           && a->end[i] == b->end[i] && a->known_from[i] == b->known_from[i]
           && a->known_to[i] == b->known_to[i] && a->level[i] == b->level[i]
           && a->assumed[i] == b->assumed[i]
           && !strcmp(lc_codes_name(&a->codes, a->code[i]),
                      lc_codes_name(&b->codes, b->code[i]));
}

static void compare(const struct lc_store *a, const struct lc_store *b)
{
    if (a->records != b->records || a->histories != b->histories)
        abort();
    for (size_t h = 0; h < a->histories; h++) {
        if (strcmp(a->history[h].name, b->history[h].name)
            || a->history[h].n != b->history[h].n)
            abort();
        for (size_t i = 0; i < a->history[h].n; i++)
            if (!same_event(a->history + h, b->history + h, i))
                abort();
    }
}

/* Together, and in the other order; then the same again, and as extracts of a later
 * day, which say at least that nothing has changed until then. */
static void together(const lc_schemas *schemas)
{
    struct loaded a, b;
    bool changed;
    begin(&a);
    begin(&b);
    bool taken = take(&a, schemas, FILES, path, DAY, &changed);
    if (taken != take(&b, schemas, FILES, turned, DAY, &changed))
        abort();
    if (taken) {
        compare(&a.store, &b.store);
        if (!take(&a, schemas, FILES, path, DAY, &changed) || changed)
            abort();
        (void)take(&a, schemas, FILES, path, DAY + 30, &changed);
    }
    end(&a);
    end(&b);
}

static void one_by_one(const lc_schemas *schemas)
{
    struct loaded a;
    bool changed;
    begin(&a);
    if (take(&a, schemas, 1, path, DAY, &changed)
        && take(&a, schemas, 1, path + 1, DAY + 100, &changed)
        && (!take(&a, schemas, 1, path, DAY, &changed) || changed))
        abort();
    end(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *piece = data;
    size_t piece_size = 0;
    lc_schemas *schemas = own;
    (void)scratch_cut(&data, &size, '\f', &piece, &piece_size);
    if (piece_size
        && lc_schemas_parse(&schemas, "fuzz", (const char *)piece, piece_size, NULL))
        return 0;
    for (size_t i = 0; i < FILES; i++) {
        piece_size = 0;
        (void)scratch_cut(&data, &size, '\f', &piece, &piece_size);
        scratch_put(path[i], piece, piece_size);
    }
    together(schemas);
    one_by_one(schemas);
    if (schemas != own)
        lc_schemas_free(schemas);
    return 0;
}
