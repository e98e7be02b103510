/* What one extract says, for the rows of another: a care episode's legal status, the
 * first day in care, the end of the assessment that a factor hangs on. Part of the
 * import.
 *
 * What is taken from another row is, as of a day, what that row said then. With a(k)
 * what a look-up gives to one who asks on day k, with the versions that are known then,
 * the answer is not a(today) but the steps of a: a value that was another, or was
 * nothing, until a receipt corrected it is that until the receipt, and nobody can tell
 * before that it will be corrected. */
#pragma once

#include "import/batch_inside.h"
#include "import/ledger_inside.h"

struct lc_lookup {
    size_t count;
    uint32_t *row; /* events of the history by record, start, end and code */
    const struct lc_history *history;
};

/* The answer from a day on, until that of the step before. */
struct lc_step {
    int32_t from;   /* LC_NO_DAY: ever since */
    bool assumed;   /* that it became so on that day */
    uint32_t event; /* of the history; LC_NOWHERE: there is none */
};

/* Today's answer first. Zero-initialised, and used again from answer to answer. */
struct lc_steps {
    size_t count, room, row_room;
    struct lc_step *step;
    uint32_t *row;
};

void lc_steps_free(struct lc_steps *steps);

/* Over all versions of the history's events. O(n log n). */
int lc_lookup_init(struct lc_lookup *lookup, const struct lc_history *history,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_lookup_free(struct lc_lookup *lookup);

/* All: at least one step; O(log n + v c) for v versions of the record, or of the key,
 * and c changes of the answer. */

/* The latest event that the record is in on the day; steps of its code. */
int lc_lookup_code(struct lc_steps *steps, const struct lc_lookup *lookup,
                   uint32_t record, int32_t day, struct lc_error *err) LC_MUST_CHECK;
/* The record's first event in the history; steps of its start. */
int lc_lookup_first(struct lc_steps *steps, const struct lc_lookup *lookup,
                    uint32_t record, struct lc_error *err) LC_MUST_CHECK;
/* The event of a key; steps of its end and record. */
int lc_lookup_joined(struct lc_steps *steps, const struct lc_ledger *ledger,
                     uint32_t history, uint64_t key,
                     struct lc_error *err) LC_MUST_CHECK;

/* Since when record and end of an event that is still said are as they are. O(versions
 * of its key). */
struct lc_since lc_lookup_end_since(const struct lc_ledger *ledger, uint32_t history,
                                    uint32_t event);
