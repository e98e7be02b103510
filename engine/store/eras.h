/* Eras: the times between rotations of the store's key (rotate.h).
 *
 * Pseudonyms and the digests of rows are of words that the store does not hold, so
 * under another key they cannot be made anew. A rotation therefore digests the digests:
 * with K0, K1, ... the keys of the eras,
 *
 *     p_0 = H(K0, number),   p_e = H(Ke, p_(e-1)).                                   (1)
 *
 * What is in the store is p_e of the present era e alone. Whoever has an older key can
 * work out p_(e-1), and tells nothing by it; whoever imports needs all keys up to the
 * present, so of every earlier era those that outlast it (secrets.h) are kept in the
 * store, under a key of the present one. The traces of an era, which are in its lines
 * of the log, are found by its own key. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "store/secrets.h"
#include "store/store.h"

enum { LC_MAX_ERAS = 64 };

struct lc_eras {
    size_t count; /* 1 at least; the last is the present */
    struct lc_era {
        struct lc_key of[LC_LASTING_PURPOSES];
    } era[LC_MAX_ERAS];
};

/* Those of a loaded store under its keys. LC_DAMAGED if they are not what was kept.
 * Wiped by their owner. */
int lc_eras_open(struct lc_eras *eras, const struct lc_store *store,
                 const struct lc_secrets *secrets, struct lc_error *err) LC_MUST_CHECK;
/* The same, of the store at the path; make as in lc_store_secrets(). */
int lc_store_eras(struct lc_eras *eras, const struct lc_store *store, const char *path,
                  bool make, struct lc_error *err) LC_MUST_CHECK;

/* (1) of an agency's number, into out[LC_DIGEST]: the pseudonym is its beginning. */
void lc_eras_pseudonym(const struct lc_eras *eras, const void *text, size_t size,
                       unsigned char *out);
/* The same of n numbers, digest[i] of text[i]. */
void lc_eras_pseudonyms(const struct lc_eras *eras, size_t n,
                        const struct lc_slice *text,
                        unsigned char (*digest)[LC_DIGEST]);
/* (1) of a row's digest under the first era's key, on to the present. */
uint64_t lc_eras_row(const struct lc_eras *eras, uint64_t digest);
