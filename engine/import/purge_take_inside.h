/* What one row that takes back takes: events, and who it was. Part of the import
 * (purge_inside.h). */
#pragma once

#include "import/purge_inside.h"

/* The line of a file that an event came from. */
struct lc_gone_line {
    uint32_t file, line;
};

struct lc_purging {
    struct lc_import_run *run;
    const struct lc_schema *schema;
    const struct lc_schema **of; /* [sources] */
    size_t lines, line_room;
    struct lc_gone_line *line; /* of what the row in hand takes back */
    size_t unknown; /* events that may be of it, and nobody can tell: they stay */
    struct lc_error *err;
};

/* Is what a row of the schema takes back all that it has of a person? */
bool lc_purge_is_whole(const struct lc_schema *schema);
/* Of a schema that takes back persons: does it take all that the other says of one? */
bool lc_purge_takes_all(const struct lc_schema *schema, const struct lc_schema *other);

/* One event, on the day of receipt; it is among the lines if it stood. */
int lc_purge_take_back(struct lc_purging *purging, struct lc_history *history,
                       uint32_t event) LC_MUST_CHECK;
/* What begins with the record's first event elsewhere (`first_in`), once rows are
 * taken. O(events). */
int lc_purge_follow_first(struct lc_purging *purging, uint32_t record) LC_MUST_CHECK;
/* All of the record; forgets who it is, where nobody says it any more. O(events). */
int lc_purge_take_record(struct lc_purging *purging, uint32_t record) LC_MUST_CHECK;
/* The row's events, what hangs on them, what waits for them, and what lies in it.
 * O(events). */
int lc_purge_take_row(struct lc_purging *purging,
                      const struct lc_batch_purge *one) LC_MUST_CHECK;
/* Has the store an event of the row's key, though it be closed? Keys are indexed. */
bool lc_purge_is_said(const struct lc_purging *purging, uint64_t row_key);
/* How many rows of earlier files that was; orders the lines. */
size_t lc_purge_count_rows(struct lc_purging *purging);
