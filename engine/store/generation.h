/* What a generation of a store says of itself, by its seal (manifest_inside.h): its
 * number, the program that wrote it, and the identity file that was written with it, by
 * the digest of its bytes. So another store's file beside it, an older or newer one, or
 * none at all, is found by whoever reads it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"

struct lc_bond {
    enum {
        LC_BOND_NONE, /* it was written without an identity file */
        LC_BOND_FILE  /* with the one of this digest */
    } kind;
    unsigned char digest[LC_DIGEST]; /* plain BLAKE2b of the file's bytes */
};

enum { LC_VERSION_ROOM = 32 };
#define LC_LAST_GENERATION ((int64_t)1 << 52) /* that a manifest can say */

struct lc_generation {
    uint64_t number;               /* from 1; 0: none was written yet */
    char version[LC_VERSION_ROOM]; /* of the program, "" if it did not say */
    struct lc_bond bond;
    bool encrypted; /* is its file (cipher_inside.h)? */
};
