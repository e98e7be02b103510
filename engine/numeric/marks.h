/* Marks on a line of places, with counts of all marks below one: tally.h for weights
 * that are all 1.
 *
 * A place is a bit. Words of 64 are counted by tables of 16 as in tally.h, so that a
 * million places lie in 200 KB, near the processor, where the tally's doubles take 17
 * MB: a question is one word and four counts, an addition one bit and four runs of a
 * table. (Jacobson, 1989, FOCS 30:549-554, has the idea for bits that do not change.)
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum { LC_MARKS_WIDTH = 16, LC_MARKS_LEVELS = 7 };

struct lc_marks {
    size_t places, words;
    int levels;
    size_t first[LC_MARKS_LEVELS]; /* where a level's tables begin in below */
    uint64_t *word;                /* [words] */
    uint32_t *below;               /* all levels' tables */
    size_t total;
};

/* Room for up to `places` places, below 2^32; no marks. */
int lc_marks_open(struct lc_marks *marks, size_t places,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_marks_close(struct lc_marks *marks);
/* No marks, and no more places than were opened. */
void lc_marks_clear(struct lc_marks *marks, size_t places);

/* on: put a mark where there is none; else take one away. */
void lc_marks_set(struct lc_marks *marks, size_t place, bool on);
/* How many marks are below `place`, which may be the number of places. */
size_t lc_marks_below(const struct lc_marks *marks, size_t place);

static inline bool lc_marks_has(const struct lc_marks *marks, size_t place)
{
    return marks->word[place >> 6] >> (place & 63) & 1;
}
