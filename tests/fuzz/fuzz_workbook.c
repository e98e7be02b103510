/* Any bytes as an archive, or as the parts of one: a workbook's sheet, its texts and
 * its styles, the content of an OpenDocument one, a CSV in a zip. No fault, no endless
 * loop; tables have names, rows ascend and are as wide as the header, fields keep the
 * declared limits, and a second reading is the first.
 *
 *   'z' BYTES                      the file itself
 *   'x' SHEET \f TEXTS \f STYLES   an .xlsx
 *   'o' CONTENT                    an .ods
 *   'c' CSV \f CSV                 a zip of these */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/hash.h"
#include "fuzz/scratch.h"
#include "support/packed.h"
#include "table/tables.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS = 3 };

static char *path;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    path = scratch_path("book");
    return 0;
}

static void put(struct lc_text bytes)
{
    scratch_put(path, bytes.data, bytes.size);
    lc_text_free(&bytes);
}

static void put_parts(char kind, const uint8_t *data, size_t size)
{
    struct lc_text text[PARTS] = { { 0 } };
    for (size_t i = 0; i < PARTS; i++) {
        const uint8_t *piece = data;
        size_t piece_size = 0;
        (void)scratch_cut(&data, &size, '\f', &piece, &piece_size);
        lc_text_add(&text[i], "");
        lc_text_add_bytes(&text[i], (const char *)piece, piece_size);
    }
    const struct packed_part csv[] = {
        { .name = "a.csv", .data = text[0].data, .size = text[0].size, .method = 8 },
        { .name = "b/c.csv", .data = text[1].data, .size = text[1].size },
    };
    put(kind == 'x' ? packed_xlsx(PACKED_BOOK, text[0].data, text[0].data, text[1].data,
                                  text[2].data)
        : kind == 'o' ? packed_ods(text[0].data)
                      : packed_zip(2, csv));
    for (size_t i = 0; i < PARTS; i++)
        lc_text_free(&text[i]);
}

static void check_row(const struct lc_csv_row *row, size_t columns, uint64_t *line)
{
    if (row->line <= *line || (row->trouble == LC_CSV_FINE && row->count != columns))
        abort();
    *line = row->line;
    for (size_t i = 0; i < row->count && !row->trouble; i++)
        if (row->field[i].size > LC_CSV_FIELD)
            abort();
}

/* What its rows say, in a number. */
static uint64_t read_table(size_t table)
{
    const struct lc_csv_row *row;
    struct lc_error err = { 0 };
    uint64_t said = 0, line = 0;
    lc_csv *csv;
    int code = lc_csv_open_table(&csv, path, table, NULL, &err);
    size_t columns = code ? 0 : lc_csv_header(csv)->count;
    while (!code && !(code = lc_csv_next(csv, &row, &err)) && row) {
        check_row(row, columns, &line);
        for (size_t i = 0; i < row->count; i++)
            said = lc_mix64(
                said + lc_digest64(row->field[i].data, row->field[i].size, NULL));
    }
    if (code && !err.text[0])
        abort();
    lc_csv_close(csv);
    return lc_mix64(said + (uint64_t)code);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_tables tables;
    struct lc_error err = { 0 };
    if (!size)
        return 0;
    if (*data == 'z')
        scratch_put(path, data + 1, size - 1);
    else
        put_parts((char)*data, data + 1, size - 1);
    int code = lc_tables_list(&tables, path, NULL, &err);
    if (code && !err.text[0])
        abort();
    for (size_t i = 0; i < tables.count && i < 4 && !code; i++)
        if (!tables.name[i] || read_table(i) != read_table(i))
            abort();
    lc_tables_free(&tables);
    return 0;
}
