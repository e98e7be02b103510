/* A set of keyed digests that answers "it may be in it" or "it is not", in two to four
 * bytes a key. Part of the import. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct lc_said_keys {
    uint64_t mask;
    uint64_t *bit; /* [mask / 64 + 1] */
};

/* For so many keys: of others, at most one in sixteen may seem to be in it. */
int lc_said_keys_init(struct lc_said_keys *keys, size_t expected,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_said_keys_free(struct lc_said_keys *keys);

/* The bits of a digest are as good as any hash of it. */
static inline void lc_said_keys_add(struct lc_said_keys *keys, uint64_t key)
{
    keys->bit[(key & keys->mask) / 64] |= (uint64_t)1 << key % 64;
}

static inline bool lc_said_keys_may_have(const struct lc_said_keys *keys, uint64_t key)
{
    return keys->bit[(key & keys->mask) / 64] >> key % 64 & 1;
}
