/* CSV tables as frames. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "formula/formula_eval.h"
#include "table/table.h"

#include <stdlib.h>

TestSuite(table, .init = lc_begin);

static struct lc_frame table(const char *csv)
{
    struct lc_frame frame;
    struct lc_error err = { 0 };
    int code = lc_table_read_bytes(&frame, "t.csv", csv, strlen(csv), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return frame;
}

Test(table, types_are_as_narrow_as_the_values)
{
    struct lc_frame f = table("u,i,l,r,s,d,none\n"
                              "0,-1,40000,0.5,a,2024-02-29,\n"
                              "254,300,-2e9,1,b,NA,NA\n"
                              "NA,N/A,NULL,,N/A,1970-01-02,\n");
    static const int types[] = { LC_U8,       LC_I16, LC_I32, LC_F64,
                                 LC_CATEGORY, LC_I32, LC_F64 };
    cr_assert(eq(sz, f.count, 7));
    cr_assert(eq(sz, f.n, 3));
    for (size_t c = 0; c < 7; c++) {
        cr_expect(eq(int, f.column[c].type, types[c]), "column %zu", c);
        cr_expect(lc_column_missing(f.column + c, 3) >= 1, "column %zu", c);
    }
    cr_expect(eq(dbl, lc_column_get(f.column, 1), 254));
    cr_expect(eq(dbl, lc_column_get(f.column + 1, 0), -1));
    cr_expect(eq(dbl, lc_column_get(f.column + 2, 1), -2e9));
    cr_expect(eq(dbl, lc_column_get(f.column + 5, 0), lc_day_of(2024, 2, 29)));
    cr_expect(eq(dbl, lc_column_get(f.column + 5, 2), 1));
    cr_expect(eq(str, f.column[5].unit, "date"));
    cr_expect(eq(sz, f.column[4].levels.count, 2)); /* N/A is missing, not a level */
    lc_frame_free(&f);
}

static int type_of(double low, double high)
{
    char csv[64];
    snprintf(csv, sizeof csv, "x\n%.0f\n%.0f\n", low, high);
    struct lc_frame f = table(csv);
    int type = f.column->type;
    cr_expect(eq(dbl, lc_column_get(f.column, 0), low), "%.0f", low);
    cr_expect(eq(dbl, lc_column_get(f.column, 1), high), "%.0f", high);
    cr_expect(zero(sz, lc_column_missing(f.column, 2)), "%.0f to %.0f", low, high);
    lc_frame_free(&f);
    return type;
}

/* On both sides of what each type holds beside its missing value. */
Test(table, types_change_where_they_end)
{
    cr_expect(eq(int, type_of(0, 254), LC_U8));
    cr_expect(eq(int, type_of(0, 255), LC_I16));
    cr_expect(eq(int, type_of(-32767, 32767), LC_I16));
    cr_expect(eq(int, type_of(-32768, 0), LC_I32));
    cr_expect(eq(int, type_of(0, 32768), LC_I32));
    cr_expect(eq(int, type_of(-2147483647, 2147483647), LC_I32));
    cr_expect(eq(int, type_of(-2147483648, 0), LC_F64));
    cr_expect(eq(int, type_of(0, 2147483648), LC_F64));
}

/* 65,535 texts are categories, one more makes them numbers of the texts. */
Test(table, categories_end_at_65535_texts)
{
    for (size_t count = 65535; count <= 65536; count++) {
        char *csv = malloc(8 * count + 16), *end = csv + sprintf(csv, "x\n");
        for (size_t i = 0; i < count; i++)
            end += sprintf(end, "t%zu\n", i);
        struct lc_frame f = table(csv);
        cr_expect(eq(int, f.column->type, count > 65535 ? LC_I32 : LC_CATEGORY));
        cr_expect(eq(dbl, lc_column_get(f.column, count - 1), (double)count));
        lc_frame_free(&f);
        free(csv);
    }
}

/* 2^53 is the last whole number that a double tells from its neighbours: 2^53 + 1 reads
 * as 2^53. A measure may be larger, in any writing but digits alone. */
Test(table, long_identifiers_stay_apart)
{
    struct lc_frame f = table("last,past,minus,far,real,first,exponent\n"
                              "9007199254740992,9007199254740992,-9007199254740993,"
                              "9007199254741301,9007199254740993.5,1,1e20\n"
                              "7,9007199254740993,-9007199254740992,"
                              "9007199254741302,1,+009007199254740993,2\n");
    static const int types[] = { LC_F64, LC_CATEGORY, LC_CATEGORY, LC_CATEGORY,
                                 LC_F64, LC_CATEGORY, LC_F64 };
    for (size_t c = 0; c < 7; c++) {
        const struct lc_column *column = f.column + c;
        cr_expect(eq(int, column->type, types[c]), "%s", column->name);
        if (types[c] == LC_CATEGORY)
            cr_expect(eq(sz, column->levels.count, 2), "%s", column->name);
    }
    cr_expect(eq(u64, f.column[1].stray, 3));
    lc_frame_free(&f);
}

/* R: make.unique(c("a", "a", "a.1", "a", "")) gives a, a.2, a.1, a.3; an empty name is
 * X in read.csv. */
Test(table, names_are_made_unique)
{
    static const char *const names[] = { "a", "a.2", "a.1", "a.3", "X" };
    struct lc_frame f = table("a,a,a.1,a,\n1,2,3,4,5\n");
    for (size_t c = 0; c < 5; c++)
        cr_expect(eq(str, f.column[c].name, (char *)names[c]));
    lc_frame_free(&f);
}

Test(table, a_column_of_very_many_texts_is_numbered)
{
    size_t rows = 70000, at = 0;
    char *csv = malloc(rows * 12 + 10);
    at += (size_t)sprintf(csv, "id\n");
    for (size_t i = 0; i < rows; i++)
        at += (size_t)sprintf(csv + at, "c%zu\n", i / 2 * 2);
    struct lc_frame f;
    cr_assert(eq(int, lc_table_read_bytes(&f, "t", csv, at, NULL), LC_OK));
    cr_expect(eq(int, f.column[0].type, LC_CATEGORY)); /* 35,000 */
    lc_frame_free(&f);
    at = (size_t)sprintf(csv, "id\n");
    for (size_t i = 0; i < rows; i++)
        at += (size_t)sprintf(csv + at, "c%zu\n", i % 69999);
    cr_assert(eq(int, lc_table_read_bytes(&f, "t", csv, at, NULL), LC_OK));
    cr_expect(eq(int, f.column[0].type, LC_I32));
    cr_expect(eq(dbl, lc_column_get(f.column, 0), 1));
    cr_expect(eq(dbl, lc_column_get(f.column, 69998), 69999));
    cr_expect(eq(dbl, lc_column_get(f.column, 69999), 1)); /* the first again */
    lc_frame_free(&f);
    free(csv);
}

Test(table, what_cannot_be_read_is_named)
{
    static const struct {
        const char *csv, *says;
    } cases[] = {
        { "", "t.csv" },
        { "a,b\n1,2\n3\n", "t.csv: line 3" },
        { "a,b\n1,2\n\"3,4\n", "t.csv: line 3" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lc_frame f;
        struct lc_error err = { 0 };
        int code =
            lc_table_read_bytes(&f, "t.csv", cases[i].csv, strlen(cases[i].csv), &err);
        cr_expect(eq(int, code, LC_FORMAT));
        cr_expect(strstr(err.text, cases[i].says) != NULL, "%s", err.text);
        cr_expect(f.column == NULL);
    }
}

/* Which rows a filter keeps, as a text of 0 and 1; missing is not true. */
Test(table, filters_have_three_truth_values)
{
    static const struct {
        const char *where, *rows;
    } cases[] = {
        { "x > 1", "0110" },
        { "!(x > 1)", "1000" },
        { "x > 1 | s == \"a\"", "1110" }, /* missing | FALSE is missing */
        { "x > 5 & s == \"b\"", "0000" },
        { "is.na(x)", "0001" },
        { "s != \"a\"", "0101" },
        { "s %in% c(\"b\", \"z\")", "0101" },
        { "!(s %in% c(\"b\"))", "1010" },
        { "d >= \"2024-02-29\"", "0110" },
        { "x^2 - 1 == 3 & -x < 0", "0100" },
        { "ifelse(s == \"a\", x, 10) >= 3", "0111" },
        { "t", "1001" },
        { "x %% 2 == 1", "1010" },
        { "pmax(x, 2) == 2", "1100" },
    };
    struct lc_frame f = table("x,s,d,t\n1,a,2024-02-28,TRUE\n2,b,2024-02-29,FALSE\n"
                              "3,a,2024-03-01,FALSE\nNA,b,,TRUE\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char *keep;
        struct lc_error err = { 0 };
        char found[5] = "";
        cr_assert(eq(int, lc_filter(&keep, cases[i].where, &f, &err), LC_OK), "%s",
                  err.text);
        for (size_t r = 0; r < 4; r++)
            found[r] = (char)('0' + keep[r]);
        cr_expect(eq(str, found, (char *)cases[i].rows), "%s", cases[i].where);
        free(keep);
    }
    lc_frame_free(&f);
}
