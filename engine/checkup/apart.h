/* Where two sources that tell of the same children do not say the same.
 *
 * A side is what some schemas told, by itself: nothing of it was matched with another's
 * (import, `follows`). Two sides are held together record by record, by the agency's
 * number: who the child is, and every history that both feed.
 *
 *   born, sex, ethnicity, number   both say one, and not the same
 *   child                          a record with events that the other side covers, of
 *                                  whom the other side knows nothing
 *   only here                      an event that the other side covers and does not tell
 *   start                          of two such events the starts are 31 days apart or less
 *   end                            both tell the event, not its end: two days, or one
 *                                  that has passed and is open on a side that covers it
 *   code, ATTRIBUTE                both tell the event and say one, and not the same
 *   not in need                    in care on a day on which the other side, which tells
 *                                  of children in need, has no open episode
 *
 * That an event or a child is missing is said only of a side that tells all of the
 * history: one of whose extracts has a row for each, its start in a column that no row
 * lacks. A return of children in care tells of those who moved away then, by the end of
 * an episode, and of nobody else.
 *
 * Events are matched by their start, then those that are left by the nearest start
 * within 31 days. A day on which a side was not yet, or no longer, told is not
 * covered. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "import/schema.h"
#include "store/identity.h"
#include "store/store.h"

#define LC_NO_SOURCE UINT32_MAX

struct lc_side {
    const char *name; /* "ssda903" */
    const struct lc_store *store;
    const struct lc_identities *identities;
    /* Is the source one that this side is to speak by? NULL: all are. */
    bool (*speaks)(const void *context, const struct lc_source *source);
    const void *context;
    const lc_schemas *schemas; /* those of its sources */
};

/* Where something stands: a source of its side's store, and a line; LC_NO_SOURCE: it
 * does not, but the side would have had it. */
struct lc_whereabouts {
    uint32_t source;
    uint64_t line;
};

struct lc_apart {
    const char *what;    /* a word of the list above */
    const char *history; /* "" of who the child is */
    struct lc_whereabouts at[2];
    int32_t day[2]; /* the days that differ; LC_NO_DAY: none, or not to be shown */
};

/* Those of two sides, in order of place; *found is new. O((rows + identities) log). */
int lc_apart_find(const struct lc_side side[2], size_t *count, struct lc_apart **found,
                  struct lc_error *err) LC_MUST_CHECK;
