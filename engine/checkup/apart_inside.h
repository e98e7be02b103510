/* Inside of apart.h: what its files share. */
#pragma once

#include <string.h>

#include "checkup/apart.h"

/* A child as both sides know it: its record on each, or LC_NO_MATE. */
enum { LC_NO_MATE = -1 };
struct lc_pair {
    int64_t record[2];
};

/* Both sides, record by record. */
struct lc_pairs_of {
    const struct lc_side *side; /* [2] */
    size_t count;
    struct lc_pair *pair; /* [count] in order of system and pseudonym */
    uint32_t *of[2];      /* [records of the side] the record's pair */
};

struct lc_aparts {
    size_t count, room;
    struct lc_apart *row;
};

int lc_aparts_add(struct lc_aparts *to, const struct lc_apart *one,
                  struct lc_error *err) LC_MUST_CHECK;

/* Who the children are. */
int lc_apart_people(struct lc_aparts *to, const struct lc_pairs_of *pairs,
                    struct lc_error *err) LC_MUST_CHECK;
/* One history that both feed; `absent` where the other side knows nothing of a child.
 */
int lc_apart_events(struct lc_aparts *to, const struct lc_pairs_of *pairs,
                    const char *history, struct lc_error *err) LC_MUST_CHECK;
/* Entries into care on one side on days without an open need on the other. */
int lc_apart_needs(struct lc_aparts *to, const struct lc_pairs_of *pairs,
                   struct lc_error *err) LC_MUST_CHECK;

/* Two words that are not the same; one that says nothing contradicts nothing. */
static inline bool lc_apart_both_say(const char *x, const char *y)
{
    return *x && *y && strcmp(x, y) != 0;
}

/* A side's events of a history, said today, in order of pair and start. */
struct lc_told_event {
    uint32_t pair;
    int32_t start, end;
    uint64_t row;
    int64_t match; /* the other side's event, or -1 */
};
struct lc_told_events {
    const struct lc_store *store;
    const struct lc_history *history;
    size_t count;
    struct lc_told_event *event; /* [count] */
    bool whole;                  /* does the side tell all of it? */
    size_t spans;
    int32_t (*span)[2]; /* what the side covers of it */
};

int lc_told_events_make(struct lc_told_events *told, const struct lc_pairs_of *pairs,
                        int side, const char *history,
                        struct lc_error *err) LC_MUST_CHECK;
void lc_told_events_free(struct lc_told_events *told);
/* Does the side cover the day? */
bool lc_told_covers(const struct lc_told_events *told, int32_t day);
struct lc_whereabouts lc_told_place(const struct lc_told_events *told, size_t event);
