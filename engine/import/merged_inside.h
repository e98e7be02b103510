/* Numbers of people that were merged into others. Part of the import.
 *
 * From the day on which an extract says so, rows of the old number are read as of the
 * new one, and what stands of the old record's events is said of the new record: a
 * version of the old record ends to be known on that day, and one of the new record is
 * known from it. What is said once a person (a schema whose key is the person: birth,
 * sex) stays with the record that it was said of. The old number is kept beside the new
 * as another of the same person, so linkage joins the two records where nothing speaks
 * against it.
 *
 * Rows that are known by their person have another key under the new number. A row of
 * the new number that says the same start as an event that was moved is about that
 * event, and gives it its key. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

/* A row's own words. */
struct lc_merged_said {
    struct lc_slice system, old, number;
    uint32_t line;
};

/* What a row says: the number of `record` was merged into that of `into`. *reason, NULL
 * before, is set where that cannot be. Appends to the batch. */
int lc_merged_row(struct lc_batch *batch, const struct lc_import_run *run,
                  const struct lc_merged_said *said, uint32_t record, uint32_t into,
                  const char **reason, struct lc_error *err) LC_MUST_CHECK;
/* The merges of a batch, with its source known, into the store. O(rows x merges). */
int lc_merged_take(struct lc_batch *batch, struct lc_import_run *run,
                   struct lc_error *err) LC_MUST_CHECK;
/* LC_REFUSED for merges that come after other extracts of their day, or a later one. */
int lc_merged_check(const struct lc_batch *batch, const struct lc_import_run *run,
                    struct lc_error *err) LC_MUST_CHECK;

/* Whose rows of this number are on the run's day. O(1). */
uint32_t lc_merged_record(const struct lc_import_run *run,
                          const struct lc_schema *schema, uint32_t record);
/* Finds that out anew: at the start, and after merges were taken. O(merges^2). */
int lc_merged_follow(struct lc_import_run *run, struct lc_error *err) LC_MUST_CHECK;
void lc_merged_end(struct lc_import_run *run);

/* Moves what still stands on a record from the day on which its number was merged.
 * O(merges^2 + events, and merges for each of a merged record). */
int lc_merged_move(struct lc_import_run *run, struct lc_error *err) LC_MUST_CHECK;
/* Gives events that were moved the keys of the batch's rows. O(events of the schema's
 * histories + rows). */
int lc_merged_adopt(const struct lc_batch *batch, struct lc_import_run *run,
                    struct lc_error *err) LC_MUST_CHECK;

/* Does its key say the person, and nothing else? */
bool lc_merged_is_personal(const struct lc_schema *schema);
