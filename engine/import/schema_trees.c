#include "import/schema_trees_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/schema_inside.h"

static int check_names(const struct lc_schema *schema, unsigned tree, const char *key,
                       unsigned count, char *const *names, struct lc_error *err)
{
    for (unsigned i = 0; i < count; i++)
        if (lc_schema_column(schema, names[i]) == LC_NO_COLUMN)
            return LC_FAIL(err, LC_FORMAT, "tree[%u].%s: there is no column '%s'", tree,
                           key, names[i]);
    return LC_OK;
}

int lc_schema_check_trees(const struct lc_schema *schema, struct lc_error *err)
{
    int code = LC_OK;
    if (schema->tree_count > LC_MAX_SCHEMA_TREES)
        return LC_FAIL(err, LC_RANGE, "tree: more than %d places where its rows are",
                       LC_MAX_SCHEMA_TREES);
    for (unsigned t = 0; t < schema->tree_count && !code; t++) {
        const struct lc_schema_tree *tree = &schema->tree[t];
        code = check_names(schema, t, "has", tree->has_count, tree->has, err);
        if (!code)
            code = check_names(schema, t, "without", tree->without_count, tree->without,
                               err);
    }
    return code;
}

static struct lc_layout_column *make_columns(const struct lc_schema *schema,
                                             const struct lc_schema_tree *tree)
{
    struct lc_layout_column *made = lc_alloc(schema->columns_count, sizeof *made);
    for (unsigned c = 0; made && c < schema->columns_count; c++) {
        const struct lc_schema_column *column = &schema->columns[c];
        made[c] = (struct lc_layout_column){ .name = column->name,
                                             .also = (const char *const *)column->also,
                                             .also_count = column->also_count,
                                             .shared = column->who != LC_WHO_NOTHING,
                                             .spreads = column->spreads };
    }
    for (unsigned i = 0; made && i < tree->without_count; i++)
        made[lc_schema_column(schema, tree->without[i])].absent = true;
    return made;
}

/* Each layout owns its lists, so that none is another's. */
static int make(struct lc_tree_layout *layout, const struct lc_schema *schema,
                const struct lc_schema_tree *tree, struct lc_error *err)
{
    size_t *has = lc_alloc(tree->has_count, sizeof *has);
    *layout = (struct lc_tree_layout){ .table = schema->name,
                                       .root = tree->root,
                                       .record = tree->record,
                                       .row = tree->row,
                                       .count = schema->columns_count,
                                       .column = make_columns(schema, tree),
                                       .has_count = tree->has_count,
                                       .has = has };
    for (unsigned i = 0; has && i < tree->has_count; i++)
        has[i] = (size_t)lc_schema_column(schema, tree->has[i]);
    return has && layout->column ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_layouts_make(struct lc_layouts *layouts, size_t count,
                    struct lc_schema *const *schema, struct lc_error *err)
{
    size_t trees = 0;
    int code = LC_OK;
    for (size_t i = 0; i < count; i++)
        trees += schema[i]->tree_count;
    struct lc_tree_layout *layout = lc_alloc(trees, sizeof *layout);
    *layouts = (struct lc_layouts){ 0, layout };
    if (!layout)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count; i++)
        for (unsigned t = 0; t < schema[i]->tree_count && !code; t++)
            code = make(&layout[layouts->count++], schema[i], &schema[i]->tree[t], err);
    return code;
}

void lc_layouts_free(struct lc_layouts *layouts)
{
    for (size_t i = 0; i < layouts->count; i++) {
        free((void *)(uintptr_t)layouts->layout[i].column);
        free((void *)(uintptr_t)layouts->layout[i].has);
    }
    free((void *)(uintptr_t)layouts->layout);
    *layouts = (struct lc_layouts){ 0 };
}
