/* The manifest of a store, STORE.digest: a small text file beside it that says what the
 * store is, read and checked before HDF5 sees a byte. It holds the log's head and a
 * seal of every generation that may be in place.
 *
 * A seal is a keyed digest of the store's file, with its generation's number, the
 * version of the program that wrote it, its format, and the identity file that goes
 * with it. The file is cut into segments of 1 MiB. Segment i has a Poly1305 tag
 * (Bernstein, 2005, FSE) under a key of its own, BLAKE2b(domain, nonce, i) keyed by the
 * store's key for segments, the nonce being new for every generation; so each key is
 * used once, as Poly1305 demands. The digest is BLAKE2b, keyed, of format, size, nonce,
 * bond (generation.h) and tags. Why not BLAKE2b of the bytes: it runs at 0.7 GB/s here
 * against 4.6, so a store of two million events would take 170 ms to check where the
 * whole scoring may take 100.
 *
 * The manifest itself is under a BLAKE2b with a key of its own (secrets.h). It may hold
 * two seals for a moment, of the old generation and of the new: it is replaced before
 * the store is, so that a kill at any moment leaves a store whose seal is there.
 *
 * The head is the log's end when the manifest was last written, by whoever added a line
 * or put a generation in place. So the log is never shorter than the head says, and
 * tells of no generation that the manifest does not know: else one of the two is an
 * older copy. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "store/chain.h"
#include "store/generation.h"
#include "store/secrets.h"

enum { LC_NONCE = 32, LC_MAX_SEALS = 8 };

struct lc_seal {
    struct lc_generation of;
    uint32_t format; /* of the store */
    uint64_t size;   /* bytes of it */
    unsigned char nonce[LC_NONCE];
    unsigned char digest[LC_DIGEST];
};

struct lc_manifest {
    struct lc_log_mark head;
    size_t count;
    struct lc_seal seal[LC_MAX_SEALS];
};

/* A seal of the whole open file and of the seal's bond, under its nonce, which must be
 * a new one. */
int lc_seal_make(struct lc_seal *seal, int fd, const char *path, uint32_t format,
                 const struct lc_secrets *secrets, struct lc_error *err) LC_MUST_CHECK;

/* Which of the seals is of this open file of `size` bytes: its index, or
 * manifest->count for none. */
int lc_manifest_match(const struct lc_manifest *manifest, int fd, const char *path,
                      uint64_t size, const struct lc_secrets *secrets, size_t *which,
                      struct lc_error *err) LC_MUST_CHECK;

/* The latest number that one of its generations has; 0: it has none. */
uint64_t lc_manifest_latest(const struct lc_manifest *manifest);

/* Reads STORE.digest, and which of its seals is of the store's file, as above. */
int lc_manifest_find(struct lc_manifest *manifest, size_t *which,
                     const char *store_path, const struct lc_secrets *secrets,
                     struct lc_error *err) LC_MUST_CHECK;

/* STORE.digest. LC_ABSENT if it is not there, LC_REFUSED if it is of a newer or older
 * format, LC_DAMAGED if it is not what was written under this key. */
int lc_manifest_read(struct lc_manifest *manifest, const char *store_path,
                     const struct lc_secrets *secrets,
                     struct lc_error *err) LC_MUST_CHECK;

/* LC_REFUSED as above, by its first line alone: an older program's log too would else
 * read as damaged. Whatever else is wrong with it is for who reads it. */
int lc_manifest_check_format(const char *store_path,
                             struct lc_error *err) LC_MUST_CHECK;

/* The seals of *manifest in place of those that are there, under the log's lock, so
 * that no line is added meanwhile. A head that is there and later stays. */
int lc_manifest_put(const struct lc_manifest *manifest, const char *store_path,
                    const struct lc_secrets *secrets,
                    struct lc_error *err) LC_MUST_CHECK;

/* The same by who holds that lock, and under other keys as well, unless `also` is NULL:
 * who has either can read it. */
int lc_manifest_put_held(struct lc_manifest *manifest, const char *store_path,
                         const struct lc_secrets *secrets,
                         const struct lc_secrets *also,
                         struct lc_error *err) LC_MUST_CHECK;

/* For log.c, which holds the lock: the head alone. Nothing where there is no manifest
 * yet. */
int lc_manifest_move_head(const struct lc_log_mark *head, const char *store_path,
                          const struct lc_secrets *secrets,
                          struct lc_error *err) LC_MUST_CHECK;

/* Does the log that is there go with it (see above)? Its state is given too. LC_DAMAGED
 * or LC_ABSENT, with what to do. */
int lc_manifest_check_log(const struct lc_manifest *manifest, const char *store_path,
                          const struct lc_secrets *secrets, struct lc_log_state *log,
                          struct lc_error *err) LC_MUST_CHECK;
