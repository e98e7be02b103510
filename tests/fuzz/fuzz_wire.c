/* Any bytes as what a reader in a cage says: rows within the body and within the
 * declared limits, which written again are the same bytes; words without orders to a
 * terminal. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "table/csv_wire_inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct lc_wire_fields fields;
static struct lc_wire_block again;

static void check_row(const struct lc_csv_row *row, const char *from, size_t size)
{
    if (row->count > LC_CSV_COLUMNS || row->trouble < 0
        || row->trouble >= LC_CSV_TROUBLES)
        abort();
    for (size_t i = 0; i < row->count; i++)
        if (row->field[i].data < from || row->field[i].size > size
            || row->field[i].data + row->field[i].size > from + size)
            abort();
    again.size = 0;
    if (lc_wire_put_row(&again, row, NULL) || again.size != size
        || memcmp(again.data, from, size))
        abort();
}

static void check_words(const char *data, size_t size)
{
    struct lc_error err = { 0 };
    const struct lc_wire_rest rest = { data, size };
    int code = lc_wire_take_fail(rest, &err);
    if (code == LC_OK || code != err.code)
        abort();
    for (const char *c = err.text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            abort();
}

static void check_tables(struct lc_wire_rest rest)
{
    struct lc_tables tables;
    if (lc_wire_take_tables(&rest, &tables)
        && (tables.count > LC_CONTAINER_TABLES || rest.size
            || (!tables.container && tables.count != 1)))
        abort();
    for (size_t i = 0; i < tables.count; i++)
        if (strlen(tables.name[i]) > LC_WIRE_NAME)
            abort();
    lc_tables_free(&tables);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_wire_rest rest = { (const char *)data, size };
    struct lc_csv_row row;
    check_words(rest.data, size);
    check_tables(rest);
    for (const char *from = rest.data; rest.size; from = rest.data) {
        if (!lc_wire_take_row(&rest, &row, &fields))
            break;
        check_row(&row, from, (size_t)(rest.data - from));
    }
    return 0;
}
