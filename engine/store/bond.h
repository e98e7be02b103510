/* What ties a store to its identity file: every seal (seal_inside.h) says which
 * identity file was written with that generation, by the digest of its bytes. So
 * another store's file beside it, an older or newer one, or none at all, is found by
 * whoever reads it. */
#pragma once

#include "base/hash.h"

struct lc_bond {
    enum {
        LC_BOND_NONE,   /* it was written without an identity file */
        LC_BOND_UNSAID, /* by a program that did not say: seals of format 1 */
        LC_BOND_FILE    /* with the one of this digest */
    } kind;
    unsigned char digest[LC_DIGEST]; /* plain BLAKE2b of the file's bytes */
};
