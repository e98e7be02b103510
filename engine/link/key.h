/* Blocking: records that share a key, found by hashing, in time linear in the keys. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

enum { LC_KEY_BYTES = 16 };

struct lc_keyed {
    unsigned char key[LC_KEY_BYTES]; /* BLAKE2b of the text: no two texts share one */
    uint32_t record;
    uint32_t next; /* of the same key, + 1 */
};

struct lc_keys {
    size_t count, room;
    struct lc_keyed *item;
};
