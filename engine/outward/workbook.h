/* A workbook (.xlsx) in memory: sheets of texts, numbers and days, in a zip. Nothing of
 * it is ever on the disk but what its maker writes: it may hold names. Texts stand as
 * texts, so no cell is run as a formula. */
#pragma once

#include <stdint.h>

#include "base/text.h"

enum { LC_WORKBOOK_SHEETS = 16 };

struct lc_workbook {
    size_t sheets, row, cell; /* of the last sheet: rows begun, cells of the row */
    size_t columns; /* of its headings, above which it has a filter; 0: none */
    const char *name[LC_WORKBOOK_SHEETS]; /* borrowed; plain letters */
    struct lc_text sheet[LC_WORKBOOK_SHEETS];
};

void lc_workbook_sheet(struct lc_workbook *book, const char *name);

/* A sheet that begins with a row of headings, which stays in sight as the rest moves
 * and has a filter on each; a width in letters. A text longer than its column breaks.
 */
struct lc_workbook_head {
    const char *title;
    int width;
};
void lc_workbook_table(struct lc_workbook *book, const char *name, size_t count,
                       const struct lc_workbook_head *heads);

void lc_workbook_row(struct lc_workbook *book);
/* The row's next cell: a text (NULL or "": empty), a number, a real one (NaN: empty), a
 * share, which is shown in percent, a day (LC_NO_DAY and LC_OPEN: empty). */
void lc_workbook_real(struct lc_workbook *book, double number);
void lc_workbook_share(struct lc_workbook *book, double share);
void lc_workbook_text(struct lc_workbook *book, const char *text);
void lc_workbook_number(struct lc_workbook *book, int64_t number);
void lc_workbook_day(struct lc_workbook *book, int32_t day);
/* Adds the file's bytes to out, and frees the book. LC_NOMEM. */
int lc_workbook_write(struct lc_workbook *book, struct lc_text *out,
                      struct lc_error *err) LC_MUST_CHECK;
