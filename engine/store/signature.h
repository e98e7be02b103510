/* The seal of a file that was made from a store, a model or a panel's list: PATH.seal
 * beside it, checked before a parser sees a byte.
 *
 * It is a signature (Ed25519: Bernstein et al. 2012, J. Cryptographic Engineering) of
 * the file's bytes by the store's key for models or for lists (secrets.h). So whoever
 * has no secret cannot make one, whoever has the file alone can check it, and whoever
 * has the store can tell its own from another's. The file's own bytes do not depend on
 * the key. It reads
 *
 *     latecare seal 1
 *     model|list SIGNER SIGNATURE        in hexadecimal; SIGNER is the public key */
#pragma once

#include <stdbool.h>

#include "base/error.h"
#include "base/slice.h"
#include "store/secrets.h"

enum lc_signed { LC_SIGNED_MODEL = LC_FOR_MODELS, LC_SIGNED_LIST = LC_FOR_LISTS };

enum { LC_SIGNER = 32, LC_SIGNATURE = 64 };

struct lc_signer {
    bool there; /* is there a seal at all? */
    unsigned char name[LC_SIGNER];
};

/* Writes the file at path, and its seal by the store's key. An old seal goes first: a
 * kill leaves a file without one, never with a wrong one. */
int lc_signed_write(enum lc_signed what, const char *path, bool force,
                    struct lc_slice bytes, const char *store_path,
                    struct lc_error *err) LC_MUST_CHECK;

/* Who sealed these bytes of the file at path. LC_DAMAGED: a seal is there and is not
 * theirs; LC_REFUSED: of a newer format. */
int lc_signed_check(struct lc_signer *signer, enum lc_signed what, const char *path,
                    struct lc_slice bytes, struct lc_error *err) LC_MUST_CHECK;

/* Is the signer this store? */
int lc_signer_is(bool *is, const struct lc_signer *signer, enum lc_signed what,
                 const char *store_path, struct lc_error *err) LC_MUST_CHECK;
