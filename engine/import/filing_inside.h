/* The yearly returns of an import, judged by the DfE's rules (returns/rule.h) over all
 * its files together and what earlier commands brought of them: the store keeps every
 * row that rules need (struct lc_returned), as codes and days.
 *
 * A return is all files of one collection year. A file that does not say its year (no
 * day in it is the year's) is of the return whose children it has. Of two extracts of a
 * child's rows in one table and year, the one of the later day holds. */
#pragma once

#include "base/error.h"
#include "import/cell_inside.h"
#include "import/notes.h"
#include "import/schema.h"

struct lc_import_run;
typedef struct lc_filing lc_filing;

/* Takes the rows of earlier returns from the store if any of the import's files is of
 * one. Borrows the run. O(rows). */
int lc_filing_new(lc_filing **filing, const struct lc_import_run *run,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_filing_free(lc_filing *filing); /* NULL is allowed */

/* A row of a schema whose `rules` names a table, taken or not; cells are in order of
 * the schema's columns. record: LC_NOWHERE, it has none. About 130 bytes. */
int lc_filing_row(lc_filing *filing, const struct lc_schema *schema, uint32_t file,
                  uint64_t line, uint32_t record, const struct lc_cell *cells,
                  struct lc_error *err) LC_MUST_CHECK;
/* The collection year (its ending year) of a file, 0: not known; said: by somebody, not
 * worked out of its days. Its source in the
 * store. again: the store has its rows already. */
void lc_filing_year(lc_filing *filing, uint32_t file, int year, bool said);
void lc_filing_source(lc_filing *filing, uint32_t file, uint32_t source, bool again);

/* Judges every return that the import has a file of, and those of the years after;
 * what is broken goes to notes: of the import's rows all, of earlier rows what they did
 * not break before. Then puts the import's rows into the store; *changed if there are
 * any. O(n log n). */
int lc_filing_close(lc_filing *filing, struct lc_notes *notes, bool *changed,
                    struct lc_error *err) LC_MUST_CHECK;
