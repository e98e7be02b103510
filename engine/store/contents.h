/* What a store says, as one digest: for whoever must name the data that a model came
 * from. */
#pragma once

#include "store/store.h"

/* BLAKE2b, without a key, of what the loaded part of the store says: which records are
 * one child; every history's columns, codes and spans of coverage. Left out is what
 * another key or another cutting of the same extracts into files would change:
 * pseudonyms, keyed digests, files and lines. So two stores that give the same designs
 * have the same digest. out[LC_DIGEST]; LC_NOMEM. O(bytes of the columns). */
int lc_store_contents(const struct lc_store *store, unsigned char *out,
                      struct lc_error *err) LC_MUST_CHECK;
