/* Which rows of a nested file (XML, JSON) make a table, and which of its values are
 * its columns.
 *
 * A leaf is an element, or a member, that holds a value; a group holds others. A row is
 * a group of the name `row`, anywhere below the root. A column of a row is, of the
 * leaves that bear one of its names,
 *
 *   1. the row's own: in it, and in no other row within it;
 *   2. else that of the nearest group round the row: in that, and in no row of it that
 *      does not hold this one;
 *   3. else, if the column is `shared`, the first in the same record, whatever holds it:
 *      a record is a group below the root's list (a child).
 *
 * Never that of a neighbour: a spell without its end does not end with the next one.
 * Leaves of one name in the same row are one cell, with ";" between them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct lc_layout_column {
    const char *name;        /* the header's */
    const char *const *also; /* other names of the leaf */
    size_t also_count;
    bool shared; /* rule 3 holds: it says whose the row is */
};

struct lc_layout {
    const char *table; /* its name in messages */
    const char *root;  /* the outermost element; NULL: any (JSON has none) */
    const char *row;
    size_t count;
    const struct lc_layout_column *column; /* [count] */
};

struct lc_layouts {
    size_t count;
    const struct lc_layout *layout; /* [count] borrowed */
};
