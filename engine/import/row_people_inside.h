/* Whose a row is that hangs on a row of another extract by that row's number, as the
 * exclusions of a school census hang on its pupils. The numbers are kept in the
 * identity file, with the day on which they were said: a supplier may count from 1 each
 * term, so the last that was said by the day of the extract is meant. Part of the
 * import. */
#pragma once

#include "base/memory.h"
#include "import/people_inside.h"
#include "import/schema.h"

struct lc_row_people {
    size_t count;
    const struct lc_identity **row; /* by number, then by the day it was said */
    int32_t received;
};

/* What stands in the identity file as the type of a row's number; with the day of the
 * extract, if its numbers are given anew in each (LC_NO_DAY: they are not). NULL: no
 * memory. */
const char *lc_row_people_type(lc_arena *arena, const char *schema, int32_t received);
/* Does the row say such a number? */
bool lc_row_people_has(const struct lc_identity *id);
/* The rows on which those of the schema hang, if they do; borrows people. O(n log n).
 */
int lc_row_people_begin(struct lc_row_people *rows, const struct lc_schema *schema,
                        const struct lc_people *people,
                        struct lc_error *err) LC_MUST_CHECK;
void lc_row_people_end(struct lc_row_people *rows);
/* NULL and the record of the number, or why there is none (constant). O(log n). */
const char *lc_row_people_find(const struct lc_row_people *rows, struct lc_slice number,
                               uint32_t *record);
