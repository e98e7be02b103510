/* The CSV reader on both sides of each of its limits, and of its window. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "support/csvs.h"
#include "table/csv.h"

TestSuite(csv_bounds, .init = lc_begin);

/* The rows as "line:fields of bytes;", or "line!trouble;". */
static char *shape_of(lc_csv *csv)
{
    static char out[2][512];
    static int turn;
    char *to = out[turn = !turn];
    const struct lc_csv_row *row;
    for (size_t n = 0;;) {
        size_t bytes = 0;
        cr_assert(eq(int, lc_csv_next(csv, &row, NULL), LC_OK));
        if (!row)
            break;
        for (size_t i = 0; i < row->count; i++)
            bytes += row->trouble ? 0 : row->field[i].size;
        n += (size_t)(row->trouble
                          ? sprintf(to + n, "%d!%d;", (int)row->line, row->trouble)
                          : sprintf(to + n, "%d:%zu of %zu;", (int)row->line,
                                    row->count, bytes));
    }
    lc_csv_close(csv);
    return to;
}

static void check_shape(const char *data, size_t size, const char *want)
{
    cr_expect(eq(str, shape_of(csvs_bytes(data, size)), (char *)want));
    cr_expect(eq(str, shape_of(csvs_file(data, size)), (char *)want));
}

Test(csv_bounds, fields_on_both_sides_of_the_longest)
{
    for (size_t size = LC_CSV_FIELD - 1; size <= LC_CSV_FIELD + 1; size++)
        for (int quoted = 0; quoted < 2; quoted++) {
            char *data = calloc(1, size + 64), *x = calloc(1, size + 1), want[64];
            memset(x, 'x', size);
            size_t n = (size_t)sprintf(
                data, quoted ? "a,b\n1,\"%s\"\n3,4\n" : "a,b\n1,%s\n3,4\n", x);
            if (size <= LC_CSV_FIELD)
                sprintf(want, "2:2 of %zu;3:2 of 2;", size + 1);
            else
                strcpy(want, "2!4;3:2 of 2;");
            check_shape(data, n, want);
            free(data);
            free(x);
        }
}

enum { WIDE = 20, BLOCK = 256 << 10 };

/* A row of 20 fields and so many bytes. */
static size_t put_row(char *to, size_t size, bool quoted, const char *end)
{
    memset(to, 'x', size);
    for (size_t k = 1; k < WIDE; k++)
        to[k * size / WIDE] = ',';
    if (quoted)
        to[0] = to[size - 1] = to[size / WIDE - 1] = to[(WIDE - 1) * size / WIDE + 1] =
            '"';
    strcpy(to + size, end);
    return size + strlen(end);
}

/* Wherever its end falls in the blocks that a file is read by, a line of as many bytes
 * as one may have is taken, and one of more costs itself alone. */
Test(csv_bounds, lines_on_both_sides_of_the_longest)
{
    char *data = malloc(4 << 20), want[200];
    for (size_t size = LC_CSV_LINE - 1; size <= LC_CSV_LINE + 1; size++)
        for (size_t at = 5 * BLOCK - 2; at <= 5 * BLOCK + 1; at++) /* its end */
            for (int way = 0; way < 4; way++) {
                const char *end = way & 1 ? "\r\n" : "\n";
                bool quoted = way & 2;
                size_t n = put_row(data, 2 * WIDE - 1, false, "\n"), first = at - size;
                n += put_row(data + n, first - n - 1, false, "\n");
                cr_assert(eq(sz, n, first));
                size_t filled = first - 2 * WIDE - 1 - (WIDE - 1);
                n += put_row(data + n, size, quoted, end);
                n += put_row(data + n, 2 * WIDE - 1, false, end);
                int m = sprintf(want, "2:20 of %zu;", filled);
                if (size <= LC_CSV_LINE)
                    m += sprintf(want + m, "3:20 of %zu;",
                                 size - (WIDE - 1) - (quoted ? 4 : 0));
                else
                    m += sprintf(want + m, "3!4;");
                sprintf(want + m, "4:20 of 20;");
                check_shape(data, n, want);
            }
    free(data);
}

Test(csv_bounds, columns_on_both_sides_of_the_most)
{
    char *data = malloc(3 * LC_CSV_COLUMNS), want[64];
    for (size_t count = LC_CSV_COLUMNS - 1; count <= LC_CSV_COLUMNS + 1; count++) {
        struct lc_error err = { 0 };
        lc_csv *csv;
        size_t n = 0;
        for (size_t i = 0; i < count; i++)
            n += (size_t)sprintf(data + n, i ? ",c" : "c");
        n += (size_t)sprintf(data + n, "\n");
        int code = lc_csv_open_bytes(&csv, "t.csv", data, n, &err);
        cr_expect(eq(int, code, count > LC_CSV_COLUMNS ? LC_FORMAT : LC_OK));
        if (code)
            cr_expect_not_null(strstr(err.text, "too many fields"), "%s", err.text);
        else
            lc_csv_close(csv);
        /* the same as a row of a table of two columns: ragged (1), or too wide (5) */
        memmove(data + 4, data, n);
        memcpy(data, "a,b\n", 4);
        sprintf(want, "2!%d;", count > LC_CSV_COLUMNS ? 5 : 1);
        check_shape(data, n + 4, want);
    }
    free(data);
}

/* However the window falls, the rows are the same: 40,000 rows of growing length,
 * quoted newlines among them, from a file against from memory. */
Test(csv_bounds, window_edges_do_not_show)
{
    size_t room = 12 << 20, n = 0;
    char *data = malloc(room);
    n += (size_t)sprintf(data, "a,b,c\r\n");
    for (int i = 0; i < 40000; i++)
        n += (size_t)sprintf(data + n,
                             i % 7 ? "%d,%0*d,x\r\n" : "\"%d\n\",\"%0*d\",x\r\n", i,
                             i % 400 + 1, i);
    cr_assert(lt(sz, n, room));
    lc_csv *one = csvs_bytes(data, n), *two = csvs_file(data, n);
    const struct lc_csv_row *a, *b;
    for (int i = 0; i <= 40000; i++) {
        cr_assert(eq(int, lc_csv_next(one, &a, NULL), LC_OK));
        cr_assert(eq(int, lc_csv_next(two, &b, NULL), LC_OK));
        cr_assert(eq(int, !a, i == 40000));
        cr_assert(eq(int, !b, i == 40000));
        if (!a)
            break;
        cr_assert(eq(int, a->trouble, LC_CSV_FINE));
        cr_assert(eq(ulong, a->line, b->line));
        for (size_t k = 0; k < 3; k++) {
            cr_assert(eq(sz, a->field[k].size, b->field[k].size));
            cr_assert(eq(
                int, memcmp(a->field[k].data, b->field[k].data, a->field[k].size), 0));
        }
    }
    lc_csv_close(one);
    lc_csv_close(two);
    free(data);
}
