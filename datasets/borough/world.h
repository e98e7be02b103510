/* The borough as a whole: its size, its calendar, and who lives in it.
 *
 * Everything random comes from streams of the seed (base/random.h): one a child, one a
 * family, one a child and agency for the agency's mistakes. So the same seed gives the
 * same bytes whatever the threads, and mistakes never disturb what happened. */
#ifndef LC_BOROUGH_WORLD_H
#define LC_BOROUGH_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

/* Kinds of mistakes, that may be switched on by themselves. */
/* clang-format off */
#define LC_MISTAKES(X) \
    X(LC_MISTAKE_WHO,     "who",     "names, birth dates, postcodes and sexes wrong or not stated") \
    X(LC_MISTAKE_LINKS,   "links",   "other agencies' numbers not linked by social care") \
    X(LC_MISTAKE_DOUBLES, "doubles", "persons under two numbers in one agency") \
    X(LC_MISTAKE_DELAYS,  "delays",  "rows entered days or months late") \
    X(LC_MISTAKE_REPEATS, "repeats", "rows there twice in their file") \
    X(LC_MISTAKE_CODES,   "codes",   "codes that are none, some mended later") \
    X(LC_MISTAKE_STARTS,  "starts",  "starts too early by days, corrected later")
/* clang-format on */

enum lc_mistake {
#define X(constant, name, meaning) constant,
    LC_MISTAKES(X)
#undef X
        LC_MISTAKE_COUNT
};

#endif
