/* What XML and JSON have in common as containers: a tree, those of its tables that have
 * rows, and the way to the next of them. */
#pragma once

#include "table/tree_inside.h"

/* The first member of a container's own. */
struct lc_nested {
    lc_tree *tree;
    size_t tables;
    size_t *table;     /* [tables] those of the tree that have rows */
    bool headed, done; /* its header was given; the file has been read */
    int (*advance)(void *far, struct lc_error *err); /* reads on */
};

/* Once all was looked at: which tables there are. */
int lc_nested_keep(struct lc_nested *nested, struct lc_error *err) LC_MUST_CHECK;
void lc_nested_free(struct lc_nested *nested);

/* Of struct lc_container. */
size_t lc_nested_count(const void *far);
const char *lc_nested_name(const void *far, size_t which);
int lc_nested_next(void *far, const struct lc_csv_row **row, struct lc_error *err);
