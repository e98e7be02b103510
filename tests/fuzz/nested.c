#include "fuzz/nested.h"

#include <stdint.h>
#include <stdlib.h>

#include "fuzz/scratch.h"
#include "table/tables.h"

/* Rows and bytes of a table, and an order-dependent sum of them. */
static uint64_t read_table(const char *path, size_t table,
                           const struct lc_layouts *layouts)
{
    const struct lc_csv_row *row;
    uint64_t sum = 1;
    lc_csv *csv;
    if (lc_csv_open_table(&csv, path, table, layouts, NULL))
        return 0;
    size_t columns = lc_csv_header(csv)->count;
    while (!lc_csv_next(csv, &row, NULL) && row) {
        if (!row->line || (!row->trouble && row->count != columns))
            abort();
        sum = sum * 31 + row->line;
        for (size_t i = 0; i < row->count && !row->trouble; i++) {
            if (row->field[i].size > LC_CSV_FIELD)
                abort();
            for (size_t k = 0; k < row->field[i].size; k++)
                sum = sum * 31 + (unsigned char)row->field[i].data[k];
        }
    }
    lc_csv_close(csv);
    return sum;
}

void fuzz_nested(const char *name, const void *data, size_t size,
                 const struct lc_layouts *layouts)
{
    static char *path;
    struct lc_tables tables = { 0 };
    if (!path)
        path = scratch_path(name);
    scratch_put(path, data, size);
    if (!lc_tables_list(&tables, path, layouts, NULL) && tables.container)
        for (size_t i = 0; i < tables.count; i++)
            if (read_table(path, i, layouts) != read_table(path, i, layouts))
                abort();
    lc_tables_free(&tables);
}
