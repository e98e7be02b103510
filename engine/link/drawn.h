/* How sure a store's linkage is: whose children's records, and other linkages that may
 * be true as well.
 *
 * The store keeps each step of its linkage with the chance that it is right, and of two
 * children who may be one the likeliest pair (store.h, candidates). A linkage is drawn
 * by keeping each step, and taking each such pair, with that chance, each by itself;
 * children are what then hangs together. What reviewers decided stands in every draw:
 * an accepted pair is joined, and two that are kept apart are never. So the draws are
 * imputations of who is who, by the chances that Fellegi and Sunter's weights give, and
 * what is learnt of each is combined as of imputed data (models/assess/linkages.h), as
 * Gutman, Afendulis and Zaslavsky do (2013, JASA 108:34-47). They are of the weights as
 * estimated: that these are uncertain too is not in them. */
#pragma once

#include "store/store.h"

/* A link is uncertain if its chance is less than this: in a million. */
enum { LC_LINK_SURE = 950000 };

/* LC_REFUSED, with what to do, where the store's links came without chances: of a
 * linkage by an earlier program; LC_DAMAGED for a row that names no record. path names
 * the store. */
int lc_link_need_chances(const struct lc_store *store, const char *path,
                         struct lc_error *err) LC_MUST_CHECK;

/* child[records]: the linkage number `draw` of the seed. It hangs on the store's links
 * and candidates alone, whatever the threads. O(n log n). */
int lc_link_draw(uint32_t *child, const struct lc_store *store, uint64_t seed,
                 uint64_t draw, struct lc_error *err) LC_MUST_CHECK;

/* What the store says (store/contents.h) as one digest; with `sure`, also how sure its
 * links are, which whoever reads `uncertain_links` reads: candidates, and what
 * reviewers decided. Days, and which merges join a child's records, are no part of it,
 * for no draw hangs on them. out[LC_DIGEST]; LC_NOMEM. */
int lc_link_contents(const struct lc_store *store, bool sure, unsigned char *out,
                     struct lc_error *err) LC_MUST_CHECK;

/* Why a child's records are uncertain: bits. */
enum {
    LC_LINK_DOUBTED = 1, /* joined through a link of less than LC_LINK_SURE */
    LC_LINK_MISSED = 2   /* a pair of the review list would join it to another child */
};

/* why[records]: of each child's number, of a store that has been asked for its chances.
 * O(candidates). */
void lc_link_uncertain(const struct lc_store *store, uint8_t *why);
