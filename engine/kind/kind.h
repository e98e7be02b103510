/* Kinds of predictor: a row a kind. What a kind reads and needs stands here; how it is
 * computed stands in engine/design/accumulate.c, in the same order. */
#ifndef LC_STUDY_KIND_H
#define LC_STUDY_KIND_H

#include <stdbool.h>
#include <stddef.h>

/* clang-format off */
/* constant, name in a study, reads a history, window (0 none, 1 optional, 2 required),
 * unit, meaning */
#define LC_KINDS(X) \
    X(LC_AGE,              "age",              false, 0, "years", "age on the landmark, from the middle of the birth month, in years of 365.25 days") \
    X(LC_SEX,              "sex",              false, 0, "",      "sex as recorded (M, F); anything else is not observed") \
    X(LC_CALENDAR,         "calendar",         false, 0, "years", "years of 365.25 days from 1 January 2020 to the landmark: the landmark term of a supermodel") \
    X(LC_COUNT_OF,         "count",            true,  1, "",      "how many started") \
    X(LC_EVER,             "ever",             true,  1, "",      "1 if any started, else 0") \
    X(LC_DAYS_SINCE_LAST,  "days_since_last",  true,  2, "days",  "days since the latest start; the window's length if none started in it") \
    X(LC_DAYS_SINCE_FIRST, "days_since_first", true,  1, "days",  "days since the earliest start; 0 if none started") \
    X(LC_HIGHEST_LEVEL,    "highest_level",    true,  1, "level", "the highest level among those that started; 0 if none did") \
    X(LC_OPEN_NOW,         "open_now",         true,  0, "",      "1 if one has started and had not ended the day before, else 0") \
    X(LC_TOTAL_DAYS,       "total_days",       true,  1, "days",  "days covered by spells, each spell counted for itself")
/* clang-format on */

enum lc_kind {
#define X(constant, name, history, window, unit, meaning) constant,
    LC_KINDS(X)
#undef X
        LC_KIND_COUNT
};

struct lc_kind_row {
    const char *name;
    bool reads_history;
    int window; /* 0 takes none, 1 may have one, 2 must have one */
    const char *unit, *meaning;
};

extern const struct lc_kind_row lc_kinds[LC_KIND_COUNT];

int lc_kind_find(const char *name); /* an lc_kind, or -1 */

#endif
