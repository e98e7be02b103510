/* The payload's rows, and what a child's are kept in while they are made. Part of
 * csc_api.c. */
#pragma once

#include "base/json.h"
#include "outward/outward_inside.h"

enum lc_csc_said { LC_CSC_START, LC_CSC_END, LC_CSC_ATTRIBUTE, LC_CSC_LEVEL };

struct lc_csc_place {
    const char *name;
    enum lc_csc_said what;
    const char *attribute;
};

/* A list of the payload, an object an event of the history. */
struct lc_csc_list {
    const char *name, *history;
    const char *id; /* the member that numbers a row, or NULL */
    struct lc_csc_place place[6];
};

/* A row that was made: an episode, an assessment, an enquiry. Borrowed of the tree. */
struct lc_csc_made {
    int32_t start, end;
    bool taken; /* an enquiry: it has its conference */
    json_t *object;
};

struct lc_csc_making {
    size_t n, room;
    struct lc_csc_made *made;
};

struct lc_csc_writing {
    const struct lc_outward *from;
    struct lc_outward_tally *tally;
    uint32_t child;
    json_t *episodes; /* the child's; borrowed of it */
    struct lc_csc_making episode, assessment, enquiry;
    bool failed; /* memory */
};

json_t *lc_csc_code(const struct lc_codes *codes, uint16_t code); /* 0: null */
json_t *lc_csc_attribute(const struct lc_history *h, uint64_t i, const char *name);

/* object[name] = value, taken over; a failure is kept. */
void lc_csc_put(struct lc_csc_writing *w, json_t *object, const char *name,
                json_t *value);
void lc_csc_keep(struct lc_csc_writing *w, struct lc_csc_making *m,
                 const struct lc_csc_made *one);
/* Where row i came from, as `timeline` and `describe` number files. */
void lc_csc_put_source(struct lc_csc_writing *w, json_t *object,
                       const struct lc_history *h, uint64_t i);
/* The number of row i: the keyed digest of its identity. */
void lc_csc_put_number(struct lc_csc_writing *w, json_t *object, const char *name,
                       const struct lc_history *h, uint64_t i);
/* The list of the object, made if it has none; borrowed. */
json_t *lc_csc_list_of(struct lc_csc_writing *w, json_t *object, const char *name);
/* A row of the list for row i of its history, added to the array; borrowed. */
json_t *lc_csc_add_row(struct lc_csc_writing *w, json_t *array,
                       const struct lc_csc_list *list, const struct lc_history *h,
                       uint64_t i);

/* Fills w->episodes and w->episode with the child's: a referral, a spell in need, or
 * both. */
void lc_csc_add_episodes(struct lc_csc_writing *w);
/* The episode that an event of the day belongs to, made if the child has none;
 * borrowed. */
json_t *lc_csc_episode_of(struct lc_csc_writing *w, int32_t day);
