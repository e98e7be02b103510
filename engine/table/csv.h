/* CSV in, a row at a time, in memory that does not grow with the file.
 *
 * Rows are cut here and split by libcsv in strict mode, one row at a time, so that a
 * stray or unterminated quote costs its own line and nothing after it; a row without a
 * quote needs no parser and is split in passing. Quoted newlines work. Line ends may be
 * LF, CRLF or CR; the last may be missing; blank lines are no rows. A byte-order mark
 * is stripped; a row that is not UTF-8 is read as Windows-1252 and counted. UTF-16 is
 * read as what it says. The
 * delimiter is a comma, or what a "sep=" line says, or the semicolon, tab or bar of a
 * header with no comma.
 *
 * Refused by name: folders, UTF-32, PDF, HDF5, archives other than zip. What is
 * packed or nested (workbooks, zip) has tables: see tables.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

enum { LC_CSV_FIELD = 64 << 10, LC_CSV_LINE = 1 << 20, LC_CSV_COLUMNS = 4096 };

/* Stands in a workbook's row for a formula whose value the file does not hold. */
#define LC_CSV_UNTOLD "#FORMULA!"

/* What is wrong with a row that cannot be used. */
enum lc_csv_trouble {
    LC_CSV_FINE,
    LC_CSV_RAGGED,   /* not as many fields as the header has names */
    LC_CSV_QUOTE,    /* a stray quote, or one that nothing closes */
    LC_CSV_NUL,      /* a NUL byte */
    LC_CSV_LONG,     /* a field above LC_CSV_FIELD or a line above LC_CSV_LINE bytes */
    LC_CSV_WIDE,     /* more than LC_CSV_COLUMNS fields */
    LC_CSV_ENCODING, /* neither UTF-8 nor Windows-1252 */
    LC_CSV_TROUBLES
};

struct lc_csv_row {
    uint64_t line; /* of the row's first byte, from 1 */
    size_t count;
    const struct lc_slice *field; /* valid until the next call; spaces and tabs at the
                                     ends of unquoted fields are gone */
    int trouble;                  /* an lc_csv_trouble; fields only if it is LC_CSV_FINE
                                     or LC_CSV_RAGGED */
    bool converted;               /* read as Windows-1252 */
};

typedef struct lc_csv lc_csv;

/* Opens path ("-": standard input) and reads the header. A header that cannot be used
 * is an error; a file of no rows is not. */
int lc_csv_open(lc_csv **csv, const char *path, struct lc_error *err) LC_MUST_CHECK;
/* The same for bytes in memory, borrowed until lc_csv_close; name stands for the path.
 */
int lc_csv_open_bytes(lc_csv **csv, const char *name, const char *data, size_t size,
                      struct lc_error *err) LC_MUST_CHECK;

/* The header's names (trimmed, as written), owned by csv until it is closed or
 * lc_csv_header_next finds another; count is 0 for an empty file. */
const struct lc_csv_row *lc_csv_header(const lc_csv *csv);
/* The next row becomes the header: what stood there is a title. LC_FORMAT as of a
 * header that cannot be used; *none: there are no more rows, and all is as it was. */
int lc_csv_header_next(lc_csv *csv, bool *none, struct lc_error *err) LC_MUST_CHECK;
size_t lc_csv_titles(const lc_csv *csv); /* rows above the header */
/* at[count]: where the columns of these names stand, in any case. Returns the index of
 * the first name that has none, or count. */
size_t lc_csv_find(const lc_csv *csv, size_t count, const char *const *names,
                   size_t *at);

/* The next row, or *row NULL at the end. A bad row is a row with its trouble; an error
 * is reading that failed, or LC_INTERRUPTED. About 300 MB/s. */
int lc_csv_next(lc_csv *csv, const struct lc_csv_row **row,
                struct lc_error *err) LC_MUST_CHECK;

/* Does the row say nothing at all? Spreadsheets write rows of separators below a table,
 * as many in a row as they please. */
bool lc_csv_row_is_blank(const struct lc_csv_row *row);

/* Where the next row begins, in bytes from the start and as a line, and what stands
 * between fields. UINT64_MAX of a file whose bytes are not those of its rows. */
uint64_t lc_csv_place(const lc_csv *csv, uint64_t *line, char *delimiter);

struct lc_csv_counts {
    uint64_t bytes, rows, troubled, converted;
};
/* What was read so far, without the header. */
struct lc_csv_counts lc_csv_counts(const lc_csv *csv);
const char *lc_csv_trouble_text(int trouble); /* a constant phrase */
void lc_csv_close(lc_csv *csv);               /* NULL is allowed */

/* What stands from `from` up to `to`, without blanks and tabs at either end; inline,
 * since it is asked for every cell. */
static inline struct lc_slice lc_csv_trim(const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t'))
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
        to--;
    return (struct lc_slice){ from, (size_t)(to - from) };
}
