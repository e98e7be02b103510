/* Which parts of a nested file (XML, JSON) make a table, and which of its values are
 * its columns.
 *
 * A leaf is an element, or a member, that holds a value or nothing; a group holds
 * others. Attributes are no leaves: no return says anything in one. Names are told
 * apart without their case and without what stands before a colon. A record is what
 * says all of one child, and is read as a whole; a row that stands in none is a record
 * of its own. A row is a group of the name `row` anywhere in a record, or a leaf of
 * that name that is not empty; or, of no name, a record that itself says something.
 * A column of a row is, of the leaves that bear one of its names,
 *
 *   1. the row's own: right in it; else further in, in no row (of any layout of the
 *      file) within it;
 *   2. else those right in the nearest group round the row that has any;
 *   3. else, if the column is `shared`, the first in the record, whatever holds it;
 *   4. else, if it is not, the first that stands before in no record at all: what the
 *      file says of itself, such as its day of reference.
 *
 * Never that of a neighbour, nor of what hangs on the row: a spell without its end does
 * not end with the next one, and a referral without its conference has not that of an
 * enquiry in it. What is empty says nothing, but in a column that is not shared it is
 * the answer. Leaves of one name that are one row's are one cell, with ";" between
 * them.
 *
 * Where all that a row must say (`has`) is what spreads, it is a group with a mark, and
 * no row to the other tables: their leaves in it are theirs as if it were none.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct lc_layout_column {
    const char *name;        /* the header's */
    const char *const *also; /* other names of the leaf */
    size_t also_count;
    bool shared;  /* rule 3 holds: it says whose the row is */
    bool absent;  /* it is always empty: another table has what bears its names */
    bool spreads; /* true of a group is true of all in it; of what is right in them */
};

struct lc_tree_layout {
    const char *table;  /* its name in messages */
    const char *root;   /* the outermost element; NULL: none (JSON has none) */
    const char *record; /* NULL: what stands right in the root, or in the outer list */
    const char *row;    /* NULL: the record */
    size_t count;
    const struct lc_layout_column *column; /* [count] */
    /* Columns of which one of the row's own (rule 1) must say something other than 0
     * and false, as a group may hold the values of several tables; 0: every row is one.
     */
    size_t has_count;
    const size_t *has; /* [has_count] indices of columns */
};

struct lc_layouts {
    size_t count;
    const struct lc_tree_layout *layout; /* [count] borrowed */
};
