/* Which rows of an extract have the key of another. Part of the import. */
#pragma once

#include "import/rows_inside.h"

struct lc_same_key {
    size_t count;
    uint32_t *row; /* [count] ascending; free() it */
};

/* O(rows), and 8 bytes a row while it looks. LC_RANGE: more rows than 2^32 - 1. */
int lc_same_key_find(struct lc_same_key *same, const struct lc_batch_rows *rows,
                     struct lc_error *err) LC_MUST_CHECK;
