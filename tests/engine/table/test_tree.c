/* Nested things as rows, by layout.h: by hand, and how much there may be. Held to a
 * slow reading of the rules: test_tree_rules.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/text.h"
#include "support/trees.h"
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
        trees_take_rows(t, &out);
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
