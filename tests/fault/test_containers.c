/* Memory runs out at every point of reading a container: it says so, or reads the same,
 * and leaks nothing. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "support/packed.h"
#include "support/sheet.h"
#include "table/tables.h"

#include "fault/fault.h"

static char *folder, path[300];

static void begin(void)
{
    lc_begin();
    folder = folder_new();
    snprintf(path, sizeof path, "%s/x", folder);
}

static void finish(void)
{
    folder_remove(folder);
}

TestSuite(containers_fault, .init = begin, .fini = finish);

static int read_table(size_t table, long *cells, struct lc_error *err)
{
    const struct lc_csv_row *row;
    lc_csv *csv;
    int code = lc_csv_open_table(&csv, path, table, NULL, err);
    while (!code && !(code = lc_csv_next(csv, &row, err)) && row)
        for (size_t i = 0; i < row->count; i++)
            *cells += (long)row->field[i].size + 1;
    lc_csv_close(csv);
    return code;
}

/* What is in all its tables, or -1 when memory ran out. */
static long read_once(void)
{
    struct lc_tables tables;
    struct lc_error err = { 0 };
    long cells = 1;
    int code = lc_tables_list(&tables, path, NULL, &err);
    for (size_t i = 0; i < tables.count && !code; i++)
        code = read_table(i, &cells, &err);
    cr_assert(code == LC_OK || code == LC_NOMEM, "%s", err.text);
    lc_tables_free(&tables);
    return code ? -1 : cells;
}

static void each(bool stays)
{
    fault_begin(-1, false);
    long want = read_once(), reached = 0;
    cr_assert(eq(long, fault_held, 0));
    cr_assert(lt(long, 1, want));
    for (long at = 0;; at++) {
        fault_begin(at, stays);
        long got = read_once();
        if (!fault_end())
            break;
        reached++;
        cr_expect(eq(long, fault_held, 0), "a leak when allocation %ld fails", at);
        cr_expect(got == -1 || got == want, "half a table when allocation %ld fails",
                  at);
    }
    cr_expect(lt(long, 10, reached));
}

static void both(struct lc_text bytes)
{
    cr_assert(zero(int, lc_file_write(path, true, bytes.data, bytes.size, NULL)));
    lc_text_free(&bytes);
    each(false);
    each(true);
}

#define ROWS                                                                           \
    PACKED_SHEET("<row><c t='s'><v>0</v></c></row><row><c s='1'><v>45382</v></c>"      \
                 "<c t='str'><v>abc</v></c></row>")
#define TEXTS  "<sst><si><t>a</t></si></sst>"
#define STYLES "<styleSheet><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>"

Test(containers_fault, xlsx)
{
    both(packed_xlsx(PACKED_BOOK, ROWS, ROWS, TEXTS, STYLES));
}

Test(containers_fault, ods)
{
    both(packed_ods("<o><table:table table:name='a'><table:table-row><table:table-cell "
                    "office:value-type='float' office:value='4'/></table:table-row>"
                    "<table:table-row table:number-rows-repeated='3'><table:table-cell>"
                    "<text:p>x</text:p></table:table-cell></table:table-row>"
                    "</table:table></o>"));
}

Test(containers_fault, zip)
{
    struct lc_text book = packed_xlsx(PACKED_BOOK, ROWS, ROWS, TEXTS, STYLES);
    const struct packed_part part[] = {
        { .name = "a.csv", .data = "a,\"b\"\n1,2\n", .method = 8 },
        { .name = "b.xlsx", .data = book.data, .size = book.size, .method = 8 },
    };
    both(packed_zip(2, part));
    lc_text_free(&book);
}
