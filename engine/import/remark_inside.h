/* What an import says of a file that it read, beside its counts. */
#pragma once

#include "base/error.h"
#include "table/csv.h"

struct lc_batch;
struct lc_import_run;

/* Titles above the header, columns that the schema does not have, and dates in a form
 * that is not the schema's. place: as the file was recognised (schema_inside.h). */
int lc_remark_header(const struct lc_batch *batch, struct lc_import_run *run,
                     const lc_csv *csv, const int *place,
                     struct lc_error *err) LC_MUST_CHECK;
/* Words that no code list has, how many, and how to keep those that are codes. */
int lc_remark_others(const struct lc_batch *batch, struct lc_import_run *run,
                     struct lc_error *err) LC_MUST_CHECK;
