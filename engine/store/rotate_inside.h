/* Inside of rotate.h: what lc_store_replace() is told of new keys. */
#pragma once

#include <stdbool.h>

#include "store/secrets.h"

struct lc_turn {
    const struct lc_secrets *secrets; /* the store's new ones; NULL: they stay */
    const char *detail; /* of the log's line, if so: its proof goes behind it */
    bool identity;      /* the identity file is under the key that waits */
};
