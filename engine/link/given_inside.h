/* First names word by word. Brothers often share one of two ("Ho Yu" and "Ho Xuan",
 * "Mohammed Ali" and "Mohammed Bilal"), and as one text such names are alike. Part of
 * linkage. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"

struct lc_given {
    uint32_t *first; /* [records + 1] text[first[r]] .. are record r's */
    size_t records, names, room, rooms;
    const char **text; /* its words in normal form, each with its end, and an empty one;
                        * NULL: of one word */
    lc_arena *arena;
};

/* The next record, numbered from 0, is called by each of these, as written. Begins with
 * { 0 }; free with lc_given_free(), on failure too. LC_NOMEM. */
int lc_given_add(struct lc_given *given, size_t count, const char *const *forename,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_given_free(struct lc_given *given);

/* Is no first name of the one a first name of the other: has of each two names, all of
 * several words, each a word that none of the other's is near? Words are near that are
 * within a slip for each three letters, sound alike, or of which one begins or ends
 * with the other. False where one of the two has none, or one of a single word. */
bool lc_given_are_two(const struct lc_given *given, uint32_t a, uint32_t b);
