/* Any CSV as a frame: a column gets the narrowest type that holds all it says.
 *
 *   whole numbers    U8, I16 or I32          other numbers     F64
 *   ISO dates        I32 days, unit "date"   anything else     categories, or, past
 *                                            65,535 different texts, I32 numbers in
 *                                            order of first sight, unit "text"
 *
 * A whole number beyond 2^53 in digits alone, which a double cannot hold exactly, is
 * text: identifiers stay apart. Missing: an empty cell, NA, N/A, NULL, n/a, null, NaN.
 * A header of the same name a second time becomes name.1, then name.2, skipping names
 * that are taken (R's make.unique); an empty one becomes X. Rows with more or fewer
 * fields than the header are errors with their line, as is anything else that csv.h
 * cannot use. */
#pragma once

#include "base/error.h"
#include "numeric/column.h"

/* Reads path; standard input ("-") and what else can be read once only is held whole
 * while it is read, up to 2 GB. A plain table (table_plain_inside.h) is read in one
 * pass by all processors, about 300 MB/s each; any other in two passes, about 100 MB/s;
 * memory holds the narrow columns only. *frame is new, or empty on failure, and the
 * same either way. LC_FORMAT with file and line; LC_INTERRUPTED. */
int lc_table_read(struct lc_frame *frame, const char *path,
                  struct lc_error *err) LC_MUST_CHECK;
/* The same for bytes in memory; name stands for the path in messages. */
int lc_table_read_bytes(struct lc_frame *frame, const char *name, const char *data,
                        size_t size, struct lc_error *err) LC_MUST_CHECK;
