/* The quick way through a table that needs no parser: no quote, no NUL, no byte beyond
 * ASCII, every row with as many fields as the header, lines that end in LF or CRLF.
 *
 * The file is cut into pieces at line ends, which threads read each for itself in one
 * pass: numbers, dates and texts as they come, narrowed when the piece ends. What the
 * pieces found is joined in their order, so the frame is that of the general way
 * (table.c), bit for bit, whatever the threads. Anything else than such a file, and any
 * row that has something wrong, is left to the general way, which knows the words. */
#pragma once

#include <stdbool.h>

#include "base/error.h"
#include "numeric/column.h"

/* data NULL: the file at path. *done false, and the frame as it was: it is not for this
 * way. Fails only when out of memory or interrupted, or for a header that cannot be
 * used. */
int lc_table_plain(struct lc_frame *frame, const char *path, const char *data,
                   size_t size, bool *done, struct lc_error *err) LC_MUST_CHECK;

/* The general way alone, of bytes in memory, as lc_table_read_bytes() has it: what the
 * quick way is held to. */
int lc_table_general(struct lc_frame *frame, const char *name, const char *data,
                     size_t size, struct lc_error *err) LC_MUST_CHECK;
