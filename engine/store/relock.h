/* What opens a store's key files: changed, without another key and without a byte of
 * the data.
 *
 * There are two files, and no rename moves both. So where they are under a passphrase
 * before and after, each is first replaced by one that what opened it and what is new
 * both open, then each by one of the new alone; each in one step (base/file.h). A kill
 * at any moment leaves files that the old answer opens, or the new, both by one: and a
 * file that is plain opens by any. What a kill left is done by doing it again. A key
 * that waits for its place (rotate.h) is taken along. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/phrase.h"

struct lc_relocking {
    bool plain; /* no passphrase from now on, nor recovery key */
    const struct lc_passphrase *phrase; /* the new one; NULL: it stays */
    uint32_t passes, kib;               /* what Argon2id takes to try that one */
    const unsigned char *recovery; /* [LC_KEY] the new recovery key; NULL: it stays */
    const char *detail;            /* of the log's line */
    /* When nothing is refused any more, before the line and the files; NULL: nothing */
    int (*ready)(void *context, struct lc_error *err);
    void *context;
};

/* By who holds the store's lock. LC_REFUSED, before anything is written, where a key
 * lies in two places, where there is no passphrase to add a recovery key to or to take
 * away, or where a recovery key opened them and there is no new passphrase. */
int lc_store_relock(const char *store_path, const struct lc_relocking *how,
                    struct lc_error *err) LC_MUST_CHECK;
