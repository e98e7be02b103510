/* Inside of tree_inside.h: the parts of a record. */
#pragma once

#include "base/words.h"
#include "table/tree_inside.h"

enum { LC_TREE_HEAD = 64 };

/* --- parts ------------------------------------------------------------------------ */

struct lc_tree_part {
    uint64_t line;
    uint32_t word, end; /* end: the part behind its last */
    uint32_t next;      /* leaf of the same column right in the same group; 0: none */
    uint32_t deep;      /* the same, in the row that the leaf is further in of */
    uint32_t at, size;  /* a leaf's text */
    uint8_t depth;
    bool group, row, holds; /* holds: a row is in it */
    bool too_long;
};

/* A cell that is being found: the first leaf, how many are not empty, the last. */
struct lc_tree_cell {
    uint32_t from; /* the part that they are in */
    uint32_t first, last, count;
    bool deep;
};

/* A layout by its words. */
struct lc_tree_table {
    const struct lc_tree_layout *layout;
    uint32_t record, row;
    bool found;
    bool marks; /* its rows are marked alone, and hold nothing (layout.h) */
};

struct lc_tree {
    size_t count;
    struct lc_tree_table *table;
    struct lc_words words;
    bool *is_row;    /* [words.count] of any layout */
    bool *is_wanted; /* [words.count] as leaves, by what is read now */
    bool *is_shared; /* [words.count] in any layout */
    int16_t *column; /* [words.count] of the table that is read, or -1 */
    int reading;     /* or LC_TREE_LOOK */
    size_t columns;  /* of that table */

    /* What is open. record_at: the record's depth, or 0. Of each group: its part; where
     * it is only looked, its word and the depth of the row that it is or is in, or 0.
     */
    size_t deep, record_at;
    uint32_t open[LC_TREE_DEEP], word[LC_TREE_DEEP];
    size_t within[LC_TREE_DEEP];
    bool ready;

    size_t parts, room, bytes, text_room;
    struct lc_tree_part *part;
    char *text;

    /* Rule 4, of the table that is read: what the file says of itself. */
    struct lc_slice *head; /* [columns] */
    char *head_text;       /* [columns * LC_TREE_HEAD] */

    /* Taking rows: the next part, and what each group round it has, a level each. */
    size_t at, levels;
    uint32_t level[LC_TREE_DEEP];
    struct lc_tree_cell *cell;  /* [(LC_TREE_DEEP + 1) * columns] the last: the row's */
    struct lc_tree_cell *first; /* [columns] in the record, of shared ones */
    bool shared_known;
    char *joined;
    size_t joined_size, joined_room;
    struct lc_slice *field, *name; /* [columns] of the row, of the header */
    struct lc_csv_row row, header;
};

/* Does a value say something other than no? */
bool lc_tree_says(struct lc_slice text);
