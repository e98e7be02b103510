/* Loading schema files and finding out what their names refer to. */
#include "import/schema_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/yaml.h"
#include "import/schema_breaks_inside.h"
#include "import/schema_check_inside.h"
#include "import/schema_clocks_inside.h"
#include "import/schema_purge_inside.h"
#include "import/schema_trees_inside.h"
#include "import/schema_yaml_inside.h"

enum { SCHEMA_LIMIT = 4 << 20 }; /* bytes of a file */

struct lc_schemas {
    struct lc_schema **row;
    size_t count, room, named;
    struct lc_schema **names; /* [named]: lc_schemas_order_names() */
    struct lc_shared_lists *shared;
    struct lc_layouts layouts;
    char *folder; /* that they were loaded from, or NULL */
};

/* --- names to indices ------------------------------------------------------------- */

static const struct lc_code_list *in_lists(const struct lc_code_list *lists,
                                           unsigned count, const char *name)
{
    for (unsigned i = 0; i < count; i++)
        if (strcmp(lists[i].name, name) == 0)
            return &lists[i];
    return NULL;
}

static int find_list(const struct lc_schemas *all, const struct lc_schema *schema,
                     const char *name, const struct lc_code_list **list,
                     struct lc_error *err)
{
    *list = name ? in_lists(schema->lists, schema->lists_count, name) : NULL;
    if (name && !*list && all->shared)
        *list = in_lists(all->shared->lists, all->shared->lists_count, name);
    if (name && !*list)
        return LC_FAIL(err, LC_FORMAT, "there is no code list '%s'", name);
    return LC_OK;
}

static int resolve_columns(const struct lc_schemas *all, struct lc_schema *schema,
                           struct lc_error *err)
{
    schema->person_at = schema->system_at = schema->into_at = LC_NO_COLUMN;
    if (schema->columns_count > LC_MAX_SCHEMA_COLUMNS || !schema->columns_count)
        return LC_FAIL(err, LC_RANGE, "1 to %d columns", LC_MAX_SCHEMA_COLUMNS);
    for (unsigned c = 0; c < schema->columns_count; c++) {
        struct lc_schema_column *column = &schema->columns[c];
        column->own = NULL;
        int code = find_list(all, schema, column->codes, &column->list, err);
        if (!code)
            code = lc_schema_find_column(schema, column->known, &column->known_at, err);
        if (!code && column->type == LC_CELL_CODES && !column->list)
            code =
                LC_FAIL(err, LC_FORMAT, "column '%s' needs a code list", column->name);
        if (code)
            return code;
        if (column->who == LC_WHO_PERSON)
            schema->person_at = (int)c;
        if (column->who == LC_WHO_SYSTEM)
            schema->system_at = (int)c;
        if (column->who == LC_WHO_INTO)
            schema->into_at = (int)c;
    }
    return LC_OK;
}

static int resolve_feed(const struct lc_schemas *all, struct lc_schema *schema,
                        struct lc_feed *feed, struct lc_error *err)
{
    int code = lc_schema_find_column(schema, feed->start, &feed->start_at, err);
    if (!code)
        code = lc_schema_find_column(schema, feed->end, &feed->end_at, err);
    if (!code)
        code = lc_schema_find_column(schema, feed->code, &feed->code_at, err);
    if (!code)
        code = lc_schema_find_column(schema, feed->level, &feed->level_at, err);
    if (!code)
        code = lc_schema_find_column(schema, feed->recorded, &feed->recorded_at, err);
    if (!code)
        code = lc_schema_find_column(schema, feed->when, &feed->when_at, err);
    if (!code)
        code = lc_schema_find_column(schema, feed->number, &feed->number_at, err);
    if (!code)
        code = find_list(all, schema, feed->by, &feed->by_list, err);
    for (unsigned i = 0; i < feed->attributes_count && !code; i++)
        code = lc_schema_find_column(schema, feed->attributes[i].column,
                                     &feed->attributes[i].at, err);
    if (!code)
        code = lc_schema_check_word(schema, feed, feed->code_at, feed->by_list != NULL,
                                    err);
    for (unsigned i = 0; i < feed->attributes_count && !code; i++)
        code = lc_schema_check_word(schema, feed, feed->attributes[i].at, false, err);
    return code ? code : lc_schema_check_feed(schema, feed, err);
}

static int resolve(const struct lc_schemas *all, struct lc_schema *schema,
                   struct lc_error *err)
{
    int code = resolve_columns(all, schema, err);
    if (!code && schema->extract == LC_EXTENT_FULL
        && schema->coverage == LC_COVERS_NOTHING)
        code =
            LC_FAIL(err, LC_FORMAT,
                    "an extract that covers nothing cannot be full: say its coverage");
    if (!code)
        code = lc_schema_check_return(schema, err);
    if (!code)
        code = lc_schema_find_column(schema, schema->year_by, &schema->year_at, err);
    if (!code)
        code = lc_schema_find_column(schema, schema->year, &schema->year_said_at, err);
    if (!code)
        code = lc_schema_find_purge(schema, err);
    if (!code && schema->join)
        code =
            lc_schema_find_column(schema, schema->join->column, &schema->join->at, err);
    if (!code && schema->key_count > LC_MAX_SCHEMA_COLUMNS)
        code = LC_FAIL(err, LC_RANGE, "a key of %u columns", schema->key_count);
    for (unsigned k = 0; k < schema->key_count && !code; k++)
        code = lc_schema_find_column(schema, schema->key[k], &schema->key_at[k], err);
    if (!code && schema->feeds_count > LC_MAX_SCHEMA_FEEDS)
        code = LC_FAIL(err, LC_RANGE, "more than %d feeds", LC_MAX_SCHEMA_FEEDS);
    for (unsigned f = 0; f < schema->feeds_count && !code; f++)
        code = resolve_feed(all, schema, &schema->feeds[f], err);
    if (!code)
        code = lc_schema_check_trees(schema, err);
    return code ? code : lc_schema_find_clocks(schema, err);
}

/* Of all of them, when all are there: again when a mapping adds one. */
static int rank_all(struct lc_schemas *all, struct lc_error *err)
{
    lc_layouts_free(&all->layouts);
    int code = lc_schemas_rank(all->count, all->row, err);
    code = code ? code : lc_schemas_order_names(all->count, all->row, &all->names, err);
    all->named = code ? 0 : all->count;
    for (size_t i = 0; i < all->count && !code; i++) {
        const struct lc_schema *one = all->row[i];
        code = lc_schema_check_whole(
            one, one->join ? lc_schemas_named(all, one->join->schema) : NULL, err);
        if (!code)
            code = lc_schema_check_within(
                one, one->within ? lc_schemas_named(all, one->within->schema) : NULL,
                err);
    }
    return code ? code : lc_layouts_make(&all->layouts, all->count, all->row, err);
}

/* --- files ------------------------------------------------------------------------ */

/* Text is the file's own, for the places of its breaks. Frees the schema if it cannot
 * be added. */
static int add(struct lc_schemas *all, struct lc_schema *schema, const char *path,
               struct lc_slice text, struct lc_error *err)
{
    int code = LC_GROW(all->row, all->room, all->count + 1, err);
    if (code) {
        lc_schema_free(schema);
        return code;
    }
    for (size_t i = 0; i < all->count; i++)
        schema->variant += strcmp(all->row[i]->name, schema->name) == 0;
    if (schema->variant && !schema->mapped)
        code = LC_FAIL(err, LC_FORMAT, "%s: there is a schema '%s' already", path,
                       schema->name);
    all->row[all->count++] = schema;
    if (!code)
        code = resolve(all, schema, err);
    if (code)
        return lc_error_within(err, code, "%s", path);
    return lc_schema_check_breaks(schema, path, text, err);
}

/* *text is new. */
static int read_text(const char *path, struct lc_slice *text, struct lc_error *err)
{
    char *data = NULL;
    *text = (struct lc_slice){ 0 };
    int code = lc_file_read(path, SCHEMA_LIMIT, &data, &text->size, err);
    text->data = data;
    return code;
}

/* Of which files: all (NULL), or those that the store has a source of and that may
 * declare a break. */
struct loading {
    struct lc_schemas *all;
    const struct lc_store *of;
};

static int load_one(void *context, const char *path, const char *name,
                    struct lc_error *err)
{
    const struct loading *l = context;
    struct lc_schemas *all = l->all;
    struct lc_slice text, stem = { name, strlen(name) - strlen(".yaml") };
    void *schema = NULL;
    if (strcmp(name, "codes.yaml") == 0 || !lc_schema_has_source(l->of, stem))
        return LC_OK;
    int code = read_text(path, &text, err);
    if (!code && (!l->of || lc_schema_may_declare(text))) {
        code = lc_yaml_parse(path, text.data, text.size, &lc_schema_yaml, &schema, err);
        if (!code)
            code = add(all, schema, path, text, err);
    }
    free((char *)text.data);
    return code;
}

/* codes.yaml first: the others' lists are in it. */
static int load_shared(struct lc_schemas *all, const char *path, struct lc_error *err)
{
    struct lc_slice text;
    int code = read_text(path, &text, err);
    if (!code)
        code = lc_yaml_parse(path, text.data, text.size, &lc_shared_yaml,
                             (void **)&all->shared, err);
    if (!code)
        code = lc_schema_check_shared(all->shared, path, text, err);
    free((char *)text.data);
    return code;
}

static int load_files(struct lc_schemas *all, const char *folder,
                      const struct lc_store *of, struct lc_error *err)
{
    struct loading l = { all, of };
    struct lc_text path = { 0 };
    all->folder = lc_strdup(folder);
    lc_text_addf(&path, "%s/codes.yaml", folder);
    int code = all->folder ? lc_text_check(&path, err) : LC_FAIL_NOMEM(err);
    if (!code && lc_file_exists(path.data))
        code = load_shared(all, path.data, err);
    lc_text_free(&path);
    if (!code)
        code = lc_schemas_each(folder, load_one, &l, err);
    return code;
}

int lc_schemas_copy(const lc_schemas *schemas, const char *name,
                    struct lc_schema **copy, struct lc_error *err)
{
    struct lc_text path = { 0 };
    void *schema = NULL;
    *copy = NULL;
    if (!schemas->folder || !lc_schemas_named(schemas, name))
        return LC_OK;
    lc_text_addf(&path, "%s/%s.yaml", schemas->folder, name);
    int code = lc_text_check(&path, err);
    if (!code)
        code = lc_yaml_load(path.data, &lc_schema_yaml, &schema, err);
    *copy = schema;
    lc_text_free(&path);
    return code;
}

int lc_schemas_lists(const lc_schemas *schemas, struct lc_schema *copy,
                     struct lc_error *err)
{
    int code = LC_OK;
    for (unsigned c = 0; c < copy->columns_count && !code; c++)
        code = find_list(schemas, copy, copy->columns[c].codes, &copy->columns[c].list,
                         err);
    return code;
}

void lc_schemas_drop(struct lc_schema *copy)
{
    lc_schema_free(copy);
}

int lc_schemas_add(lc_schemas *schemas, struct lc_schema *schema, const char *path,
                   struct lc_error *err)
{
    int code = add(schemas, schema, path, (struct lc_slice){ 0 }, err);
    return code ? code : rank_all(schemas, err);
}

static int finish(lc_schemas **schemas, struct lc_schemas *all, int code)
{
    *schemas = code ? NULL : all;
    if (code)
        lc_schemas_free(all);
    return code;
}

int lc_schemas_load(lc_schemas **schemas, const char *folder, struct lc_error *err)
{
    struct lc_schemas *all = lc_alloc(1, sizeof *all);
    int code = all ? load_files(all, folder, NULL, err) : LC_FAIL_NOMEM(err);
    return finish(schemas, all, code ? code : rank_all(all, err));
}

int lc_schemas_load_own(lc_schemas **schemas, struct lc_error *err)
{
    char *folder = NULL;
    int code = lc_share_path("schema", &folder, err);
    if (!code)
        code = lc_schemas_load(schemas, folder, err);
    free(folder);
    return code;
}

int lc_schemas_load_declared(lc_schemas **schemas, const struct lc_store *store,
                             struct lc_error *err)
{
    struct lc_schemas *all = lc_alloc(1, sizeof *all);
    char *folder = NULL;
    int code = all ? lc_share_path("schema", &folder, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = load_files(all, folder, store, err);
    free(folder);
    return finish(schemas, all, code);
}

int lc_schemas_parse(lc_schemas **schemas, const char *name, const char *data,
                     size_t size, struct lc_error *err)
{
    struct lc_schemas *all = lc_alloc(1, sizeof *all);
    void *schema = NULL;
    int code = all ? lc_yaml_parse(name, data, size, &lc_schema_yaml, &schema, err)
                   : LC_FAIL_NOMEM(err);
    if (!code)
        code = add(all, schema, name, (struct lc_slice){ data, size }, err);
    return finish(schemas, all, code ? code : rank_all(all, err));
}

void lc_schemas_free(lc_schemas *schemas)
{
    if (!schemas)
        return;
    for (size_t i = 0; i < schemas->count; i++)
        lc_schema_free(schemas->row[i]);
    free(schemas->folder);
    lc_yaml_free(&lc_shared_yaml, schemas->shared);
    lc_layouts_free(&schemas->layouts);
    free(schemas->names);
    free(schemas->row);
    free(schemas);
}

const struct lc_layouts *lc_schemas_layouts(const lc_schemas *schemas)
{
    return &schemas->layouts;
}

int lc_schemas_declared(const lc_schemas *schemas, const struct lc_store *store,
                        struct lc_declarations *out, struct lc_error *err)
{
    return lc_schema_declared(schemas->shared, schemas->count, schemas->row, store, out,
                              err);
}

size_t lc_schemas_count(const lc_schemas *schemas)
{
    return schemas->count;
}

const struct lc_schema *lc_schemas_at(const lc_schemas *schemas, size_t which)
{
    return schemas->row[which];
}

const struct lc_schema *lc_schemas_named(const lc_schemas *schemas, const char *name)
{
    return lc_schemas_find_name(schemas->named, schemas->names, name);
}

struct lc_schema_column *lc_schemas_column(lc_schemas *schemas, struct lc_slice schema,
                                           struct lc_slice column, size_t k)
{
    for (size_t i = 0; i < schemas->count; i++)
        for (unsigned c = 0; c < schemas->row[i]->columns_count; c++)
            if (lc_slice_is(schema, schemas->row[i]->name)
                && lc_slice_is_nocase(column, schemas->row[i]->columns[c].name) && !k--)
                return &schemas->row[i]->columns[c];
    return NULL;
}
