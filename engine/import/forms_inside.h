/* How each day column of a file writes its dates: settled by the whole column. Part of
 * the import.
 *
 * A cell could be of one form, or of two: 05/06/2024. What all of a column's cells
 * could be of, and no other, is the column's form. Where that is nothing (the column
 * mixes) or dd/mm and mm/dd are both left (no day above 12), the schema's form holds;
 * and where a schema declares neither of these two, the file's other columns tell them
 * apart. What is no date in any form says nothing. */
#pragma once

#include "base/text.h"
#include "import/schema.h"

struct lc_forms {
    int of[LC_MAX_SCHEMA_COLUMNS]; /* an lc_day_format of every column */
    bool real; /* its dates are dates, and told as ISO whatever they looked like; a text
                  among them is in the schema's form */
};

/* That of a cell. */
int lc_forms_of(const struct lc_forms *forms, const struct lc_schema *schema,
                unsigned column, struct lc_slice raw);

/* forms->real is told. Reads on from the header to where no cell can change the answer,
 * which mostly is a few rows, and at the most the end. */
int lc_forms_settle(struct lc_forms *forms, const struct lc_schema *schema, lc_csv *csv,
                    const int *place, struct lc_error *err) LC_MUST_CHECK;

/* "start, end: dates are written as 29/02/2024 and were read so" of columns that are
 * not in the schema's form; nothing if all are. */
void lc_forms_tell(const struct lc_forms *forms, const struct lc_schema *schema,
                   struct lc_text *text);

/* "Excel day numbers: end (3 rows); write them as 29/02/2024"; nothing if there are
 * none. */
void lc_forms_tell_serials(const struct lc_forms *forms, const struct lc_schema *schema,
                           const uint64_t *serials, struct lc_text *text);
