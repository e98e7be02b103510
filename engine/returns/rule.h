/* The rules that the DfE checks an SSDA903 return by, one row each. Adding one is
 * adding a row to the table of its subject (rules_*.c); table.c lists those.
 *
 * What a row breaks is said in the words of condition.h or, where these do not reach,
 * by a function. A rule that needs a list which is not there (of postcodes, of what
 * Ofsted has registered) has neither: it is not judged, and its row says why. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct lc_hearing;

struct lc_check {
    const char *number; /* as analysts know it */
    int from, to;       /* the collection years (ending) in which it holds; 0: open */
    const char *tables; /* "OC2 OC3": whose rows it judges; after a + those whose rows
                           are found with them; "last DoLo": of the year before */
    const char *broken; /* by a row of which this is true, or NULL */
    void (*judge)(struct lc_hearing *judge); /* of one child's rows, or NULL */
    const char *needs;   /* tables without which it is not judged, beside those named
                            in `tables` and `broken`; or why it never is */
    const char *meaning; /* what is wrong, in one line */
    const char *cure;    /* what is usually done about it */
};

/* The collection year of the oldest rules here, which judge earlier returns too. */
enum { LC_OLDEST_RULES = 2025 };

/* Every row, in order of subject. */
size_t lc_rules_count(void);
const struct lc_check *lc_rules_at(size_t which);

/* Does it hold in the collection year? */
bool lc_rule_holds(const struct lc_check *rule, int year);
bool lc_rule_is_judged(const struct lc_check *rule);
/* The rule of that number which holds in the year, or in any (0); or NULL. */
const struct lc_check *lc_rule_find(const char *number, int year);
