/* Any CSV as a frame: a column gets the narrowest type that holds all it says.
 *
 *   whole numbers    U8, I16 or I32          other numbers     F64
 *   ISO dates        I32 days, unit "date"   anything else     categories, or, past
 *                                            65,535 different texts, I32 numbers in
 *                                            order of first sight, unit "text"
 *
 * Missing: an empty cell, NA, N/A, NULL, n/a, null, NaN. A header of the same name a
 * second time becomes name.1, then name.2, skipping names that are taken (R's
 * make.unique); an empty one becomes X. Rows with more or fewer fields than the header
 * are errors with their line, as is anything else that csv.h cannot use. */
#ifndef LC_IMPORT_TABLE_H
#define LC_IMPORT_TABLE_H

#include "base/error.h"
#include "numeric/column.h"

/* Reads path in two passes, so that memory holds the narrow columns only; standard
 * input ("-") and what else can be read once only is held whole while they run, up to
 * 2 GB. *frame is new, or empty on failure. LC_FORMAT with file and line;
 * LC_INTERRUPTED. About 100 MB/s. */
int lc_table_read(struct lc_frame *frame, const char *path,
                  struct lc_error *err) LC_MUST_CHECK;
/* The same for bytes in memory; name stands for the path in messages. */
int lc_table_read_bytes(struct lc_frame *frame, const char *name, const char *data,
                        size_t size, struct lc_error *err) LC_MUST_CHECK;

#endif
