/* Any bytes as CSV: no fault, no endless loop, and every row within the declared limits
 * with line numbers that ascend. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "table/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lc_csv *csv;
    const struct lc_csv_row *row;
    uint64_t line = 0;
    if (lc_csv_open_bytes(&csv, "fuzz", (const char *)data, size, NULL))
        return 0;
    size_t columns = lc_csv_header(csv)->count;
    while (!lc_csv_next(csv, &row, NULL) && row) {
        if (row->line <= line || (row->trouble == LC_CSV_FINE && row->count != columns))
            abort();
        line = row->line;
        for (size_t i = 0; i < row->count && !row->trouble; i++)
            if (row->field[i].size > LC_CSV_FIELD)
                abort();
    }
    lc_csv_close(csv);
    return 0;
}
