/* A header of two rows, as merged cells give one: "Child" above "Unique ID", or "Plan"
 * above "Start date" and "End date". Part of the import.
 *
 * A name is what stands in both rows, if some schema has a column of that name; the
 * upper holds for the cells behind it too, up to its next. Else it is the lower, or the
 * upper where that is blank. */
#pragma once

#include "base/memory.h"
#include "import/schema.h"
#include "table/csv.h"

/* Zero-initialised, there is none above. */
struct lc_two_rows {
    lc_arena *arena;
    size_t count;
    struct lc_slice *upper; /* [count] */
    struct lc_slice *name;  /* of both */
};

/* The row that was no header stands above the next; a copy. O(bytes). */
int lc_two_rows_keep(struct lc_two_rows *two, const struct lc_csv_row *row,
                     struct lc_error *err) LC_MUST_CHECK;
/* The names of the two rows, valid until the next is kept; *both of no field: there is
 * no row above. O(fields x columns of all schemas). */
int lc_two_rows_join(struct lc_two_rows *two, const lc_schemas *schemas,
                     const struct lc_csv_row *lower, struct lc_csv_row *both,
                     struct lc_error *err) LC_MUST_CHECK;
/* Of a header that was recognised: does the lower row alone not name its columns? */
bool lc_two_rows_are(const struct lc_schema *schema, const struct lc_csv_row *lower,
                     const int *place);
void lc_two_rows_free(struct lc_two_rows *two);
