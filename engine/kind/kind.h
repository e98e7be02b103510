/* Kinds of predictor: all that the product knows of a kind is one struct, in one file
 * (kind_*.c), and one row of one table (table.h). Nothing else tells kinds apart.
 *
 * A kind of LC_OF_HISTORY is made of one child's events of one history, those that had
 * started and were known at 00:00 of day t and that the predictor wants. It says its
 * value four times: for all of a child's rows in one pass (rows), for a block of
 * children on one day (day), as the events behind it (counts, choose), and as its
 * definition reads, slowly (slow), by which the tests judge the other three.
 *
 * A kind of LC_OF_FAMILY is made of the events of the other children of its family.
 *
 * A kind knows nothing of studies: what one asks of it is a struct lc_look. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"
#include "store/kin.h"

/* In each of these 0 is nothing that a row can say. */
enum lc_kind_source {
    LC_OF_DAY = 1, /* the landmark alone */
    LC_OF_PERSON,  /* what was known of the child's birth and sex */
    LC_OF_HISTORY, /* the events of the history that the predictor names */
    LC_OF_FAMILY   /* those of the other children of the child's family */
};

enum lc_kind_window { LC_WINDOW_NEVER = 1, LC_WINDOW_MAY, LC_WINDOW_MUST };

/* Which histories a kind of LC_OF_HISTORY reads besides the one that the predictor
 * names. */
enum lc_kind_others {
    LC_OTHERS_NONE,
    LC_OTHER_NAMED,    /* the one that the predictor's `other` names */
    LC_OTHERS_KNOWN_TO /* none if it names one; else all that the cohort is known to */
};

/* What a column holds. Of whole numbers a design's column is as narrow as `most`
 * allows, one day's is an LC_I32, or an LC_F64 if they may pass 2^31. */
enum lc_kind_column {
    LC_COLUMN_WHOLE = 1, /* whole numbers, 0 and above */
    LC_COLUMN_LONG,      /* the same, beyond 2^31: sums over events */
    LC_COLUMN_SIGNED,    /* whole numbers of either sign */
    LC_COLUMN_REAL,      /* LC_F32 */
    LC_COLUMN_LEVEL      /* LC_CATEGORY: 1 .. of `levels` */
};

enum { LC_KIND_LEVELS = 8 }; /* of a category, at most */

struct lc_look_filter {
    const uint16_t *value; /* the history's attribute; NULL: the store has none */
    uint8_t *wanted;       /* [codes + 1] */
};

/* What a predictor looks at in a store. */
struct lc_look {
    const struct lc_kind *kind;
    const struct lc_history *history; /* NULL: the store has none */
    size_t others;
    const struct lc_history **other; /* [others] each may be NULL too */
    const struct lc_kin_ties *ties;  /* of LC_OF_FAMILY; NULL: it knows no families */
    /* Of the events of `history` alone: */
    int level_from;  /* only events of at least this level; 0: all */
    uint8_t *wanted; /* [codes + 1] or NULL: all codes */
    size_t filters;
    struct lc_look_filter *filter;
    int32_t *low;              /* [landmarks] the windows' starts; NULL: no window */
    struct lc_calendar by_low; /* of low */
    uint16_t level[LC_KIND_LEVELS]; /* the history's codes of the kind's levels */
};

/* Does the predictor want event i of its history at all (codes, level, attributes)? */
static inline bool lc_look_wants(const struct lc_look *look, uint64_t i)
{
    const struct lc_history *h = look->history;
    if (look->wanted && !look->wanted[h->code[i]])
        return false;
    if (look->level_from && h->level[i] < look->level_from)
        return false;
    for (size_t f = 0; f < look->filters; f++)
        if (!look->filter[f].value || !look->filter[f].wanted[look->filter[f].value[i]])
            return false;
    return true;
}

/* An event as it was known at the day asked. */
struct lc_evidence {
    int32_t start;
    int32_t end;      /* LC_OPEN: no end was known */
    uint64_t row;     /* of its history */
    const char *code; /* its code's name, "" if none; the store's */
    int16_t level;    /* or LC_NO_LEVEL */
    uint32_t child;   /* whose it is: the child's, or another's of its family */
    unsigned of;      /* 0: the predictor's history; k: its other number k - 1 */
    int32_t known; /* of a kind by_key: the first day on which any version of the event
                      was known and had started */
};

/* Events of a block of children on day t: known and started, but not yet judged by the
 * look. A child's stand together, ascending by start; of LC_OF_FAMILY, those of each
 * other child of a child's family. A kind of several histories has a call for each of
 * them, in order. */
struct lc_kind_day {
    const struct lc_look *look;
    const struct lc_history *history; /* whose events they are */
    unsigned of;                      /* as in lc_evidence */
    int32_t t, low; /* low: the window's start, INT32_MIN if there is none */
    bool plain;     /* every event of theirs is wanted */
    size_t seen;
    const uint64_t *event; /* [seen] rows of the history */
    const uint32_t *at;    /* [seen] whose value each adds to */
    int64_t *value;        /* what `none` says, at first */
};

struct lc_scratch;
struct lc_child_rows;
struct lc_text;

struct lc_kind {
    const char *name; /* in a study: "kind: count" */
    enum lc_kind_source source;
    enum lc_kind_window window;
    enum lc_kind_column column;
    enum lc_kind_others others;
    bool by_key;         /* it looks at all versions of an event: lc_history.key */
    int32_t before;      /* so many days before the window are read, and covered, too */
    const char *unit;    /* of its values; "" for a bare number */
    const char *meaning; /* a line of plain English, for documents */

    /* LC_OF_DAY and LC_OF_PERSON. levels: of an LC_COLUMN_LEVEL, as the store spells
     * them, then NULL. value: on day t; row: of the history "person", below 0 where
     * nothing is known (and for LC_OF_DAY); NaN: not observed. */
    const char *const *levels;
    double (*value)(const struct lc_look *look, int64_t row, int32_t t);

    /* LC_OF_HISTORY, LC_OF_FAMILY: "the child's events" are then those of the others
     * of its family */
    const char *always; /* what a reason says for the window of a predictor without */
    /* Of whole numbers: none is further from 0 at these landmarks. O(rows of the
     * history + landmarks). */
    int64_t (*most)(const struct lc_look *look, size_t landmarks, const int32_t *t);
    /* Of others: the column's value, for the whole number that none, rows and day make
     * of the events; of an LC_COLUMN_LEVEL 1 .. of `levels`. */
    double (*real)(int64_t value, int32_t t, int32_t low);
    /* The value of a child without any event on day t. */
    int64_t (*none)(int32_t t, int32_t low);
    /* scratch->out[m] = a child's values at all of its rows (rows.h), if it has any
     * event in any of the histories. */
    int (*rows)(struct lc_scratch *scratch, const struct lc_look *look,
                const struct lc_child_rows *child, struct lc_error *err);
    /* Adds the events seen to the values. */
    void (*day)(const struct lc_kind_day *day);
    /* Is event i of the predictor's history, seen and wanted, behind the value on day
     * t? (Of its others all are that were seen.) */
    bool (*counts)(const struct lc_look *look, uint64_t i, int32_t t, int32_t low);
    /* Of the n events that count, ascending by start and a history after the other,
     * those that make the value what it is move to the front; returns how many. */
    size_t (*choose)(size_t n, struct lc_evidence *event);
    /* NULL, or what a reason adds of the n > 0 events chosen, after it has named them:
     * ", 3 of them in ..."; nothing if they show nothing more. */
    void (*say)(struct lc_text *text, size_t n, const struct lc_evidence *event,
                int32_t t, int32_t low);

    /* The value as its definition reads, of all that was seen and is wanted: of the
     * child's n events, or of its one person row (n = 0: nothing is known). It shares
     * no code with the others. NaN: not observed. */
    double (*slow)(size_t n, const struct lc_evidence *event, int32_t t, int32_t low);
};

/* Is it made of the events of a history? */
static inline bool lc_kind_reads(const struct lc_kind *kind)
{
    return kind->source == LC_OF_HISTORY || kind->source == LC_OF_FAMILY;
}

extern const struct lc_kind *const lc_kinds[]; /* then NULL */

const struct lc_kind *lc_kind_find(const char *name); /* or NULL */

/* The first field that the row lacks, or says and may not; NULL: it is whole. */
const char *lc_kind_hole(const struct lc_kind *kind);

/* "age, sex, count": all names, in the table's order. */
void lc_kind_names(struct lc_text *text);
