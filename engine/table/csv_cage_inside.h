/* Inside of csv_cage.h: what the reader does. */
#pragma once

#include "table/csv_cage.h"

/* The reader's work; in the cage. */
struct lc_csv_reader {
    size_t count;
    const int *fd;
    const uint64_t *size; /* [count] bytes that are read of each */
    char *const *path;    /* as messages name them */
};
void lc_csv_reader_work(void *reader, int from, int to);
