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

/* Into key[LC_KEY], which is the caller's locked memory. */
int lc_identity_secret(unsigned char *key, const char *store_path, bool make,
                       struct lc_error *err) LC_MUST_CHECK;
