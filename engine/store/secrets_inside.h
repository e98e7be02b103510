/* Inside of secrets.h: the table, for its tests, and the key of the identity file. */
#pragma once

#include <stdint.h>

#include "store/secrets.h"

struct lc_secret_row {
    const char *name; /* of the purpose */
    uint64_t number;
    const char *ending, *what;
};
extern const struct lc_secret_row lc_secret_rows[LC_PURPOSES];

/* From the bytes of a key file. */
void lc_secret_derive(struct lc_key *key, enum lc_purpose purpose,
                      const unsigned char *bytes);

/* Of which files they are: the present one, or the one that waits to take its place
 * when a rotation is done (rotate.h). */
enum lc_key_age { LC_KEY_PRESENT, LC_KEY_WAITING };

/* Those of one key file of the store; make: a new one, if there is none. Errors as of
 * lc_key_read(). On failure they are all zero. Which of the two is the store's own asks
 * lc_store_secrets() (store.h). */
int lc_secrets_read(struct lc_secrets *secrets, const char *store_path,
                    enum lc_key_age age, bool make, struct lc_error *err) LC_MUST_CHECK;

/* Into key[LC_KEY], which is the caller's locked memory. */
int lc_identity_secret(unsigned char *key, const char *store_path, enum lc_key_age age,
                       bool make, struct lc_error *err) LC_MUST_CHECK;
