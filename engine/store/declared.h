/* What is said of a break beforehand: until when a history, or one code of it, means
 * what it meant, and from when it means something else. A schema says it of what
 * changed everywhere, a study of what changed here; what a store shows by itself is in
 * breaks.h. */
#pragma once

#include "store/breaks.h"

struct lc_declared {
    char *history;
    char *attribute;     /* NULL: `code` is one of the history's codes */
    char *code;          /* NULL: all of the history */
    char *from, *to;     /* as written; to NULL: on the day `from` */
    char *what;          /* what changed; NULL: a study does not say */
    char *source;        /* where that stands; a schema's */
    char *accept;        /* why a model may learn across it; a study's, or NULL */
    int32_t first, last; /* resolved: it is on one of these days, both included */
};

/* Several, borrowed; free(row). */
struct lc_declarations {
    size_t count, room;
    const struct lc_declared **row;
};

int lc_declarations_add(struct lc_declarations *to, const struct lc_declared *one,
                        struct lc_error *err) LC_MUST_CHECK;
/* The first that is what was found, or NULL. */
const struct lc_declared *lc_declarations_find(const struct lc_declarations *all,
                                               const struct lc_break *found);

/* Fills first and last. Nothing is recorded: *key is the one at fault. LC_FORMAT: no
 * day; LC_RANGE: the last day is before the first. */
int lc_declared_days(struct lc_declared *declared, const char **key) LC_MUST_CHECK;

/* Is what was found the break that was declared? Of the history, of the code or of a
 * declaration of all codes, and not three months or more away: so long a break may take
 * to be seen. */
bool lc_declared_is(const struct lc_declared *declared, const struct lc_break *found);
/* The same of two declarations: does the one, of a day, speak of the other? */
bool lc_declared_speaks_of(const struct lc_declared *one,
                           const struct lc_declared *other);

/* "factor 24A: on 2021-04-01, came into use (CIN census 2021 to 2022)"; the second
 * without what broke. */
void lc_declared_say(struct lc_text *text, const struct lc_declared *declared);
void lc_declared_say_when(struct lc_text *text, const struct lc_declared *declared);
/* What was found (lc_break_say), and that it is declared, if one of these is it. */
void lc_declared_say_found(struct lc_text *text, const struct lc_break *found,
                           const struct lc_declarations *all, bool exact);
