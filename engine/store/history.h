/* A history in memory: all events of one kind, a column an array.
 *
 * An event has two clocks (base/day.h): happened [start, end) and known
 * [known_from, known_to). Nothing is overwritten: a corrected row closes the old
 * version (known_to) and adds a new one with the same key. Where neither a recorded day
 * nor the day of a receipt says from when it was known, known_from is worked out of
 * when it happened and a delay, and the row is `assumed`.
 *
 * Invariant after lc_history_sort(): rows ascend by (child, start, known_from), and
 * offset[c] .. offset[c + 1] are child c's rows. Of rows equal so far, those with a
 * code come first; then they ascend by known_to, end, record, what they say (codes by
 * name, attributes in order of theirs), assumed, file and line. The digests, which are
 * keyed, have no say. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/codes.h"
#include "base/day.h"
#include "base/error.h"

#define LC_NO_LEVEL INT16_MIN

/* A further coded field of an event: a care episode's placement, a person's sex. */
struct lc_attribute {
    char *name;
    struct lc_codes codes;
    uint16_t *value; /* [n], 0 not stated */
};

struct lc_history {
    char *name; /* "care", "missing", ... */
    size_t n, room;
    uint32_t *child;     /* a child number */
    int32_t *start;      /* happened from; never LC_NO_DAY */
    int32_t *end;        /* happened until, LC_OPEN if it has not ended */
    int32_t *known_from; /* first said */
    int32_t *known_to;   /* last said, LC_OPEN while it is */
    uint16_t *code;      /* into codes */
    int16_t *level;      /* an ordinal (seriousness, CSE level), or LC_NO_LEVEL */
    uint32_t *record;    /* which agency record it hangs on (store.h) */
    uint32_t *file;      /* which source file (store.h) */
    uint32_t *line;      /* of that file; 1 is the header */
    uint64_t *key;       /* keyed digest of the row's identity in its extract */
    uint64_t *content;   /* keyed digest of all that the row says */
    uint8_t *assumed;    /* 1: nobody wrote down when it was known; 0: somebody did */
    struct lc_codes codes;
    size_t attributes;
    struct lc_attribute *attribute;
    size_t children;  /* offset has children + 1 entries; NULL until sorted */
    uint32_t *offset; /* a history holds fewer than 2^32 rows */
};

/* One event on its way in; attribute holds `attributes` numbers or is NULL. */
struct lc_event {
    uint32_t child;
    int32_t start, end, known_from, known_to;
    uint16_t code;
    int16_t level;
    uint32_t record, file, line;
    uint64_t key, content;
    uint8_t assumed;
    const uint16_t *attribute;
};

/* LC_RANGE: there are as many as a history can hold. */
int lc_history_append(struct lc_history *history, const struct lc_event *event,
                      struct lc_error *err) LC_MUST_CHECK;
/* What row i says, but for its attributes; and nothing of when that is known, which the
 * caller sets. */
struct lc_event lc_history_event(const struct lc_history *history, size_t i);
/* A further version of the event at row i: appends it with the attributes of that. */
int lc_history_append_version(struct lc_history *history, size_t i,
                              const struct lc_event *event,
                              struct lc_error *err) LC_MUST_CHECK;
/* The attribute called name, added (all 0) if there is none; its index in *which. */
int lc_history_attribute(struct lc_history *history, const char *name, size_t *which,
                         struct lc_error *err) LC_MUST_CHECK;
/* The attribute called name, or NULL (of no history, too). */
const struct lc_attribute *lc_history_find(const struct lc_history *history,
                                           const char *name);
/* What row i says of it; "" if nothing, or if there is no such attribute. */
const char *lc_history_says(const struct lc_history *history, uint64_t i,
                            const char *name);
/* Is it a history of what agencies saw happen? Those of births, families and addresses
 * are as old as people are. */
bool lc_history_is_of_events(const char *name);
/* Sorts and builds the offsets for `children` children. O(n log n). */
int lc_history_sort(struct lc_history *history, size_t children,
                    struct lc_error *err) LC_MUST_CHECK;
/* Is it a code that says something? 0 is "not stated", and so is a person's sex "U". */
bool lc_code_is_said(const struct lc_history *history, uint16_t code);
/* The offsets of an already sorted history whose children are all below `children`.
 * Replaces *history's own; O(n + children). LC_RANGE: more rows than UINT32_MAX. */
int lc_history_index(struct lc_history *history, size_t children,
                     struct lc_error *err) LC_MUST_CHECK;

struct lc_field {
    const char *name;
    size_t offset; /* of the array's pointer in struct lc_history */
    size_t size;   /* bytes a value */
    int kind;
    const char *unit, *meaning; /* as written in the file; unit may be "" */
};

/* In the order of struct lc_history; the child is the first row. */
enum { LC_FIELDS = 13 };
extern const struct lc_field lc_fields[LC_FIELDS];

void lc_field_set_array(struct lc_history *history, const struct lc_field *field,
                        void *array);
