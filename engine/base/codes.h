/* A code list: short names numbered from 1 in the order first met; 0 is "not stated".
 * Owned by the history, schema or frame that holds it. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

struct lc_codes {
    size_t count, room; /* names[0] .. names[count - 1] are codes 1 .. count */
    char **names;
};

uint16_t lc_codes_find(const struct lc_codes *codes,
                       struct lc_slice name); /* 0: none */
/* The number of `name`, added if new. At most 65,535 names. O(count). */
int lc_codes_add(struct lc_codes *codes, struct lc_slice name, uint16_t *number,
                 struct lc_error *err) LC_MUST_CHECK;
const char *lc_codes_name(const struct lc_codes *codes, uint16_t number); /* "" for 0 */
void lc_codes_free(struct lc_codes *codes);
