/* The CSV reader on bytes made by hand: what each row must say is worked out beside it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "support/csvs.h"
#include "table/csv.h"

TestSuite(csv, .init = lc_begin);

/* The rows as "line:field|field;", a troubled one as "line!trouble;", at most 4000
 * bytes. */
static const char *rows_of(lc_csv *csv)
{
    static char out[4096];
    const struct lc_csv_row *row;
    struct lc_error err = { 0 };
    size_t n = 0;
    out[0] = 0;
    for (;;) {
        cr_assert(eq(int, lc_csv_next(csv, &row, &err), LC_OK), "%s", err.text);
        if (!row)
            return out;
        n += (size_t)snprintf(out + n, sizeof out - n, "%d%s", (int)row->line,
                              row->trouble ? "!" : ":");
        if (row->trouble)
            n += (size_t)snprintf(out + n, sizeof out - n, "%d", row->trouble);
        for (size_t i = 0; i < row->count && !row->trouble; i++)
            n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", i ? "|" : "",
                                  (int)row->field[i].size, row->field[i].data);
        n += (size_t)snprintf(out + n, sizeof out - n, ";");
        cr_assert(lt(sz, n, sizeof out));
    }
}

static void check(const char *data, size_t size, const char *want)
{
    lc_csv *csv = csvs_bytes(data, size);
    cr_assert_str_eq(rows_of(csv), want);
    lc_csv_close(csv);
    csv = csvs_file(data, size);
    cr_assert_str_eq(rows_of(csv), want);
    lc_csv_close(csv);
}

#define CHECK(text, want) check(text, sizeof(text) - 1, want)

Test(csv, line_ends)
{
    CHECK("a,b\n1,2\n3,4\n", "2:1|2;3:3|4;");
    CHECK("a,b\r\n1,2\r\n3,4\r\n", "2:1|2;3:3|4;");
    CHECK("a,b\r1,2\r3,4", "2:1|2;3:3|4;");
    CHECK("a,b\n1,2\n3,4", "2:1|2;3:3|4;");
    CHECK("a,b\n\n1,2\n \n\n3,4\n\n", "3:1|2;6:3|4;");
    CHECK("\xef\xbb\xbf"
          "a,b\n1,2\n",
          "2:1|2;");
    CHECK("a,b\r\n1,2\r", "2:1|2;");
}

Test(csv, quotes)
{
    CHECK("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n3,4\n", "2:x,y|say \"hi\";3:3|4;");
    CHECK("a,b\n\"1\n2\",3\n4,5\n", "2:1\n2|3;4:4|5;");
    CHECK("a,b\n\"\",\"\"\n", "2:|;");
    CHECK("a,b\n  1 , 2\t\n\" 3 \",4\n", "2:1|2;3: 3 |4;");
    CHECK("\"a\",\"b\"\n1,2\n", "2:1|2;");
}

/* ="00123" without quotes round it, as pages export it: the mark is no part of it.
 * Where quotes stand round it, it is the text's own. */
Test(csv, texts_marked_as_such)
{
    CHECK("a,b\n=\"00123\",2\n3,=\"4\"\n", "2:00123|2;3:3|4;");
    CHECK("a,b\n=\"x,y\",\"=\"\"4\"\"\"\n", "2:x,y|=\"4\";");
    CHECK("a,b\n\"1,=\"\"2\",=\"3\"\n", "2:1,=\"2|3;");
    CHECK("a,b\n=\"1\"2,3\n4,x=\"5\"\n", "2!2;3!2;");
    CHECK("a,b\n=\"1,3\n4,5\n", "2!2;3:4|5;");
}

/* A bad row costs its own line only. 2 is LC_CSV_QUOTE. */
Test(csv, bad_quotes_do_not_swallow)
{
    CHECK("a,b\n\"ab\"c,d\n3,4\n", "2!2;3:3|4;");
    CHECK("a,b\nO\"Brien,d\n3,4\n", "2!2;3:3|4;");
    CHECK("a,b\n\"ab,d\n3,4\n5,6\n", "2!2;3:3|4;4:5|6;");
    CHECK("a,b\n1,2\n3,\"4", "2:1|2;3!2;");
    /* the open quote pairs with the next row's: both rows of three fields */
    CHECK("a,b\n1,\"2\n3,\"4\"\n5,6\n", "2!2;3:3|4;4:5|6;");
    CHECK("a,b\n\"1,2\n3,4\n5\",6\n7,8\n", "2:1,2\n3,4\n5|6;5:7|8;");
    /* spans lines and is ragged: not to be trusted, so line 4's quote is stray too */
    CHECK("a,b\n\"1,2\n3,4\n\",6,7\n7,8\n", "2!2;3:3|4;4!2;5:7|8;");
}

Test(csv, ragged_rows_are_troubled)
{
    CHECK("a,b\n1\n1,2,3\n1,2\n", "2!1;3!1;4:1|2;");
}

Test(csv, nul_is_refused_with_its_line)
{
    CHECK("a,b\n1,2\n3,\0\n5,6\n", "2:1|2;3!3;4:5|6;");
}

Test(csv, windows_1252_is_converted)
{
    CHECK("a,b\nO\x92Neill,caf\xe9\nx,y\n", "2:O\xe2\x80\x99Neill|caf\xc3\xa9;3:x|y;");
    CHECK("a,b\n\"S\xe9"
          "an, \xa3\",2\n",
          "2:S\xc3\xa9"
          "an, \xc2\xa3|2;");
    CHECK("a,b\ncaf\xc3\xa9,2\n", "2:caf\xc3\xa9|2;");
    CHECK("a,b\n1,\x81\n3,4\n", "2!6;3:3|4;");
    lc_csv *csv = csvs_bytes("a\n\x92\nb\n\xe9\n", 8);
    rows_of(csv);
    cr_assert(eq(int, (int)lc_csv_counts(csv).converted, 2));
    cr_assert(eq(int, (int)lc_csv_counts(csv).rows, 3));
    lc_csv_close(csv);
}

Test(csv, other_delimiters)
{
    CHECK("sep=;\na;b\n1,5;2\n", "3:1,5|2;");
    CHECK("a;b\n1,5;2\n", "2:1,5|2;");
    CHECK("a\tb\n1\t\n", "2:1|;");
}

Test(csv, empty_and_header_only)
{
    lc_csv *csv = csvs_bytes("", 0);
    cr_assert(eq(sz, lc_csv_header(csv)->count, 0));
    cr_assert_str_eq(rows_of(csv), "");
    lc_csv_close(csv);
    csv = csvs_bytes("\xef\xbb\xbf\r\n", 5);
    cr_assert(eq(sz, lc_csv_header(csv)->count, 0));
    lc_csv_close(csv);
    csv = csvs_bytes("a,b", 3);
    cr_assert(eq(sz, lc_csv_header(csv)->count, 2));
    cr_assert_str_eq(rows_of(csv), "");
    lc_csv_close(csv);
}

static void refused(const char *data, size_t size, const char *because)
{
    lc_csv *csv;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_csv_open_bytes(&csv, "t.csv", data, size, &err), LC_FORMAT));
    cr_assert_not_null(strstr(err.text, because), "%s", err.text);
    cr_assert_null(csv);
}

Test(csv, what_is_no_csv_is_refused_by_name)
{
    refused("\xff\xfe"
            "[\0{\0}\0]\0",
            10, "UTF-16 text; save it as UTF-8");
    refused("\0\0\xfe\xff\0\0\0a\0\0\0\n", 12, "UTF-32");
    refused("PK\3\4aaaaaaaaaaaa", 16, "workbook");
    refused("<stata_dta><header>", 19, "a file of Stata; save it as CSV");
    refused("\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60\xb3\x14\x11\xcf\n", 21,
            "a file of SAS; save it as CSV");
    refused("ID;PWXL;N;E\nC;X1;Y1;K1\n", 24, "SYLK");
    refused("a,\0b\n", 5, "NUL");
    refused("a,\"b\n1,2\n", 9, "quote");
}

/* --- UTF-16 ----------------------------------------------------------------------- */

static void expect_wide(const char *data, size_t size, const char *rows)
{
    lc_csv *csv = csvs_bytes(data, size);
    cr_expect_str_eq(rows_of(csv), rows);
    lc_csv_close(csv);
    csv = csvs_file(data, size);
    cr_expect_str_eq(rows_of(csv), rows);
    lc_csv_close(csv);
}

/* U+1F600 is D83D DE00; a surrogate without its other, first or second, is U+FFFD. */
Test(csv, utf_16)
{
    expect_wide("\xff\xfe"
                "a\0,\0b\0\r\0\n\0\xe9\0,\0\xac\x20\n\0",
                20, "2:\xc3\xa9|\xe2\x82\xac;");
    expect_wide("\xfe\xff\0a\0,\0b\0\n\xd8\x3d\xde\x00\0,\0\x31\0\n", 20,
                "2:\xf0\x9f\x98\x80|1;");
    expect_wide("a\0,\0b\0\n\0"
                "1\0,\0\x32\0\n\0",
                16, "2:1|2;");
    expect_wide("\0a\0,\0b\0\n\0\x31\0,\0\x32", 14, "2:1|2;");
    expect_wide("\xff\xfe"
                "a\0\n\0\x3d\xd8x\0\0\xdey\0\n\0",
                16, "2:\xef\xbf\xbdx\xef\xbf\xbdy;");
    expect_wide("\xff\xfe"
                "a\0\t\0b\0\n\0\x31\0\t\0\x32\0\n\0",
                18, "2:1|2;");
}

/* 200,000 rows of all widths, wherever a block ends. */
Test(csv, utf_16_in_blocks)
{
    static const char *const letters[] = { "x", "\xc3\xa9", "\xe2\x82\xac",
                                           "\xf0\x9f\x98\x80" };
    static const char wide[][5] = { "x\0", "\xe9\0", "\xac\x20", "\x3d\xd8\0\xde" };
    static const size_t size[] = { 2, 2, 2, 4 };
    enum { ROWS = 200000 };
    char *data = malloc(ROWS * 8 + 8);
    size_t n = 0;
    memcpy(data,
           "\xff\xfe"
           "h\0\n\0",
           6);
    n = 6;
    for (int i = 0; i < ROWS; i++) {
        int k = (i * 7 + i / 5) % 4;
        memcpy(data + n, wide[k], size[k]);
        memcpy(data + n + size[k], "\n\0", 2);
        n += size[k] + 2;
    }
    for (int bytes = 0; bytes < 2; bytes++) {
        lc_csv *csv = bytes ? csvs_bytes(data, n) : csvs_file(data, n);
        const struct lc_csv_row *row;
        for (int i = 0; i < ROWS; i++) {
            cr_assert(eq(int, lc_csv_next(csv, &row, NULL), LC_OK));
            cr_assert(row && row->count == 1 && row->line == (uint64_t)i + 2
                          && lc_slice_is(row->field[0], letters[(i * 7 + i / 5) % 4]),
                      "row %d", i);
        }
        cr_assert(eq(int, lc_csv_next(csv, &row, NULL), LC_OK));
        cr_assert_null(row);
        lc_csv_close(csv);
    }
    free(data);
}

Test(csv, folders_and_missing_files)
{
    lc_csv *csv;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_csv_open(&csv, "/tmp", &err), LC_FORMAT));
    cr_assert_not_null(strstr(err.text, "folder"));
    err = (struct lc_error){ 0 };
    cr_assert(eq(int, lc_csv_open(&csv, "/tmp/no/such/file.csv", &err), LC_ABSENT));
}

/* 4 is LC_CSV_LONG: 70,000 bytes in a field, 2,000,000 in a line, 10 MB in a field; the
 * rows around them come through, and 10 MB inside a quote cost one line (2 is a quote
 * not closed within the limit). */
Test(csv, long_fields_and_lines_are_refused)
{
    static const struct {
        size_t size;
        const char *head, *tail, *want;
    } cases[] = {
        { 65536, "a,b\n1,", "\n3,4\n", NULL },
        { 70000, "a,b\n1,", "\n3,4\n", "2!4;3:3|4;" },
        { 2000000, "a,b\n1,", "\n3,4\n", "2!4;3:3|4;" },
        { 10000000, "a,b\n1,", "\n3,4\n", "2!4;3:3|4;" },
        { 10000000, "a,b\n1,\"", "\"\n3,4\n", "2!4;3:3|4;" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t head = strlen(cases[i].head), tail = strlen(cases[i].tail);
        char *data = malloc(head + cases[i].size + tail);
        memcpy(data, cases[i].head, head);
        memset(data + head, 'x', cases[i].size);
        memcpy(data + head + cases[i].size, cases[i].tail, tail);
        if (cases[i].want)
            check(data, head + cases[i].size + tail, cases[i].want);
        else {
            lc_csv *csv = csvs_file(data, head + cases[i].size + tail);
            const struct lc_csv_row *row;
            cr_assert(eq(int, lc_csv_next(csv, &row, NULL), LC_OK));
            cr_assert(eq(int, row->trouble, LC_CSV_FINE));
            lc_csv_close(csv);
        }
        free(data);
    }
}

Test(csv, too_many_columns)
{
    char *data = malloc(8 + 5000);
    memcpy(data, "a,b\n", 4);
    memset(data + 4, ',', 5000);
    memcpy(data + 5004, "\n1,2", 4);
    check(data, 5008, "2!5;3:1|2;");
    free(data);
}
