#include "support/nested.h"

#include <stdio.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/file.h"
#include "base/memory.h"
#include "table/tables.h"

char *nested_file(const char *folder, const char *name, const char *data, size_t size)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    cr_assert(zero(int, lc_file_write(path, true, data, size, NULL)));
    return lc_strdup(path);
}

static void add_row(struct lc_text *out, const struct lc_csv_row *row)
{
    lc_text_addf(out, "%llu:", (unsigned long long)row->line);
    for (size_t c = 0; c < row->count && !row->trouble; c++) {
        lc_text_add(out, c ? "," : "");
        lc_text_add_bytes(out, row->field[c].data, row->field[c].size);
    }
    lc_text_add(out, row->trouble ? "!\n" : "\n");
}

static int read_table(const char *path, size_t table, const struct lc_layouts *layouts,
                      struct lc_text *out, struct lc_error *err)
{
    const struct lc_csv_row *row;
    lc_csv *csv;
    int code = lc_csv_open_table(&csv, path, table, layouts, err);
    while (!code && !(code = lc_csv_next(csv, &row, err)) && row)
        add_row(out, row);
    lc_csv_close(csv);
    return code;
}

int nested_read(const char *path, const struct lc_layouts *layouts, struct lc_text *out,
                struct lc_error *err)
{
    struct lc_tables tables = { 0 };
    int code = lc_tables_list(&tables, path, layouts, err);
    *out = (struct lc_text){ 0 };
    lc_text_add(out, "");
    for (size_t i = 0; !code && i < tables.count; i++) {
        lc_text_addf(out, "%s:\n", tables.name[i]);
        code = read_table(path, i, layouts, out, err);
    }
    lc_tables_free(&tables);
    return code;
}
