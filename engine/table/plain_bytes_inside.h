/* Where the pieces of a plain table (table_plain_inside.h) come from. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/csv.h"

enum {
    LC_PIECE = 1 << 20,                        /* bytes of a piece, about */
    LC_PLAIN_ROOM = LC_PIECE + LC_CSV_LINE + 3 /* a piece, a longest line, its ends */
};

struct lc_plain_bytes {
    const char *data; /* or NULL: of fd */
    int fd;
    uint64_t first, size; /* where the rows begin, and the file ends */
};

/* The rows that begin in the piece: *text[*size], in bytes[LC_PLAIN_ROOM], followed by
 * a line end. False: a line is too long, or the file is not what it was. Threads may
 * share from. */
bool lc_plain_rows(const struct lc_plain_bytes *from, size_t number, char *bytes,
                   char **text, size_t *size);
