/* The rows of a record: its parts are walked once, in order; each group round rows
 * hands down what is right in it. */
#include <string.h>

#include "base/memory.h"
#include "table/tree_parts_inside.h"

bool lc_tree_says(struct lc_slice text)
{
    return text.size && !lc_slice_is(text, "0") && !lc_slice_is_nocase(text, "false");
}

static struct lc_slice text_of(const struct lc_tree *t, uint32_t part)
{
    return (struct lc_slice){ t->text + t->part[part].at, t->part[part].size };
}

static const struct lc_layout_column *column_of(const struct lc_tree *t, size_t c)
{
    return &t->table[t->reading].layout->column[c];
}

/* --- cells ------------------------------------------------------------------------ */

/* One more leaf, of those in part `from`. What is empty is kept only till another is
 * there. */
static void add(struct lc_tree *t, struct lc_tree_cell *cell, uint32_t from,
                uint32_t leaf, bool deep)
{
    struct lc_tree_part *part = &t->part[leaf];
    part->next = deep ? part->next : 0;
    part->deep = deep ? 0 : part->deep;
    if (!cell->count || cell->from != from || cell->deep != deep
        || !t->part[cell->first].size) {
        *cell = (struct lc_tree_cell){ from, leaf, leaf, 1, deep };
        return;
    }
    if (!part->size)
        return;
    struct lc_tree_part *last = &t->part[cell->last];
    *(deep ? &last->deep : &last->next) = leaf;
    cell->last = leaf;
    cell->count++;
}

/* A leaf right in the group that hands its cells down. Of what spreads, the outermost
 * that is true; else the nearest. */
static void take_right(struct lc_tree *t, struct lc_tree_cell *cells, uint32_t group,
                       uint32_t leaf)
{
    int c = t->column[t->part[leaf].word];
    if (c < 0)
        return;
    const struct lc_layout_column *column = column_of(t, (size_t)c);
    struct lc_tree_cell *cell = &cells[c];
    if (column->shared && !t->part[leaf].size)
        return;
    if (!column->spreads)
        add(t, cell, group, leaf, false);
    else if (!cell->count
             || (!lc_tree_says(text_of(t, cell->first))
                 && (cell->from != group || lc_tree_says(text_of(t, leaf)))))
        *cell = (struct lc_tree_cell){ group, leaf, leaf, 1, false };
}

/* The group's level: what those round it have, and what is right in it. */
static void push(struct lc_tree *t, uint32_t group)
{
    struct lc_tree_cell *cells = t->cell + t->levels * t->columns;
    if (t->levels)
        memcpy(cells, cells - t->columns, t->columns * sizeof *cells);
    else
        memset(cells, 0, t->columns * sizeof *cells);
    t->level[t->levels++] = group;
    for (uint32_t i = group + 1; i < t->part[group].end; i = t->part[i].end)
        if (!t->part[i].group)
            take_right(t, cells, group, i);
}

/* Further in: not where the column has a leaf right in the row, nor in another row. */
static void take_deep(struct lc_tree *t, struct lc_tree_cell *cells, uint32_t row)
{
    const struct lc_tree_part *part = t->part;
    for (uint32_t i = row + 1; i < part[row].end;
         i = part[i].group && !t->is_row[part[i].word] ? i + 1 : part[i].end) {
        int c = part[i].group ? -1 : t->column[part[i].word];
        if (c < 0 || part[i].depth == part[row].depth + 1)
            continue;
        const struct lc_layout_column *column = column_of(t, (size_t)c);
        bool right = cells[c].count && cells[c].from == row && !cells[c].deep;
        if (!right && !column->spreads && (part[i].size || !column->shared))
            add(t, &cells[c], row, i, true);
    }
}

/* Rule 3: the first in the record that is not empty. */
static void find_shared(struct lc_tree *t)
{
    memset(t->first, 0, t->columns * sizeof *t->first);
    for (uint32_t i = 0; i < t->parts; i++) {
        int c = t->part[i].group ? -1 : t->column[t->part[i].word];
        if (c >= 0 && t->part[i].size && column_of(t, (size_t)c)->shared
            && !t->first[c].count)
            t->first[c] = (struct lc_tree_cell){ 0, i, i, 1, false };
    }
    t->shared_known = true;
}

/* --- a row ------------------------------------------------------------------------ */

static int join(struct lc_tree *t, const struct lc_tree_cell *cell,
                struct lc_slice *field, struct lc_error *err)
{
    size_t from = t->joined_size;
    int code = LC_OK;
    if (cell->count > LC_TREE_JOINED) {
        t->row.trouble = LC_CSV_LONG;
        return LC_OK;
    }
    for (uint32_t i = cell->first; i && !code;
         i = cell->deep ? t->part[i].deep : t->part[i].next) {
        struct lc_slice text = text_of(t, i);
        /* as much as there can be, so that what is in it stays where it is */
        code = LC_GROW(t->joined, t->joined_room, t->bytes + t->parts, err);
        if (code)
            break;
        if (t->joined_size > from)
            t->joined[t->joined_size++] = ';';
        memcpy(t->joined + t->joined_size, text.data, text.size);
        t->joined_size += text.size;
    }
    *field = (struct lc_slice){ t->joined + from, t->joined_size - from };
    return code;
}

static bool has_some(const struct lc_tree *t, const struct lc_tree_cell *cells,
                     uint32_t row)
{
    const struct lc_tree_layout *layout = t->table[t->reading].layout;
    for (size_t k = 0; k < layout->has_count; k++) {
        const struct lc_tree_cell *cell = &cells[layout->has[k]];
        if (cell->count && cell->from == row && lc_tree_says(text_of(t, cell->first)))
            return true;
    }
    return !layout->has_count;
}

static int fill(struct lc_tree *t, const struct lc_tree_cell *cells, uint32_t row,
                struct lc_error *err)
{
    int code = LC_OK;
    t->joined_size = 0;
    t->row = (struct lc_csv_row){ .line = t->part[row].line,
                                  .count = t->columns,
                                  .field = t->field };
    for (size_t c = 0; c < t->columns && !code; c++) {
        const struct lc_tree_cell *cell = &cells[c];
        if (!cell->count && column_of(t, c)->shared)
            cell = &t->first[c];
        t->field[c] = cell->count ? text_of(t, cell->first) : t->head[c];
        if (cell->count > 1)
            code = join(t, cell, &t->field[c], err);
        if ((cell->count && t->part[cell->first].too_long)
            || t->field[c].size > LC_CSV_FIELD)
            t->row.trouble = LC_CSV_LONG;
    }
    return code;
}

/* *is false: it has nothing of what a row must have. */
static int build(struct lc_tree *t, uint32_t row, bool *is, struct lc_error *err)
{
    struct lc_tree_cell *cells = t->cell + LC_TREE_DEEP * t->columns;
    if (!t->shared_known)
        find_shared(t);
    if (t->levels)
        memcpy(cells, t->cell + (t->levels - 1) * t->columns,
               t->columns * sizeof *cells);
    else
        memset(cells, 0, t->columns * sizeof *cells);
    int c = t->part[row].group ? -1 : t->column[t->part[row].word];
    if (t->part[row].group)
        take_deep(t, cells, row);
    else if (c >= 0)
        cells[c] = (struct lc_tree_cell){ row, row, row, 1, false };
    *is = has_some(t, cells, row);
    return *is ? fill(t, cells, row, err) : LC_OK;
}

int lc_tree_row(lc_tree *tree, const struct lc_csv_row **row, struct lc_error *err)
{
    struct lc_tree *t = tree;
    bool is = false;
    int code = LC_OK;
    *row = NULL;
    while (!is && !code && t->at < t->parts) {
        uint32_t i = (uint32_t)t->at;
        const struct lc_tree_part *part = &t->part[i];
        while (t->levels && t->part[t->level[t->levels - 1]].end <= i)
            t->levels--;
        t->at = part->group && part->holds ? i + 1 : part->end;
        if (part->group && (part->row || part->holds))
            push(t, i);
        if (part->row)
            code = build(t, i, &is, err);
    }
    if (is && !code)
        *row = &t->row;
    else if (!code) {
        t->parts = t->bytes = 0;
        t->ready = false;
    }
    return code;
}
