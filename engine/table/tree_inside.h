/* What is nested as rows: layout.h says which.
 *
 * Whoever reads the file (xml.c, json.c) says what begins, which leaf holds what, and
 * what ends; of a record only the parts that the table needs are kept, until it has
 * ended, and then its rows are taken one by one. Time is linear in the file's parts,
 * times the columns for parts that hold rows; memory is one record's, within the limits
 * below.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "table/csv.h"
#include "table/layout.h"

enum {
    LC_TREE_DEEP = 64,       /* groups in groups */
    LC_TREE_PARTS = 1 << 18, /* of a record */
    LC_TREE_BYTES = 4 << 20, /* of its values */
    LC_TREE_JOINED = 256,    /* values in a cell; a row with more is troubled */
    LC_TREE_LOOK = -1
};

typedef struct lc_tree lc_tree;

/* Of those layouts whose root this is (NULL: that have none); borrowed. */
int lc_tree_new(lc_tree **tree, const struct lc_layouts *layouts, const char *root,
                struct lc_error *err) LC_MUST_CHECK;
void lc_tree_free(lc_tree *tree); /* NULL is allowed */
size_t lc_tree_tables(const lc_tree *tree);
const struct lc_tree_layout *lc_tree_layout(const lc_tree *tree, size_t table);

/* The file is read from its beginning: for the rows of a table, or, LC_TREE_LOOK, to
 * see which tables have any. */
int lc_tree_start(lc_tree *tree, int table, struct lc_error *err) LC_MUST_CHECK;
bool lc_tree_has(const lc_tree *tree, size_t table); /* once it was looked at */
/* The names of the table's columns, as a row. */
const struct lc_csv_row *lc_tree_header(const lc_tree *tree);

/* A name's number; 0: no layout has it. */
uint32_t lc_tree_word(const lc_tree *tree, const char *name);
/* Whether the text of a leaf of that name is needed. */
bool lc_tree_wants(const lc_tree *tree, uint32_t word);
/* Is it a column's that is `shared` in some layout? */
bool lc_tree_tells_whose(const lc_tree *tree, uint32_t word);

/* A group begins, a leaf is there whole (too_long: its text is not), the group ends.
 * The outermost group is the root. LC_FORMAT beyond the limits. */
int lc_tree_begin(lc_tree *tree, uint32_t word, uint64_t line,
                  struct lc_error *err) LC_MUST_CHECK;
int lc_tree_leaf(lc_tree *tree, uint32_t word, uint64_t line, struct lc_slice text,
                 bool too_long, struct lc_error *err) LC_MUST_CHECK;
void lc_tree_end(lc_tree *tree);
/* Has a record ended whose rows were not taken yet? They are before anything is said.
 */
bool lc_tree_is_ready(const lc_tree *tree);
/* Its next row, valid until the next call, or NULL: it has no more, and is forgotten.
 */
int lc_tree_row(lc_tree *tree, const struct lc_csv_row **row,
                struct lc_error *err) LC_MUST_CHECK;
