/* Nested things as rows, held to a slow reading of the rules of layout.h that has the
 * whole tree before it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"
#include "base/text.h"
#include "support/trees.h"
#include "table/tree_inside.h"

TestSuite(tree_rules, .init = lc_begin);

enum { NODES = 60, NAMES = 6, COLUMNS = 4 };

/* The whole tree: node 0 is the root; children stand behind their parent. */
struct node {
    int parent, name, depth;
    bool group;
    char text[3];
};

struct world {
    int count;
    struct node node[NODES];
    struct lc_tree_layout layout[2];
    struct lc_layout_column column[2][COLUMNS];
    size_t has[2][COLUMNS];
};

static const char *const names[NAMES + 1] = { "a", "b", "c", "d", "e", "f", "-" };

static int below(struct lc_random *random, int n)
{
    return (int)lc_random_below(random, (uint64_t)n);
}

static void grow(struct world *w, struct lc_random *random, int at)
{
    static const char *const texts[] = { "", "", "0", "1", "x", "yy", "false" };
    int more = at ? below(random, 5) : 3 + below(random, 4);
    for (int i = 0; i < more && w->count < NODES; i++) {
        struct node *n = &w->node[w->count];
        *n = (struct node){ .parent = at,
                            .name = below(random, NAMES + 1),
                            .depth = w->node[at].depth + 1 };
        n->group = n->depth < 6 && below(random, 5) < 3;
        snprintf(n->text, sizeof n->text, "%s", texts[below(random, 7)]);
        if (n->group)
            grow(w, random, w->count++);
        else
            w->count++;
    }
}

static void draw_layout(struct world *w, struct lc_random *random, int l)
{
    struct lc_tree_layout *layout = &w->layout[l];
    *layout = (struct lc_tree_layout){ .table = names[l],
                                       .root = "r",
                                       .count = COLUMNS,
                                       .column = w->column[l],
                                       .has = w->has[l] };
    layout->record = below(random, 2) ? names[below(random, NAMES)] : NULL;
    layout->row = below(random, 4) ? names[below(random, NAMES)] : NULL;
    int first = below(random, NAMES);
    for (int c = 0; c < COLUMNS; c++) {
        int name = (first + c) % NAMES;
        w->column[l][c] = (struct lc_layout_column){ .name = names[name] };
        w->column[l][c].shared = below(random, 3) == 0;
        w->column[l][c].spreads = !w->column[l][c].shared && below(random, 5) == 0;
        w->column[l][c].absent = below(random, 12) == 0;
        if (c == 0 && below(random, 2)) { /* another name, of no other column */
            w->column[l][c].also = &names[(first + COLUMNS) % NAMES];
            w->column[l][c].also_count = 1;
        }
    }
    if (below(random, 3) == 0)
        w->has[l][layout->has_count++] = (size_t)below(random, COLUMNS);
    if (below(random, 6) == 0)
        w->has[l][layout->has_count++] = (size_t)below(random, COLUMNS);
}

static bool is(const struct world *w, int at, const char *name)
{
    return name && strcmp(names[w->node[at].name], name) == 0;
}

static bool is_record_of(const struct world *w, int l, int at)
{
    const struct lc_tree_layout *layout = &w->layout[l];
    return w->node[at].group && w->node[at].depth > 0
           && (layout->record ? is(w, at, layout->record) : w->node[at].depth == 1);
}

/* By name or, of a layout that names none, as a record. */
static bool is_row_of(const struct world *w, int l, int at)
{
    const struct lc_tree_layout *layout = &w->layout[l];
    if (!layout->row)
        return is_record_of(w, l, at);
    return w->node[at].depth > 0 && is(w, at, layout->row)
           && (w->node[at].group || w->node[at].text[0]);
}

static bool is_inside(const struct world *w, int at, int group)
{
    while (at > group)
        at = w->node[at].parent;
    return at == group;
}

static bool is_column(const struct world *w, int l, int c, int at)
{
    const struct lc_layout_column *column = &w->column[l][c];
    return !w->node[at].group && !column->absent
           && (is(w, at, column->name)
               || (column->also_count && is(w, at, column->also[0])));
}

struct found {
    int count, at[NODES];
};

/* Leaves of the column right in the group. */
static struct found right_in(const struct world *w, int l, int c, int group)
{
    struct found f = { 0 };
    for (int i = group + 1; i < w->count; i++)
        if (w->node[i].parent == group && is_column(w, l, c, i))
            f.at[f.count++] = i;
    return f;
}

/* All that its rows must say spreads: they are groups with a mark. */
static bool marks(const struct world *w, int l)
{
    const struct lc_tree_layout *layout = &w->layout[l];
    bool all = layout->row && layout->has_count;
    for (size_t k = 0; k < layout->has_count; k++)
        all &= w->column[l][layout->has[k]].spreads;
    return all;
}

/* Further in: between it and the row is no group that bears the name of a row. */
static struct found further_in(const struct world *w, int l, int c, int row)
{
    struct found f = { 0 };
    for (int i = row + 1; i < w->count; i++) {
        bool within =
            is_inside(w, i, row) && w->node[i].parent != row && is_column(w, l, c, i);
        for (int g = w->node[i].parent; within && g > row; g = w->node[g].parent)
            for (int k = 0; k < 2; k++)
                within &=
                    marks(w, k)
                    || !is(w, g,
                           w->layout[k].row ? w->layout[k].row : w->layout[k].record);
        if (within)
            f.at[f.count++] = i;
    }
    return f;
}

static void drop_empty(const struct world *w, struct found *f)
{
    int kept = 0;
    for (int i = 0; i < f->count; i++)
        if (w->node[f->at[i]].text[0])
            f->at[kept++] = f->at[i];
    f->count = kept;
}

static bool says(const char *text)
{
    return text[0] && strcmp(text, "0") != 0 && strcmp(text, "false") != 0;
}

static struct found spread(const struct world *w, int l, int c, int record, int row)
{
    struct found nearest = { 0 }, outermost = { 0 };
    for (int g = w->node[row].group ? row : w->node[row].parent; g >= record && g > 0;
         g = w->node[g].parent) {
        struct found f = right_in(w, l, c, g);
        if (f.count && !nearest.count)
            nearest = (struct found){ 1, { f.at[0] } };
        for (int i = f.count - 1; i >= 0; i--)
            if (says(w->node[f.at[i]].text))
                outermost = (struct found){ 1, { f.at[i] } };
    }
    return outermost.count ? outermost : nearest;
}

/* *own: by rule 1. */
static struct found cell_of(const struct world *w, int l, int c, int record, int row,
                            bool *own)
{
    bool shared = w->column[l][c].shared, spreads = w->column[l][c].spreads;
    struct found f = { 0 };
    *own = true;
    if (!w->node[row].group && is_column(w, l, c, row))
        return (struct found){ 1, { row } };
    if (spreads) {
        f = spread(w, l, c, record, row);
        *own = f.count && w->node[f.at[0]].parent == row;
        return f;
    }
    if (w->node[row].group) {
        f = right_in(w, l, c, row);
        if (shared)
            drop_empty(w, &f);
        if (!f.count)
            f = further_in(w, l, c, row);
        if (shared)
            drop_empty(w, &f);
    }
    if (f.count)
        return f;
    *own = false;
    for (int g = w->node[row].parent; row > record && g >= record && !f.count;
         g = w->node[g].parent) {
        f = right_in(w, l, c, g);
        if (shared)
            drop_empty(w, &f);
    }
    for (int i = record; shared && i < w->count && !f.count; i++)
        if (is_inside(w, i, record) && is_column(w, l, c, i) && w->node[i].text[0])
            f = (struct found){ 1, { i } };
    return f;
}

/* Rule 4: before the record, in none. */
static const char *head_of(const struct world *w, int l, int c, int record)
{
    for (int at = 1, end; at < record; at = end) {
        end = at + 1;
        if (is_row_of(w, l, at) || is_record_of(w, l, at))
            while (end < record && is_inside(w, end, at))
                end++;
        else if (is_column(w, l, c, at) && w->node[at].text[0])
            return w->node[at].text;
    }
    return "";
}

static void row_by_the_rules(const struct world *w, int l, int record, int row,
                             struct lc_text *out)
{
    const struct lc_tree_layout *layout = &w->layout[l];
    struct lc_text cells = { 0 };
    bool has = !layout->has_count && layout->row;
    for (int c = 0; c < COLUMNS; c++) {
        bool own, some = false;
        struct found f = cell_of(w, l, c, record, row, &own), full = f;
        drop_empty(w, &full);
        for (int i = 0; i < full.count; i++)
            lc_text_addf(&cells, "%s%s", i ? ";" : "", w->node[full.at[i]].text);
        for (size_t k = 0; k < layout->has_count; k++)
            some |= (int)layout->has[k] == c;
        has |= !layout->has_count && !layout->row && own && full.count;
        has |= some && own && full.count && says(w->node[full.at[0]].text);
        if (!f.count && !w->column[l][c].shared)
            lc_text_add(&cells, head_of(w, l, c, record));
        lc_text_add(&cells, c + 1 < COLUMNS ? "," : "\n");
    }
    if (has)
        lc_text_addf(out, "%d:%s", row + 1, cells.data);
    lc_text_free(&cells);
}

static struct lc_text by_the_rules(const struct world *w, int l)
{
    struct lc_text out = { 0 };
    lc_text_add(&out, "");
    for (int at = 1, end; at < w->count; at = end) {
        end = at + 1;
        bool alone = is_row_of(w, l, at);
        if (!alone && !is_record_of(w, l, at))
            continue;
        while (end < w->count && is_inside(w, end, at))
            end++;
        for (int row = at; row < end; row++)
            if (w->layout[l].row ? is_row_of(w, l, row) : row == at)
                row_by_the_rules(w, l, at, row, &out);
    }
    return out;
}

static void say_node(lc_tree *t, const struct world *w, int at)
{
    uint32_t word = lc_tree_word(t, names[w->node[at].name]);
    uint64_t line = (uint64_t)at + 1;
    int code =
        w->node[at].group
            ? lc_tree_begin(t, word, line, NULL)
            : lc_tree_leaf(t, word, line, lc_slice_of(w->node[at].text), false, NULL);
    cr_assert(zero(int, code));
}

static struct lc_text by_the_tree(lc_tree *t, const struct world *w, int table)
{
    struct lc_text out = { 0 };
    int open[NODES], deep = 0;
    lc_text_add(&out, "");
    cr_assert(zero(int, lc_tree_start(t, table, NULL)));
    for (int at = 0; at <= w->count; at++) {
        while (deep && (at == w->count || !is_inside(w, at, open[deep - 1]))) {
            lc_tree_end(t);
            deep--;
            trees_take_rows(t, &out);
        }
        if (at == w->count)
            break;
        say_node(t, w, at);
        trees_take_rows(t, &out);
        if (w->node[at].group)
            open[deep++] = at;
    }
    return out;
}

Test(tree_rules, any_tree_and_layout_as_the_rules_say)
{
    struct lc_random stream, *random = &stream;
    size_t rows = 0;
    lc_random_init(random, 20261129, 0);
    for (int turn = 0; turn < 20000; turn++) {
        struct world w = { .count = 1 };
        lc_tree *t;
        w.node[0] = (struct node){ .name = NAMES, .group = true, .parent = -1 };
        grow(&w, random, 0);
        for (int l = 0; l < 2; l++)
            draw_layout(&w, random, l);
        const struct lc_layouts all = { 2, w.layout };
        cr_assert(zero(int, lc_tree_new(&t, &all, "r", NULL)));
        struct lc_text look = by_the_tree(t, &w, LC_TREE_LOOK);
        bool has[2] = { lc_tree_has(t, 0), lc_tree_has(t, 1) };
        for (int l = 0; l < 2; l++) {
            struct lc_text want = by_the_rules(&w, l), got = by_the_tree(t, &w, l);
            cr_assert(eq(str, got.data, want.data), "turn %d, layout %d", turn, l);
            cr_assert(has[l] || !got.size, "turn %d, layout %d", turn, l);
            rows += got.size > 0;
            lc_text_free(&want);
            lc_text_free(&got);
        }
        lc_text_free(&look);
        lc_tree_free(t);
    }
    cr_assert(rows > 10000, "%zu", rows);
}
