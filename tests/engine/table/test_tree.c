/* Nested things as rows, by layout.h: by hand, and held to a slow reading of the rules
 * that has the whole tree before it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "table/tree_inside.h"

TestSuite(tree, .init = lc_begin);

/* --- said by hand ----------------------------------------------------------------- */

/* "(a" begins a group, ")" ends one, "a=text" is a leaf; the line is the word's number.
 */
static void say_word(lc_tree *t, const char *word, uint64_t line)
{
    char name[40];
    const char *equals = strchr(word, '=');
    if (word[0] == ')') {
        lc_tree_end(t);
        return;
    }
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
    if (word[0] == '(')
        cr_assert(zero(int, lc_tree_begin(t, lc_tree_word(t, name + 1), line, NULL)));
    else
        cr_assert(zero(int, lc_tree_leaf(t, lc_tree_word(t, name), line,
                                         lc_slice_of(equals + 1), false, NULL)));
}

static void take_rows(lc_tree *t, struct lc_text *out)
{
    const struct lc_csv_row *row;
    while (lc_tree_is_ready(t)) {
        cr_assert(zero(int, lc_tree_row(t, &row, NULL)));
        if (!row)
            continue;
        lc_text_addf(out, "%llu:", (unsigned long long)row->line);
        for (size_t c = 0; c < row->count; c++)
            lc_text_addf(out, "%s%.*s", c ? "," : "", (int)row->field[c].size,
                         row->field[c].data);
        lc_text_addf(out, "%s\n", row->trouble ? "!" : "");
    }
}

/* The table's rows, a line each. */
static struct lc_text read_said(lc_tree *t, int table, const char *said)
{
    struct lc_text out = { 0 };
    char *copy = lc_strdup(said), *rest = copy;
    uint64_t line = 0;
    lc_text_add(&out, "");
    cr_assert(zero(int, lc_tree_start(t, table, NULL)));
    for (char *word = strtok_r(rest, " \n", &rest); word;
         word = strtok_r(NULL, " \n", &rest)) {
        say_word(t, word, ++line);
        take_rows(t, &out);
    }
    free(copy);
    return out;
}

static void expect(const struct lc_layouts *all, const char *root, int table,
                   const char *said, const char *rows)
{
    lc_tree *t;
    cr_assert(zero(int, lc_tree_new(&t, all, root, NULL)));
    struct lc_text look = read_said(t, LC_TREE_LOOK, said);
    cr_assert(zero(sz, look.size));
    cr_assert(eq(int, lc_tree_has(t, (size_t)table), rows[0] != 0), "%s", said);
    struct lc_text out = read_said(t, table, said);
    cr_assert(eq(str, out.data, (char *)rows), "%s", said);
    lc_text_free(&look);
    lc_text_free(&out);
    lc_tree_free(t);
}

static const char *const child_also[] = { "CHILDID" };
static const struct lc_layout_column episode_columns[] = {
    { "CHILD", child_also, 1, true, false, false },
    { .name = "DECOM" },
    { .name = "DEC" },
};
static const struct lc_layout_column review_columns[] = {
    { "CHILD", child_also, 1, true, false, false },
    { .name = "REVIEW" },
};
static const struct lc_layout_column leaver_columns[] = {
    { "CHILD", child_also, 1, true, false, false },
    { .name = "IN_TOUCH" },
    { .name = "DEC" },
};
static const size_t leaver_has[] = { 1 };
static const struct lc_tree_layout return_layouts[] = {
    { "episodes", "EXPSSDA903", NULL, "EPISODE", 3, episode_columns, 0, NULL },
    { "reviews", "EXPSSDA903", NULL, "AREVIEW", 2, review_columns, 0, NULL },
    { "leavers", "EXPSSDA903", NULL, "HEADER", 3, leaver_columns, 1, leaver_has },
};
static const struct lc_layouts a_return = { 3, return_layouts };

Test(tree, spell_has_its_own_end)
{
    expect(&a_return, "EXPSSDA903", 0,
           "(EXPSSDA903 (CHILD (HEADER CHILDID=7 DEC=no )"
           " (EPISODE DECOM=1 ) (EPISODE DECOM=2 DEC=3 ) ) )",
           "7:7,1,\n10:7,2,3\n");
}

Test(tree, whose_it_is_may_come_later_and_elsewhere)
{
    expect(&a_return, "expssda903", 0,
           "(EXPSSDA903 (CHILD (EPISODE CHILDID= decom=1 ) (HEADER CHILDID=7 ) )"
           " (CHILD (EPISODE DECOM=2 ) ) )",
           "3:7,1,\n12:,2,\n");
}

Test(tree, group_right_round_it_before_the_record)
{
    expect(&a_return, "EXPSSDA903", 1,
           "(EXPSSDA903 (CHILD CHILDID=1 (HEADER CHILDID=2 (AREVIEW REVIEW=5 )"
           " (AREVIEW CHILDID=3 REVIEW=6 ) ) ) )",
           "6:2,5\n9:3,6\n");
}

Test(tree, rows_only_where_their_values_are)
{
    expect(&a_return, "EXPSSDA903", 2,
           "(EXPSSDA903 (CHILD (HEADER CHILDID=1 IN_TOUCH=YES (AREVIEW DEC=9 ) ) )"
           " (CHILD (HEADER CHILDID=2 IN_TOUCH= (AREVIEW IN_TOUCH=NO ) ) ) )",
           "3:1,YES,\n");
    expect(
        &a_return, "EXPSSDA903", 2,
        "(EXPSSDA903 (CHILD (HEADER CHILDID=1 IN_TOUCH=0 (AREVIEW IN_TOUCH=1 ) ) ) )",
        "");
}

Test(tree, row_without_a_record_is_one)
{
    expect(&a_return, "EXPSSDA903", 0, "(EXPSSDA903 (CHILD ) (EPISODE DECOM=4 ) )",
           "4:,4,\n");
    expect(&a_return, "EXPSSDA903", 0, "(EXPSSDA903 EPISODE= CHILD= )", "");
}

/* A census: records further in, several values of one name, a leaf that is a row. */
static const struct lc_layout_column referral_columns[] = {
    { "LAchildID", NULL, 0, true, false, false },
    { .name = "CINreferralDate" },
    { .name = "DateOfInitialCPC" },
};
static const struct lc_layout_column assessment_columns[] = {
    { "LAchildID", NULL, 0, true, false, false },
    { .name = "CINreferralDate" },
    { .name = "Start" },
    { .name = "AssessmentFactors" },
};
static const struct lc_layout_column held_columns[] = {
    { "LAchildID", NULL, 0, true, false, false },
    { .name = "CPPstartDate" },
    { .name = "CPPreviewDate" },
};
static const struct lc_layout_column enquiry_columns[] = {
    { "LAchildID", NULL, 0, true, false, false },
    { .name = "DateOfInitialCPC" },
    { .name = "Year" },
    { .name = "S47ActualStartDate", .absent = true },
};
static const struct lc_tree_layout census_layouts[] = {
    { "referrals", "Message", "Child", "CINdetails", 3, referral_columns, 0, NULL },
    { "assessments", "Message", "Child", "Assessments", 4, assessment_columns, 0,
      NULL },
    { "held", "Message", "Child", "CPPreviewDate", 3, held_columns, 0, NULL },
    { "enquiries", "Message", "Child", "Section47", 4, enquiry_columns, 0, NULL },
    { "elsewhere", "Other", "Child", "Section47", 4, enquiry_columns, 0, NULL },
};
static const struct lc_layouts census = { 5, census_layouts };
static const char a_census[] =
    "(Message (Header LAchildID=Z Year=2024 ) (Children (Child (ChildIdentifiers "
    "LAchildID=A )"
    " (CINdetails CINreferralDate=1"
    "  (Assessments Start=2 (Found AssessmentFactors=1C AssessmentFactors=6B ) )"
    "  (Section47 S47ActualStartDate=4 DateOfInitialCPC=5 )"
    "  (Assessments Start=3 Found= )"
    "  (Plans CPPstartDate=7 (Reviews CPPreviewDate=8 CPPreviewDate= CPPreviewDate=9 )"
    "  ) )"
    " (CINdetails CINreferralDate=4 DateOfInitialCPC=6 ) )"
    " (Child (CINdetails ) (ChildIdentifiers LAchildID=B ) ) ) )";

Test(tree, census)
{
    expect(&census, "Message", 0, a_census, "11:A,1,\n37:A,4,6\n43:B,,\n");
    expect(&census, "Message", 1, a_census, "13:A,1,2,1C;6B\n24:A,1,3,\n");
    expect(&census, "Message", 2, a_census, "31:A,7,8\n33:A,7,9\n");
    expect(&census, "m:Message", 3, a_census, "20:A,5,2024,\n");
}

Test(tree, layouts_of_its_root_alone)
{
    lc_tree *t;
    cr_assert(zero(int, lc_tree_new(&t, &census, "Message", NULL)));
    cr_assert(eq(sz, lc_tree_tables(t), 4));
    cr_assert(eq(u32, lc_tree_word(t, "x:lachildid"), lc_tree_word(t, "LAchildID")));
    cr_assert(zero(u32, lc_tree_word(t, "Nothing")));
    lc_tree_free(t);
    cr_assert(zero(int, lc_tree_new(&t, &census, NULL, NULL)));
    cr_assert(zero(sz, lc_tree_tables(t)));
    lc_tree_free(t);
    cr_assert(zero(int, lc_tree_new(&t, NULL, "Message", NULL)));
    cr_assert(zero(sz, lc_tree_tables(t)));
    lc_tree_free(t);
}

/* A payload: the record is the row; what is true of a group is true of all in it. */
static const struct lc_layout_column person_columns[] = {
    { "la_child_id", NULL, 0, true, false, false },
    { .name = "born" },
    { .name = "purge", .spreads = true },
};
static const struct lc_layout_column plan_columns[] = {
    { "la_child_id", NULL, 0, true, false, false },
    { .name = "start" },
    { .name = "purge", .spreads = true },
};
static const struct lc_tree_layout payload_layouts[] = {
    { "people", NULL, NULL, NULL, 3, person_columns, 0, NULL },
    { "plans", NULL, NULL, "plans", 3, plan_columns, 0, NULL },
};
static const struct lc_layouts payload = { 2, payload_layouts };

Test(tree, purge_goes_down_and_not_up)
{
    static const char said[] =
        "(- (- la_child_id=1 (details born=2 ) (episodes purge=false"
        " (plans start=3 purge=true ) (plans start=4 purge=false ) ) )"
        " (- la_child_id=2 purge=true (episodes purge=false (plans start=5 ) ) ) )";
    expect(&payload, NULL, 0, said, "2:1,2,\n19:2,,true\n");
    expect(&payload, NULL, 1, said, "9:1,3,true\n13:1,4,false\n24:2,5,true\n");
}

/* A group that is marked alone takes no leaf from those who read it. */
static const size_t marked_has[] = { 1 };
static const struct lc_layout_column marked_columns[] = {
    { "la_child_id", NULL, 0, true, false, false },
    { .name = "purge", .spreads = true },
};
static const struct lc_tree_layout marked_layouts[] = {
    { "people", NULL, NULL, NULL, 3, person_columns, 0, NULL },
    { "gone", NULL, NULL, "details", 2, marked_columns, 1, marked_has },
};
static const struct lc_layouts marked = { 2, marked_layouts };

Test(tree, a_marked_group_is_read_by_others)
{
    static const char said[] = "(- (- la_child_id=1 (details born=2 purge=true ) )"
                               " (- la_child_id=2 (details born=3 purge=false ) )"
                               " (- la_child_id=4 purge=true (details born=5 ) )"
                               " (- la_child_id=6 (plans purge=true ) ) )";
    expect(&marked, NULL, 0, said, "2:1,2,\n9:2,3,\n16:4,5,true\n23:6,,\n");
    expect(&marked, NULL, 1, said, "4:1,true\n");
}

/* --- limits ----------------------------------------------------------------------- */

Test(tree, as_deep_as_it_may_be)
{
    lc_tree *t;
    struct lc_error err = { 0 };
    cr_assert(zero(int, lc_tree_new(&t, &payload, NULL, NULL)));
    for (int table = LC_TREE_LOOK; table < 2; table++) {
        cr_assert(zero(int, lc_tree_start(t, table, NULL)));
        for (int i = 0; i < LC_TREE_DEEP; i++)
            cr_assert(zero(int, lc_tree_begin(t, lc_tree_word(t, "plans"), 1, NULL)));
        cr_assert(eq(int, lc_tree_begin(t, 0, 9, &err), LC_FORMAT));
        cr_assert(strstr(err.text, "line 9") != NULL, "%s", err.text);
        for (int i = 0; i < LC_TREE_DEEP; i++)
            lc_tree_end(t);
        const struct lc_csv_row *row = NULL;
        int rows = 0;
        while (lc_tree_is_ready(t)) {
            cr_assert(zero(int, lc_tree_row(t, &row, NULL)));
            rows += row != NULL;
        }
        const int want[] = { 0, 0, LC_TREE_DEEP - 1 };
        cr_assert(eq(int, rows, want[table + 1]));
        err = (struct lc_error){ 0 };
    }
    lc_tree_free(t);
}

/* One record of too many parts, and of too many bytes. */
static void fill_up(size_t bytes, size_t parts, const char *name)
{
    lc_tree *t;
    struct lc_error err = { 0 };
    char *text = lc_alloc(bytes + 1, 1);
    size_t said = 0;
    int code = LC_OK;
    memset(text, 'x', bytes);
    cr_assert(zero(int, lc_tree_new(&t, &payload, NULL, NULL)));
    cr_assert(zero(int, lc_tree_start(t, 0, NULL)));
    cr_assert(zero(int, lc_tree_begin(t, 0, 3, NULL)));
    cr_assert(zero(int, lc_tree_begin(t, 0, 4, NULL)));
    while (!code && said <= parts) {
        code = lc_tree_leaf(t, lc_tree_word(t, name), 5,
                            (struct lc_slice){ text, bytes }, false, &err);
        said++;
    }
    cr_assert(eq(int, code, LC_FORMAT));
    cr_assert(eq(sz, said, parts));
    cr_assert(strstr(err.text, "line 4") != NULL, "%s", err.text);
    lc_tree_free(t);
    free(text);
}

Test(tree, no_more_than_a_record_may_hold)
{
    fill_up(0, LC_TREE_PARTS, "born"); /* the record is a part */
    fill_up(1 << 16, (LC_TREE_BYTES >> 16) + 1, "born");
}

Test(tree, cell_that_is_too_large_is_trouble)
{
    lc_tree *t;
    const struct lc_csv_row *row;
    for (int values = LC_TREE_JOINED; values <= LC_TREE_JOINED + 1; values++) {
        cr_assert(zero(int, lc_tree_new(&t, &payload, NULL, NULL)));
        cr_assert(zero(int, lc_tree_start(t, 0, NULL)));
        cr_assert(zero(int, lc_tree_begin(t, 0, 1, NULL)));
        cr_assert(zero(int, lc_tree_begin(t, 0, 1, NULL)));
        for (int i = 0; i < values; i++)
            cr_assert(zero(int, lc_tree_leaf(t, lc_tree_word(t, "born"), 1,
                                             lc_slice_of("ab"), false, NULL)));
        lc_tree_end(t);
        cr_assert(zero(int, lc_tree_row(t, &row, NULL)));
        cr_assert(
            eq(int, row->trouble, values > LC_TREE_JOINED ? LC_CSV_LONG : LC_CSV_FINE));
        if (!row->trouble)
            cr_assert(eq(sz, row->field[1].size, 3 * (size_t)values - 1));
        lc_tree_free(t);
    }
}

Test(tree, leaf_that_was_cut_off_is_trouble)
{
    lc_tree *t;
    const struct lc_csv_row *row;
    cr_assert(zero(int, lc_tree_new(&t, &payload, NULL, NULL)));
    cr_assert(zero(int, lc_tree_start(t, 0, NULL)));
    cr_assert(zero(int, lc_tree_begin(t, 0, 1, NULL)));
    cr_assert(zero(int, lc_tree_begin(t, 0, 1, NULL)));
    cr_assert(zero(int, lc_tree_leaf(t, lc_tree_word(t, "born"), 1, lc_slice_of("ab"),
                                     true, NULL)));
    lc_tree_end(t);
    cr_assert(zero(int, lc_tree_row(t, &row, NULL)));
    cr_assert(eq(int, row->trouble, LC_CSV_LONG));
    lc_tree_free(t);
}

/* --- against the rules, read slowly ----------------------------------------------- */

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
            take_rows(t, &out);
        }
        if (at == w->count)
            break;
        say_node(t, w, at);
        take_rows(t, &out);
        if (w->node[at].group)
            open[deep++] = at;
    }
    return out;
}

Test(tree, any_tree_and_layout_as_the_rules_say)
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
