/* What is said of a nested file: a record's parts are kept, or it is only looked
 * whether there are rows. */
#include <string.h>

#include "base/memory.h"
#include "table/tree_parts_inside.h"

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
        if (!t->table[i].marks && is_row(&t->table[i], word, depth)) {
            t->within[depth] = depth;
            t->table[i].found |= t->table[i].row && !t->table[i].layout->has_count;
        }
}

static bool is_of(const struct lc_tree *t, const struct lc_layout_column *column,
                  uint32_t word)
{
    bool is = lc_words_find(&t->words, lc_slice_of(column->name)) == word;
    for (size_t i = 0; i < column->also_count && !is; i++)
        is = lc_words_find(&t->words, lc_slice_of(column->also[i])) == word;
    return is && !column->absent;
}

/* A value that makes a row of the group that it is in; right: right in it. */
static bool makes_row(const struct lc_tree *t, const struct lc_tree_layout *layout,
                      uint32_t word, struct lc_slice text, bool right)
{
    bool any = !layout->has_count && !layout->row;
    for (size_t c = 0; c < layout->count && any; c++)
        if (is_of(t, &layout->column[c], word))
            return true;
    for (size_t k = 0; k < layout->has_count && lc_tree_says(text); k++)
        if (is_of(t, &layout->column[layout->has[k]], word)
            && (right || !layout->column[layout->has[k]].spreads))
            return true;
    return false;
}

static void look_at_leaf(struct lc_tree *t, uint32_t word, struct lc_slice text)
{
    size_t above = t->deep ? t->deep - 1 : 0, within = t->within[above];
    for (size_t i = 0; i < t->count && text.size; i++) {
        struct lc_tree_table *table = &t->table[i];
        if (table->found)
            continue;
        size_t in = table->marks ? above : within;
        bool row = table->row && word == table->row;
        bool mine = row || is_row(table, t->word[in], in);
        bool right = row || in == above;
        table->found = (row && !table->layout->has_count)
                       || (mine && makes_row(t, table->layout, word, text, right));
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

/* In no record: the first of a column that says no whose. A day or a year is short. */
static void keep_head(struct lc_tree *t, uint32_t word, struct lc_slice text)
{
    int c = t->column[word];
    if (c < 0 || t->head[c].size || !text.size || text.size > LC_TREE_HEAD
        || t->table[t->reading].layout->column[c].shared)
        return;
    char *to = t->head_text + (size_t)c * LC_TREE_HEAD;
    memcpy(to, text.data, text.size);
    t->head[c] = (struct lc_slice){ to, text.size };
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
    if (alone && !row)
        keep_head(t, word, text);
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
