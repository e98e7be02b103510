/* New keys for a store, as one generation.
 *
 * A key is drawn beside the old one (NAME.key.next, NAME.identity.key.next). Under the
 * new ones the store (eras.h), its identity file, its manifest and, from the rotation's
 * line on, its log (chain.h) are written by the steps of every generation, and the
 * moment is the same: the store's rename. Then the new keys take the places of the old,
 * which are gone with that. A kill at any moment leaves the old generation under the
 * old keys or the new one under the new: readers take the key that the store's file is
 * sealed under (store.h), and that of the identity file which opens it; the next writer
 * puts keys that wait in their places, or takes them away.
 *
 * Nothing that is made from the store depends on its keys: designs, models and lists
 * are the same bytes. Models and lists keep the signatures that they have; the log,
 * which goes on, tells that they are the store's. */
#pragma once

#include <stdbool.h>

#include "store/identity.h"
#include "store/store.h"

struct lc_rotation {
    bool store, identity; /* which keys */
    const char *detail;   /* of the log's line */
};

/* By who holds the store's lock and has loaded it all. identities: as they were read,
 * or NULL where their key stays. LC_REFUSED where a key lies in two places, before
 * anything is written. store is of the new generation afterwards; on failure it is to
 * be thrown away. */
int lc_store_rotate(struct lc_store *store, const struct lc_identities *identities,
                    const char *path, const struct lc_rotation *rotation,
                    struct lc_error *err) LC_MUST_CHECK;
