/* DfE's validation rules of the SSDA903 return (published yearly with the return's
 * guide; numbers as analysts know them), checked over all the files of an import
 * together and what the store had before it: a birth date, a header, the spells of the
 * year before or of the same return may have come in another command. What is found is
 * always of a row of this import. */
#pragma once

#include "base/error.h"
#include "import/cell_inside.h"
#include "import/notes.h"
#include "import/schema.h"

struct lc_import_run;
typedef struct lc_returns lc_returns;

/* Remembers what the store says of earlier returns, before anything is merged, if any
 * of the import's files has rules. Borrows the run. O(events of those histories). */
int lc_returns_new(lc_returns **returns, const struct lc_import_run *run,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_returns_free(lc_returns *returns); /* NULL is allowed */

/* Notes a row of a schema whose `rules` says header, episodes, missing or child. cells
 * are in order of the schema's columns. */
int lc_returns_row(lc_returns *returns, const struct lc_schema *schema, uint32_t file,
                   uint64_t line, uint32_t record, const struct lc_cell *cells,
                   struct lc_error *err) LC_MUST_CHECK;
/* The collection year (its ending year) of a file; 0: not known. */
int lc_returns_year(lc_returns *returns, uint32_t file, int year,
                    struct lc_error *err) LC_MUST_CHECK;
/* Checks every rule; what is broken goes to notes. O(n log n). */
int lc_returns_check(lc_returns *returns, struct lc_notes *notes,
                     struct lc_error *err) LC_MUST_CHECK;
