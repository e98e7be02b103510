/* Archives: their files are tables; what is packed otherwise, or wrongly, is called
 * what it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/file.h"
#include "support/packed.h"
#include "support/sheet.h"
#include "table/csv_cage.h"
#include "table/tables.h"

static char *folder, path[300];

static void begin(void)
{
    lc_begin();
    folder = folder_new();
    snprintf(path, sizeof path, "%s/x.zip", folder);
}

static void finish(void)
{
    folder_remove(folder);
}

TestSuite(archive, .init = begin, .fini = finish);

static void put_bytes(const char *data, size_t size)
{
    cr_assert(zero(int, lc_file_write(path, true, data, size, NULL)));
}

static void put(struct lc_text bytes)
{
    put_bytes(bytes.data, bytes.size);
    lc_text_free(&bytes);
}

static void refused(const char *words)
{
    struct lc_tables tables;
    struct lc_error err = { 0 };
    int code = lc_tables_list(&tables, path, NULL, &err);
    lc_csv *csv = NULL;
    if (!code)
        code = lc_csv_open_table(&csv, path, 0, NULL, &err);
    const struct lc_csv_row *row = NULL;
    while (!code && !(code = lc_csv_next(csv, &row, &err)) && row)
        ;
    cr_expect(eq(int, code, LC_FORMAT), "%s", words);
    cr_expect(strstr(err.text, words) != NULL, "'%s' is not in: %s", words, err.text);
    cr_expect(strncmp(err.text, path, strlen(path)) == 0, "%s", err.text);
    lc_csv_close(csv);
    lc_tables_free(&tables);
}

#define BOOK_ROWS PACKED_SHEET("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>")

/* As read here and in a cage: names, headers, rows. */
static void same(lc_csv *a, lc_csv *b)
{
    const struct lc_csv_row *x = lc_csv_header(a), *y = lc_csv_header(b);
    while (x && y) {
        cr_assert(eq(u64, x->line, y->line));
        cr_assert(eq(sz, x->count, y->count));
        for (size_t i = 0; i < x->count; i++)
            cr_assert(lc_slice_alike(x->field[i], y->field[i]));
        cr_assert(zero(int, lc_csv_next(a, &x, NULL)));
        cr_assert(zero(int, lc_csv_next(b, &y, NULL)));
    }
    cr_assert(x == NULL && y == NULL);
}

Test(archive, tables)
{
    struct lc_text book =
        packed_xlsx(PACKED_BOOK, BOOK_ROWS, PACKED_SHEET(""), NULL, NULL);
    struct lc_text csv = { 0 };
    lc_text_add(&csv, "title\n\na;b\n");
    for (int i = 0; i < 30000; i++)
        lc_text_addf(&csv, "%d;\"x\ny%d\"\n", i, i);
    const struct packed_part part[] = {
        { .name = "folder/", .data = "" },
        { .name = "folder/one.csv", .data = csv.data, .method = 8 },
        { .name = "__MACOSX/._one.csv", .data = "junk" },
        { .name = "folder/.DS_Store", .data = "junk" },
        { .name = "Thumbs.db", .data = "junk" },
        { .name = "book.xlsx", .data = book.data, .size = book.size, .method = 8 },
        { .name = "empty.csv", .data = "" },
        { .name = "two.csv", .data = "x\n1\n" },
    };
    static const char *const names[] = { "one.csv", "book.xlsx, First",
                                         "book.xlsx, Second & last", "empty.csv",
                                         "two.csv" };
    struct lc_tables here, far;
    lc_csv_cage *cage;
    char *paths[] = { path };
    put(packed_zip(8, part));
    cr_assert(zero(int, lc_tables_list(&here, path, NULL, NULL)));
    cr_assert(zero(int, lc_csv_cage_start(&cage, 1, paths, NULL, NULL)));
    cr_assert(zero(int, lc_csv_cage_tables(&far, cage, 0, NULL)));
    cr_assert(eq(sz, here.count, 5));
    cr_assert(eq(sz, far.count, 5));
    for (size_t i = 0; i < 5; i++) {
        lc_csv *a, *b;
        bool none;
        cr_expect(eq(str, here.name[i], (char *)(uintptr_t)names[i]));
        cr_expect(eq(str, far.name[i], (char *)(uintptr_t)names[i]));
        cr_expect(eq(int, here.plain[i], i != 1 && i != 2));
        cr_expect(eq(int, far.plain[i], here.plain[i]));
        cr_assert(zero(int, lc_csv_open_table(&a, path, i, NULL, NULL)));
        cr_assert(zero(int, lc_csv_cage_open(&b, cage, 0, i, NULL)));
        if (!i) {
            cr_assert(zero(int, lc_csv_header_next(a, &none, NULL)));
            cr_assert(zero(int, lc_csv_header_next(b, &none, NULL)));
            cr_assert(eq(sz, lc_csv_header(a)->count, 2)); /* by its own delimiter */
        }
        same(a, b);
        lc_csv_close(a);
        lc_csv_close(b);
    }
    lc_csv_cage_stop(cage);
    lc_tables_free(&here);
    lc_tables_free(&far);
    lc_text_free(&book);
    lc_text_free(&csv);
}

Test(archive, lies)
{
    const struct packed_part good = { .name = "a.csv", .data = "a,b\n1,2\n" };
    struct packed_part part = good;
    part.flags = 1;
    put(packed_zip(1, &part));
    refused("locked by a password");
    part = good;
    part.method = 12;
    put(packed_zip(1, &part));
    refused("packed by a method that is not read here (number 12)");
    part = good;
    part.wrong_crc = 1;
    put(packed_zip(1, &part));
    refused("is damaged");
    part = good;
    part.method = 8;
    part.told_size = 9;
    put(packed_zip(1, &part));
    refused("is damaged");
    part.told_size = UINT32_MAX - 1;
    put(packed_zip(1, &part));
    refused("unfolds to more than 64 MB");
}

/* Cut off anywhere it is no archive, and nothing else happens. */
Test(archive, cut_short)
{
    const struct packed_part part = { .name = "a.csv", .data = "a,b\n1,2\n" };
    struct lc_text whole = packed_zip(1, &part);
    for (size_t size = 4; size < whole.size; size++) {
        put_bytes(whole.data, size);
        refused("damaged or cut off");
    }
    lc_text_free(&whole);
}

Test(archive, what_it_is)
{
    static const struct {
        const char *part, *says;
    } others[] = {
        { "word/document.xml", "this is a Word document" },
        { "ppt/presentation.xml", "this is a presentation" },
        { "xl/workbook.bin", "this is a binary workbook (.xlsb); save it as .xlsx" },
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct packed_part part = { .name = others[i].part, .data = "<a/>" };
        put(packed_zip(1, &part));
        refused(others[i].says);
    }
    const struct packed_part text[] = {
        { .name = "mimetype", .data = "application/vnd.oasis.opendocument.text" },
        { .name = "content.xml", .data = "<a/>" },
    };
    put(packed_zip(2, text));
    refused("an OpenDocument file, but no spreadsheet");
    const struct packed_part locked[] = {
        { .name = "mimetype",
          .data = "application/vnd.oasis.opendocument.spreadsheet" },
        { .name = "content.xml", .data = "<a/>" },
        { .name = "META-INF/manifest.xml", .data = "<m:encryption-data/>" },
    };
    put(packed_zip(3, locked));
    refused("a workbook locked by a password");
    struct lc_text inner = packed_zip(1, &text[1]);
    const struct packed_part nested = { .name = "b.zip",
                                        .data = inner.data,
                                        .size = inner.size };
    put(packed_zip(1, &nested));
    refused("an archive in an archive");
    lc_text_free(&inner);
}

static void put_old(const char *part)
{
    struct lc_text old = { 0 };
    lc_text_add_bytes(&old, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    packed_number(&old, 0, 504);
    for (const char *c = part; *c; c++)
        packed_number(&old, (unsigned char)*c, 2);
    packed_number(&old, 0, 400);
    put(old);
}

Test(archive, old_office)
{
    put_old("Workbook");
    refused("an old Excel workbook (.xls); save it as .xlsx or CSV");
    put_old("EncryptedPackage");
    refused("a workbook locked by a password");
    put_old("WordDocument");
    refused("an old Word document");
    put_old("");
    refused("a file of an old Office program");
    put_bytes("\x1f\x8b\x08", 3);
    refused("this is a gzip archive; unpack it");
    put_bytes("%PDF-1.7", 8);
    refused("this is a PDF");
}
