/* See again.h. */
#include "import/again.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/version.h"
#include "import/notes_inside.h"
#include "import/plan_inside.h"
#include "import/schema_inside.h"
#include "store/paths.h"

/* --- the print -------------------------------------------------------------------- */

/* path NULL, or nothing there: zeros. */
static int add_file(crypto_generichash_state *state, const char *path,
                    struct lc_error *err)
{
    char *data = NULL;
    size_t size = 0;
    unsigned char digest[LC_DIGEST] = { 0 };
    int code = path && lc_file_exists(path)
                   ? lc_file_read(path, SIZE_MAX / 4, &data, &size, err)
                   : LC_OK;
    if (!code && data)
        lc_digest(data, size, NULL, digest);
    crypto_generichash_update(state, digest, sizeof digest);
    free(data);
    return code;
}

static int add_one(void *context, const char *path, const char *name,
                   struct lc_error *err)
{
    (void)name;
    return add_file(context, path, err);
}

/* Schemas and mappings are few and small. What follows on them is told apart by a file
 * that is none. */
static int add_folder(crypto_generichash_state *state, const char *path,
                      struct lc_error *err)
{
    int code =
        lc_file_exists(path) ? lc_schemas_each(path, add_one, state, err) : LC_OK;
    return code ? code : add_file(state, NULL, err);
}

static int add_beside(crypto_generichash_state *state, const char *store_path,
                      struct lc_error *err)
{
    char *maps = lc_beside(store_path, ".maps");
    char *codes = lc_beside(store_path, ".codes.csv");
    int code = maps && codes ? add_folder(state, maps, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = add_file(state, codes, err);
    free(maps);
    free(codes);
    return code;
}

static int by_digest(const void *a, const void *b)
{
    return memcmp(a, b, LC_DIGEST);
}

/* Their order is of no account. */
static int add_extracts(crypto_generichash_state *state,
                        const struct lc_import_ask *ask, struct lc_error *err)
{
    unsigned char *digest = lc_alloc(ask->count, LC_DIGEST);
    int code = digest ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < ask->count && !code; i++)
        code = lc_csv_cage_digest(ask->cage, i, digest + i * LC_DIGEST, err);
    if (!code && ask->count)
        qsort(digest, ask->count, LC_DIGEST, by_digest);
    if (!code)
        crypto_generichash_update(state, digest, ask->count * LC_DIGEST);
    free(digest);
    return code;
}

int lc_import_print_of(char *print, const struct lc_import_ask *ask,
                       const struct lc_schemas_from *from, struct lc_error *err)
{
    const struct lc_import_options *o = ask->options;
    const int32_t options[] = { o->received,        o->year,
                                o->covers_from,     o->covers_to,
                                (int32_t)o->extent, o->withdraw };
    const struct lc_key *key = &ask->eras->era[0].of[LC_FOR_ROWS];
    crypto_generichash_state state;
    unsigned char digest[LC_DIGEST];
    crypto_generichash_init(&state, key->bytes, LC_KEY, sizeof digest);
    crypto_generichash_update(&state, (const unsigned char *)LC_VERSION,
                              sizeof LC_VERSION);
    crypto_generichash_update(&state, (const unsigned char *)options, sizeof options);
    int code = add_folder(&state, from->folder, err);
    if (!code)
        code = add_file(&state, from->map, err);
    if (!code)
        code = add_beside(&state, from->store_path, err);
    if (!code)
        code = add_extracts(&state, ask, err);
    crypto_generichash_final(&state, digest, sizeof digest);
    sodium_bin2hex(print, LC_PRINT_TEXT, digest, LC_PRINT_TEXT / 2);
    return code;
}

/* --- what was counted then -------------------------------------------------------- */

/* UINT32_MAX: it is none that need not be read. */
static uint32_t find(const struct lc_import_ask *ask,
                     const struct lc_import_planned *plan)
{
    const struct lc_store *store = ask->store;
    const struct lc_schema *schema = plan->schema;
    if (!schema || schema->rules || schema->coverage == LC_COVERS_YEAR)
        return UINT32_MAX;
    for (size_t i = 0; i < store->sources; i++) {
        const struct lc_source *s = store->source + i;
        if (s->imported == ask->options->received
            && strcmp(s->schema, schema->name) == 0
            && memcmp(s->digest, plan->digest, LC_DIGEST) == 0)
            return s->pending ? UINT32_MAX : (uint32_t)i; /* what waits may have come */
    }
    return UINT32_MAX;
}

static int recall(struct lc_import_result *result, size_t which, uint32_t source,
                  const struct lc_import_ask *ask, struct lc_error *err)
{
    const struct lc_source *s = ask->store->source + source;
    struct lc_import_file *file = &result->file[which];
    struct lc_text text = { 0 };
    file->rows = s->rows;
    file->rejected = s->rejected;
    file->unchanged = s->rows - s->rejected;
    file->covers_from = s->covers_from;
    file->covers_to = s->covers_to;
    file->year = file->schema->coverage == LC_COVERS_NOTHING ? ask->options->year : 0;
    file->again = true;
    file->source = source;
    memcpy(file->digest, s->digest, LC_DIGEST);
    lc_text_add(&text, "not read: its bytes, of this day, were imported before");
    return lc_notes_remark(&result->notes, (uint32_t)which, &text, err);
}

int lc_import_again(struct lc_import_result *result, const struct lc_import_ask *ask,
                    bool *known, struct lc_error *err)
{
    struct lc_import_plan plan = { 0 };
    *result = (struct lc_import_result){ 0 };
    *known = true;
    int code = lc_notes_init(&result->notes, err);
    if (!code)
        code = lc_import_plan_make(&plan, ask, result->notes.arena, false, err);
    if (!code)
        code = lc_import_plan_list(result, &plan, ask->count, err);
    for (size_t i = 0; i < plan.count && !code && *known; i++) {
        uint32_t source = find(ask, &plan.table[i]);
        *known = source != UINT32_MAX;
        if (*known)
            code = recall(result, i, source, ask, err);
    }
    *known &= !code;
    lc_import_plan_free(&plan);
    return code;
}
