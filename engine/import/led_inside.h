/* What followers of a leader had said before the day of its extract. Part of the
 * import.
 *
 * A row of a leader without an end says that the event had not ended by the last day
 * that its extract covers, and no more: of a later end it is silent, and one that a
 * follower has told stays, known since the day it was. A leader that never says an end
 * is silent of all. */
#pragma once

#include "import/batch_inside.h"
#include "import/run_inside.h"

struct lc_import_led;

/* *led stays NULL if nothing follows the schema. O(events of the histories). */
int lc_import_led_new(struct lc_import_led **led, struct lc_import_run *run,
                      const struct lc_schema *schema,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_import_led_free(struct lc_import_led *led); /* NULL is allowed */
/* Had a follower said, until this day, the record's event that starts then? */
bool lc_import_led_said(const struct lc_import_led *led, uint32_t history,
                        uint32_t record, int32_t start);
/* Gives an event of the leader's row, if it is open, the end that is told of it;
 * whether there is one. O(versions of its key). */
bool lc_import_led_end(const struct lc_import_led *led, const struct lc_batch *batch,
                       uint32_t history, const struct lc_batch_row *row,
                       struct lc_batch_event *event);
