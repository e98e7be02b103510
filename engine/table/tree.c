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

static bool is_root_of(const struct lc_layout *layout, const char *root)
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

static int add_words(struct lc_tree *t, struct lc_tree_table *table,
                     struct lc_error *err)
{
    const struct lc_layout *layout = table->layout;
    uint32_t number;
    int code = LC_OK;
    if (layout->record)
        code = lc_words_add(&t->words, layout->record, &table->record, err);
    if (!code && layout->row)
        code = lc_words_add(&t->words, layout->row, &table->row, err);
    for (size_t c = 0; c < layout->count && !code; c++) {
        const struct lc_layout_column *column = &layout->column[c];
        code = lc_words_add(&t->words, column->name, &number, err);
        for (size_t i = 0; i < column->also_count && !code; i++)
            code = lc_words_add(&t->words, column->also[i], &number, err);
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
            code = add_words(t, &t->table[t->count++], err);
        }
    return code;
}

int lc_tree_new(lc_tree **tree, const struct lc_layouts *layouts, const char *root,
                struct lc_error *err)
{
    struct lc_tree *t = lc_alloc(1, sizeof *t);
    *tree = NULL;
    if (!t)
        return LC_FAIL_NOMEM(err);
    int code = add_tables(t, layouts, root, err);
    size_t words = t->words.count + 1;
    t->is_row = lc_alloc(words, sizeof *t->is_row);
    t->is_wanted = lc_alloc(words, sizeof *t->is_wanted);
    t->column = lc_alloc(words, sizeof *t->column);
    if (!code && (!t->is_row || !t->is_wanted || !t->column))
        code = LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < t->count && !code; i++)
        t->is_row[row_word(&t->table[i])] = true;
    if (!code)
        t->is_row[0] = false;
    if (!code)
        code = lc_tree_start(t, LC_TREE_LOOK, err);
    if (code)
        lc_tree_free(t);
    else
        *tree = t;
    return code;
}

void lc_tree_free(lc_tree *tree)
{
    if (!tree)
        return;
    lc_words_free(&tree->words);
    free(tree->table);
    free(tree->is_row);
    free(tree->is_wanted);
    free(tree->column);
    free(tree->part);
    free(tree->text);
    free(tree->cell);
    free(tree->first);
    free(tree->joined);
    free(tree->field);
    free(tree->name);
    free(tree);
}

size_t lc_tree_tables(const lc_tree *tree)
{
    return tree->count;
}

const struct lc_layout *lc_tree_layout(const lc_tree *tree, size_t table)
{
    return tree->table[table].layout;
}

bool lc_tree_has(const lc_tree *tree, size_t table)
{
    return tree->table[table].found;
}

uint32_t lc_tree_word(const lc_tree *tree, const char *name)
{
    return lc_words_find(&tree->words, without_prefix(name));
}

bool lc_tree_wants(const lc_tree *tree, uint32_t word)
{
    return tree->is_wanted[word];
}

const struct lc_csv_row *lc_tree_header(const lc_tree *tree)
{
    return &tree->header;
}

/* --- from the beginning ----------------------------------------------------------- */

static void want(struct lc_tree *t, const struct lc_layout *layout, size_t c)
{
    const struct lc_layout_column *column = &layout->column[c];
    uint32_t word = lc_words_find(&t->words, column->name);
    for (size_t i = 0; i <= column->also_count; i++) {
        t->is_wanted[word] = true;
        if (t->column[word] < 0)
            t->column[word] = (int16_t)c;
        if (i < column->also_count)
            word = lc_words_find(&t->words, column->also[i]);
    }
}

static int make_row(struct lc_tree *t, const struct lc_layout *layout,
                    struct lc_error *err)
{
    t->columns = layout->count;
    free(t->cell);
    free(t->first);
    free(t->field);
    free(t->name);
    t->cell = lc_alloc((LC_TREE_DEEP + 1) * t->columns, sizeof *t->cell);
    t->first = lc_alloc(t->columns, sizeof *t->first);
    t->field = lc_alloc(t->columns, sizeof *t->field);
    t->name = lc_alloc(t->columns, sizeof *t->name);
    if (!t->cell || !t->first || !t->field || !t->name)
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
    for (size_t i = 0; i <= tree->words.count; i++) {
        tree->is_wanted[i] = false;
        tree->column[i] = -1;
    }
    if (table != LC_TREE_LOOK) {
        const struct lc_layout *layout = tree->table[table].layout;
        for (size_t c = 0; c < layout->count; c++)
            want(tree, layout, c);
        return make_row(tree, layout, err);
    }
    for (size_t i = 0; i < tree->count; i++) {
        const struct lc_layout *layout = tree->table[i].layout;
        tree->table[i].found = false;
        for (size_t k = 0; k < layout->has_count; k++)
            want(tree, layout, layout->has[k]);
        if (tree->table[i].row) /* it may be a leaf */
            tree->is_wanted[tree->table[i].row] = true;
    }
    return LC_OK;
}

/* --- looking ---------------------------------------------------------------------- */

/* depth: of the part; the root's is 0. */
static bool is_record(const struct lc_tree_table *table, uint32_t word, size_t depth)
{
    return depth > 0 && (table->record ? word == table->record : depth == 1);
}

static bool is_row(const struct lc_tree_table *table, uint32_t word, size_t depth)
{
    return depth > 0
           && (table->row ? word == table->row : is_record(table, word, depth));
}

static void look_at_group(struct lc_tree *t, uint32_t word)
{
    size_t depth = t->deep;
    t->word[depth] = word;
    t->within[depth] = depth ? t->within[depth - 1] : 0;
    for (size_t i = 0; i < t->count; i++)
        if (is_row(&t->table[i], word, depth)) {
            t->within[depth] = depth;
            t->table[i].found |= !t->table[i].layout->has_count;
        }
}

static bool is_among(struct lc_tree *t, const struct lc_layout *layout, uint32_t word)
{
    for (size_t k = 0; k < layout->has_count; k++) {
        const struct lc_layout_column *column = &layout->column[layout->has[k]];
        if (lc_words_find(&t->words, column->name) == word)
            return true;
        for (size_t i = 0; i < column->also_count; i++)
            if (lc_words_find(&t->words, column->also[i]) == word)
                return true;
    }
    return false;
}

static void look_at_leaf(struct lc_tree *t, uint32_t word, struct lc_slice text)
{
    size_t within = t->deep ? t->within[t->deep - 1] : 0;
    for (size_t i = 0; i < t->count && text.size; i++) {
        struct lc_tree_table *table = &t->table[i];
        if (table->found)
            continue;
        bool row = table->row && word == table->row;
        bool mine = row || is_row(table, t->word[within], within);
        table->found =
            !table->layout->has_count
                ? row
                : mine && lc_tree_says(text) && is_among(t, table->layout, word);
    }
}

/* --- reading ---------------------------------------------------------------------- */

static int fail_large(const struct lc_tree *t, struct lc_error *err)
{
    return LC_FAIL(err, LC_FORMAT,
                   "what begins in line %llu holds more than %d parts or %d MB, and no "
                   "child's record does",
                   (unsigned long long)(t->parts ? t->part[0].line : 0), LC_TREE_PARTS,
                   LC_TREE_BYTES >> 20);
}

static int add_part(struct lc_tree *t, const struct lc_tree_part *part,
                    struct lc_error *err)
{
    if (t->parts >= LC_TREE_PARTS)
        return fail_large(t, err);
    int code = LC_GROW(t->part, t->room, t->parts + 1, err);
    if (!code)
        t->part[t->parts++] = *part;
    return code;
}

/* A record has ended. */
static void finish(struct lc_tree *t)
{
    t->record_at = 0;
    t->ready = t->parts > 0;
    t->at = t->levels = 0;
    t->shared_known = false;
    if (t->ready && !t->part[0].row && !t->part[0].holds) {
        t->parts = t->bytes = 0;
        t->ready = false;
    }
}

static int add_group(struct lc_tree *t, uint32_t word, uint64_t line,
                     struct lc_error *err)
{
    const struct lc_tree_table *table = &t->table[t->reading];
    size_t depth = t->deep;
    bool row = is_row(table, word, depth);
    if (!t->record_at && (row || is_record(table, word, depth)))
        t->record_at = depth;
    if (!t->record_at)
        return LC_OK;
    struct lc_tree_part part = {
        .line = line, .word = word, .depth = (uint8_t)depth, .group = true
    };
    part.row = row && (table->row || t->record_at == depth); /* none is in another */
    t->open[depth] = (uint32_t)t->parts;
    return add_part(t, &part, err);
}

int lc_tree_begin(lc_tree *tree, uint32_t word, uint64_t line, struct lc_error *err)
{
    struct lc_tree *t = tree;
    size_t depth = t->deep;
    int code = LC_OK;
    if (depth == LC_TREE_DEEP)
        return LC_FAIL(err, LC_FORMAT,
                       "line %llu: more than %d things in one another, and no child's "
                       "record has so many",
                       (unsigned long long)line, LC_TREE_DEEP);
    if (t->reading == LC_TREE_LOOK)
        look_at_group(t, word);
    else
        code = add_group(t, word, line, err);
    if (code)
        return code;
    t->deep++;
    return LC_OK;
}

int lc_tree_leaf(lc_tree *tree, uint32_t word, uint64_t line, struct lc_slice text,
                 bool too_long, struct lc_error *err)
{
    struct lc_tree *t = tree;
    if (t->reading == LC_TREE_LOOK) {
        look_at_leaf(t, word, text);
        return LC_OK;
    }
    const struct lc_tree_table *table = &t->table[t->reading];
    bool row = table->row && word == table->row && text.size, alone = !t->record_at;
    if ((alone && !row) || (!row && !t->is_wanted[word]))
        return LC_OK;
    if (t->bytes + text.size > LC_TREE_BYTES)
        return fail_large(t, err);
    int code = LC_GROW(t->text, t->text_room, t->bytes + text.size, err);
    if (!code)
        code = add_part(t,
                        &(struct lc_tree_part){ .line = line,
                                                .word = word,
                                                .end = (uint32_t)t->parts + 1,
                                                .depth = (uint8_t)t->deep,
                                                .row = row,
                                                .at = (uint32_t)t->bytes,
                                                .size = (uint32_t)text.size,
                                                .too_long = too_long },
                        err);
    if (code)
        return code;
    if (text.size)
        memcpy(t->text + t->bytes, text.data, text.size);
    t->bytes += text.size;
    if (alone)
        finish(t);
    else if (row)
        t->part[t->open[t->deep - 1]].holds = true;
    return LC_OK;
}

void lc_tree_end(lc_tree *tree)
{
    struct lc_tree *t = tree;
    size_t depth = --t->deep;
    if (!t->record_at || t->reading == LC_TREE_LOOK)
        return;
    struct lc_tree_part *part = &t->part[t->open[depth]];
    part->end = (uint32_t)t->parts;
    if (depth == t->record_at)
        finish(t);
    else if (part->row || part->holds)
        t->part[t->open[depth - 1]].holds = true;
    else if (part->end == t->open[depth] + 1) /* nothing in it is needed */
        t->parts--;
}

bool lc_tree_is_ready(const lc_tree *tree)
{
    return tree->ready;
}
