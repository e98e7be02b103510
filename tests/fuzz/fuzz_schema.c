/* Any bytes as a schema, and any bytes as an extract of it: the input is YAML up to a
 * NUL byte, then CSV. No fault, and every cell that is taken is one that its column
 * allows. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "import/cell_inside.h"
#include "import/schema_inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count_code(void *context, struct lc_slice name)
{
    if (!name.data)
        abort();
    ++*(unsigned *)context;
}

static void read_row(const struct lc_schema *schema, const struct lc_csv_row *row,
                     const int *place)
{
    for (unsigned c = 0; c < schema->columns_count; c++) {
        const struct lc_schema_column *column = &schema->columns[c];
        struct lc_cell cell;
        unsigned codes = 0, strays;
        if (place[c] == LC_NO_COLUMN)
            continue;
        lc_cell_read(column, schema->dates, row->field[place[c]], &cell);
        if ((cell.bad && cell.text.size) || (cell.bad && cell.day != LC_NO_DAY))
            abort();
        if (column->list)
            lc_cell_codes(column, row->field[place[c]], count_code, &codes, &strays);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data, *end = size ? memchr(data, 0, size) : NULL;
    size_t head = end ? (size_t)(end - text) : size;
    lc_schemas *schemas;
    lc_csv *csv = NULL;
    const struct lc_csv_row *row;
    const struct lc_schema *schema;
    int place[LC_MAX_SCHEMA_COLUMNS];
    if (lc_schemas_parse(&schemas, "fuzz", text, head, NULL))
        return 0;
    if (end && !lc_csv_open_bytes(&csv, "fuzz", end + 1, size - head - 1, NULL)
        && !lc_schemas_recognise(schemas, "fuzz", csv, &schema, place, NULL))
        while (!lc_csv_next(csv, &row, NULL) && row)
            if (!row->trouble)
                read_row(schema, row, place);
    lc_csv_close(csv);
    lc_schemas_free(schemas);
    return 0;
}
