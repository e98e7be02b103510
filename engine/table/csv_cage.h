/* Tables that somebody else made, read by a process of its own (system/cage.h).
 *
 * The reader has the open files and nothing else: it cuts them into rows and fields and
 * sends these. What they mean is judged here, from copies that it cannot reach. So
 * whoever takes the reader over, by a fault of its code or of libcsv, can say of the
 * file what its author could have written into it, and no more. It is to be started
 * before anything is read that it should not know.
 *
 * Memory: the reader holds a row at a time, of a workbook the texts that its cells
 * share besides, and may take LC_CSV_CAGE_MEMORY, whatever the files; here rows and
 * bytes are counted, and none are taken beyond those that a file of that size can have.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "table/csv.h"
#include "table/tables.h"

/* A row, an answer and a parser take 20 MB at the most; the rest is for the texts that
 * a workbook's cells share, which stand in a file of their own: LC_XLSX_STRINGS, half
 * as much as they grow, and 4 bytes each. */
enum { LC_CSV_CAGE_MEMORY = 256 << 20 };

typedef struct lc_csv_cage lc_csv_cage;

/* Opens the files, regular ones all, and starts their reader. Paths are borrowed, and
 * layouts (of nested files; NULL: none) until it returns. */
int lc_csv_cage_start(lc_csv_cage **cage, size_t count, char *const *path,
                      const struct lc_layouts *layouts,
                      struct lc_error *err) LC_MUST_CHECK;
/* What of system/cage.h holds the reader; cages that are not built hold all alike. */
bool lc_csv_cage_holds(const lc_csv_cage *cage);

/* lc_tables_list() of a file by its number; it ends the csv that is open. Errors as of
 * lc_csv_cage_open(). */
int lc_csv_cage_tables(struct lc_tables *tables, lc_csv_cage *cage, size_t file,
                       struct lc_error *err) LC_MUST_CHECK;
/* lc_csv_open_table() of a file by its number; its tables were listed before, if it is
 * a container. One at a time: it ends the one before, which may be closed and nothing
 * else. Of a reader that was stopped: LC_REFUSED if it asked
 * for what no reader needs, LC_FORMAT if it crashed, LC_NOMEM if it was killed,
 * LC_DAMAGED if it says what no reader says. */
int lc_csv_cage_open(lc_csv **csv, lc_csv_cage *cage, size_t file, size_t table,
                     struct lc_error *err) LC_MUST_CHECK;
/* The files' digests will be asked for: they are made while other things are done. */
void lc_csv_cage_digest_all(lc_csv_cage *cage);
/* lc_file_digest() of the file that is open. */
int lc_csv_cage_digest(lc_csv_cage *cage, size_t file, unsigned char *out,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_csv_cage_stop(lc_csv_cage *cage); /* NULL is allowed */
