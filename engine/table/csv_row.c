/* A row by itself, whoever read it. */
#include "table/csv.h"

#include <assert.h>

bool lc_csv_row_is_blank(const struct lc_csv_row *row)
{
    bool read = row->trouble == LC_CSV_FINE || row->trouble == LC_CSV_RAGGED;
    for (size_t i = 0; i < row->count && read; i++)
        read = row->field[i].size == 0;
    return read;
}

const char *lc_csv_trouble_text(int trouble)
{
    static const char *const texts[LC_CSV_TROUBLES] = {
        "nothing wrong",
        "not as many fields as the header",
        "a quote that is stray or never closed",
        "a NUL byte",
        "a field or a line that is too long",
        "too many fields",
        "bytes that are neither UTF-8 nor Windows-1252",
    };
    assert(trouble >= 0 && trouble < LC_CSV_TROUBLES);
    return texts[trouble];
}
