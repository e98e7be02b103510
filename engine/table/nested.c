/* See nested_inside.h. */
#include "table/nested_inside.h"

#include <stdlib.h>

#include "base/memory.h"

int lc_nested_keep(struct lc_nested *nested, struct lc_error *err)
{
    size_t count = lc_tree_tables(nested->tree);
    nested->table = lc_alloc(count, sizeof *nested->table);
    if (!nested->table)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count; i++)
        if (lc_tree_has(nested->tree, i))
            nested->table[nested->tables++] = i;
    return LC_OK;
}

void lc_nested_free(struct lc_nested *nested)
{
    lc_tree_free(nested->tree);
    free(nested->table);
}

size_t lc_nested_count(const void *far)
{
    return ((const struct lc_nested *)far)->tables;
}

const char *lc_nested_name(const void *far, size_t which)
{
    const struct lc_nested *n = far;
    return lc_tree_layout(n->tree, n->table[which])->table;
}

int lc_nested_next(void *far, const struct lc_csv_row **row, struct lc_error *err)
{
    struct lc_nested *n = far;
    int code = LC_OK;
    *row = n->headed ? NULL : lc_tree_header(n->tree);
    n->headed = true;
    while (!*row && !code && !(n->done && !lc_tree_is_ready(n->tree)))
        code = lc_tree_is_ready(n->tree) ? lc_tree_row(n->tree, row, err)
                                         : n->advance(far, err);
    return code;
}
