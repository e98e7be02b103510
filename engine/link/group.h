/* Records joined into children, under conditions: union-find (Tarjan, 1975, J. ACM
 * 22:215-225) whose groups also know what is said of their records. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Something said of a record of which a person has one: kind 0 is the birth date, the
 * others are numbers; value is a day or a digest. A system keeps one number a person;
 * what one says of another's numbers may be wrong. So numbers are held against those
 * that the same system says. */
struct lc_fact {
    uint32_t record;
    uint16_t kind, system; /* system: of a number */
    uint64_t value;
    const char *text; /* of a number, borrowed */
};
