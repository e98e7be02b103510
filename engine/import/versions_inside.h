/* An event as it became known, piece by piece. Part of the import.
 *
 * A row says a whole life: its start, its end, and things that were learnt between and
 * after. Each is known from a day of its own, so the row is as many versions as there
 * are such days, each with what was known by then and no more:
 *
 *     known of    the event       the end and what is          what is known by a day
 *                                 known with it                column of its own
 *     recorded    that day        the end                      that day
 *     first load  start + delay   end + delay                  day + delay
 *     else        received        received                     received
 *
 * each never before the event itself, and an item's own delay (schema.h) in place of
 * the feed's. What is said without its day is known from the day the extract was
 * received. An end that a follower has told (end_since) is known since then. What other
 * rows say of the event is taken as it is: when it was otherwise, merge_key.c asks. */
#pragma once

#include "import/batch_inside.h"
#include "store/eras.h"

/* Does the event say this item at all? */
bool lc_event_says(const struct lc_batch_event *event, unsigned item);
/* Sets the content of n events: a keyed digest of what each says. Days of their own, by
 * which items are learnt, count with the items. feed: the schema's. */
void lc_event_contents(size_t n, struct lc_batch_event *const *event,
                       const struct lc_feed *feed, const struct lc_eras *eras);

/* The content that the feed's row of the event at row i would have, were it of these
 * days. */
uint64_t lc_event_content_as(const struct lc_history *history, size_t i,
                             const struct lc_feed *feed, int32_t start, int32_t end,
                             const struct lc_eras *eras);

/* How a row came to be known. */
struct lc_learning {
    int32_t from;     /* the event itself is known from */
    bool assumed;     /* ... which is worked out of a day and a delay */
    int32_t recorded; /* the row's recorded day, or LC_NO_DAY */
    int32_t received; /* the day the extract was made */
    bool first;       /* a first load: known from when it happened, and the delay */
    int delay;        /* of the feed */
};

struct lc_version {
    int32_t known_from;
    bool assumed;    /* known_from is worked out of a day and a delay (history.h) */
    int32_t end;     /* LC_OPEN: not known by then */
    unsigned silent; /* a bit for each item that the event says, not known by then */
};

static inline bool lc_version_says(const struct lc_version *version, unsigned item)
{
    return !(version->silent >> item & 1);
}

enum { LC_MOST_VERSIONS = LC_FEED_ITEMS + 2 }; /* of an event: start, end and items */

/* The versions of an event by `known_from`, strictly ascending; the last is the whole
 * event. Fills at most LC_MOST_VERSIONS and returns how many; at least 1. */
size_t lc_versions(struct lc_version *version, const struct lc_batch_event *event,
                   const struct lc_feed *feed, const struct lc_learning *learning);
