/* What is said of a nested file: a record's parts are kept, or it is only looked
 * whether there are rows. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/tree_parts_inside.h"

static const char *without_prefix(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

/* --- layouts ---------------------------------------------------------------------- */

static bool is_root_of(const struct lc_tree_layout *layout, const char *root)
{
    return root && layout->root
               ? lc_slice_is_nocase(lc_slice_of(without_prefix(root)), layout->root)
               : !root && !layout->root;
}

/* The word of its rows; 0: they are known by where they stand. */
static uint32_t row_word(const struct lc_tree_table *table)
{
    return table->layout->row ? table->row : table->record;
}

static bool has_marks(const struct lc_tree_layout *layout)
{
    for (size_t k = 0; k < layout->has_count; k++)
        if (!layout->column[layout->has[k]].spreads)
            return false;
    return layout->row && layout->has_count;
}

static int add_words(struct lc_tree *t, struct lc_tree_table *table,
                     struct lc_error *err)
{
    const struct lc_tree_layout *layout = table->layout;
    uint32_t number;
    int code = LC_OK;
    if (layout->record)
        code =
            lc_words_add(&t->words, lc_slice_of(layout->record), &table->record, err);
    if (!code && layout->row)
        code = lc_words_add(&t->words, lc_slice_of(layout->row), &table->row, err);
    for (size_t c = 0; c < layout->count && !code; c++) {
        const struct lc_layout_column *column = &layout->column[c];
        code = lc_words_add(&t->words, lc_slice_of(column->name), &number, err);
        for (size_t i = 0; i < column->also_count && !code; i++)
            code = lc_words_add(&t->words, lc_slice_of(column->also[i]), &number, err);
    }
    return code;
}

static int add_tables(struct lc_tree *t, const struct lc_layouts *layouts,
                      const char *root, struct lc_error *err)
{
    int code = LC_OK;
    t->table = lc_alloc(layouts ? layouts->count : 0, sizeof *t->table);
    if (!t->table)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; layouts && i < layouts->count && !code; i++)
        if (is_root_of(&layouts->layout[i], root)) {
            t->table[t->count].layout = &layouts->layout[i];
            t->table[t->count].marks = has_marks(&layouts->layout[i]);
            code = add_words(t, &t->table[t->count++], err);
        }
    return code;
}

static void mark_words(struct lc_tree *t)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct lc_tree_layout *layout = t->table[i].layout;
        t->is_row[row_word(&t->table[i])] |= !t->table[i].marks;
        for (size_t c = 0; c < layout->count; c++) {
            const struct lc_layout_column *column = &layout->column[c];
            t->is_shared[lc_words_find(&t->words, lc_slice_of(column->name))] |=
                column->shared;
            for (size_t k = 0; k < column->also_count; k++)
                t->is_shared[lc_words_find(&t->words, lc_slice_of(column->also[k]))] |=
                    column->shared;
        }
    }
    t->is_row[0] = false;
}

int lc_tree_new(lc_tree **tree, const struct lc_layouts *layouts, const char *root,
                struct lc_error *err)
{
    struct lc_tree *t = lc_alloc(1, sizeof *t);
    *tree = NULL;
    if (!t)
        return LC_FAIL_NOMEM(err);
    int code = lc_words_init(&t->words, err);
    if (!code)
        code = add_tables(t, layouts, root, err);
    size_t words = t->words.count;
    t->is_row = lc_alloc(words, sizeof *t->is_row);
    t->is_wanted = lc_alloc(words, sizeof *t->is_wanted);
    t->is_shared = lc_alloc(words, sizeof *t->is_shared);
    t->column = lc_alloc(words, sizeof *t->column);
    if (!code && (!t->is_row || !t->is_wanted || !t->is_shared || !t->column))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        mark_words(t);
    if (!code)
        code = lc_tree_start(t, LC_TREE_LOOK, err);
    if (code)
        lc_tree_free(t);
    else
        *tree = t;
    return code;
}

static void free_row(struct lc_tree *t)
{
    free(t->cell);
    free(t->first);
    free(t->field);
    free(t->name);
    free(t->head);
    free(t->head_text);
}

void lc_tree_free(lc_tree *tree)
{
    if (!tree)
        return;
    lc_words_free(&tree->words);
    free(tree->table);
    free(tree->is_row);
    free(tree->is_wanted);
    free(tree->is_shared);
    free(tree->column);
    free(tree->part);
    free(tree->text);
    free(tree->joined);
    free_row(tree);
    free(tree);
}

size_t lc_tree_tables(const lc_tree *tree)
{
    return tree->count;
}

const struct lc_tree_layout *lc_tree_layout(const lc_tree *tree, size_t table)
{
    return tree->table[table].layout;
}

bool lc_tree_has(const lc_tree *tree, size_t table)
{
    return tree->table[table].found;
}

uint32_t lc_tree_word(const lc_tree *tree, const char *name)
{
    return lc_words_find(&tree->words, lc_slice_of(without_prefix(name)));
}

bool lc_tree_wants(const lc_tree *tree, uint32_t word)
{
    return tree->is_wanted[word];
}

bool lc_tree_tells_whose(const lc_tree *tree, uint32_t word)
{
    return tree->is_shared[word];
}

const struct lc_csv_row *lc_tree_header(const lc_tree *tree)
{
    return &tree->header;
}

/* --- from the beginning ----------------------------------------------------------- */

static void want(struct lc_tree *t, const struct lc_tree_layout *layout, size_t c)
{
    const struct lc_layout_column *column = &layout->column[c];
    uint32_t word = lc_words_find(&t->words, lc_slice_of(column->name));
    if (column->absent)
        return;
    for (size_t i = 0; i <= column->also_count; i++) {
        t->is_wanted[word] = true;
        if (t->column[word] < 0)
            t->column[word] = (int16_t)c;
        if (i < column->also_count)
            word = lc_words_find(&t->words, lc_slice_of(column->also[i]));
    }
}

static int make_row(struct lc_tree *t, const struct lc_tree_layout *layout,
                    struct lc_error *err)
{
    t->columns = layout->count;
    free_row(t);
    t->cell = lc_alloc((LC_TREE_DEEP + 1) * t->columns, sizeof *t->cell);
    t->first = lc_alloc(t->columns, sizeof *t->first);
    t->field = lc_alloc(t->columns, sizeof *t->field);
    t->name = lc_alloc(t->columns, sizeof *t->name);
    t->head = lc_alloc(t->columns, sizeof *t->head);
    t->head_text = lc_alloc(t->columns, LC_TREE_HEAD);
    if (!t->cell || !t->first || !t->field || !t->name || !t->head || !t->head_text)
        return LC_FAIL_NOMEM(err);
    for (size_t c = 0; c < t->columns; c++)
        t->name[c] = lc_slice_of(layout->column[c].name);
    t->header = (struct lc_csv_row){ .line = 1, .count = t->columns, .field = t->name };
    return LC_OK;
}

int lc_tree_start(lc_tree *tree, int table, struct lc_error *err)
{
    tree->reading = table;
    tree->deep = tree->record_at = 0;
    tree->parts = tree->bytes = tree->at = tree->levels = 0;
    tree->ready = false;
    for (size_t i = 0; i < tree->words.count; i++) {
        tree->is_wanted[i] = false;
        tree->column[i] = -1;
    }
    if (table != LC_TREE_LOOK) {
        const struct lc_tree_layout *layout = tree->table[table].layout;
        for (size_t c = 0; c < layout->count; c++)
            want(tree, layout, c);
        return make_row(tree, layout, err);
    }
    for (size_t i = 0; i < tree->count; i++) {
        const struct lc_tree_layout *layout = tree->table[i].layout;
        tree->table[i].found = false;
        for (size_t k = 0; k < layout->has_count; k++)
            want(tree, layout, layout->has[k]);
        for (size_t c = 0; c < layout->count && !layout->row; c++)
            want(tree, layout, c);
        if (tree->table[i].row) /* it may be a leaf */
            tree->is_wanted[tree->table[i].row] = true;
    }
    return LC_OK;
}
