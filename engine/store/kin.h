/* Which children are of one family, and when: found of what the store's histories
 * "family" and "address" and the identity file say, and kept as the table /families.
 *
 * The family of a child is asked on a day, as a predictor asks (kind/kind.h): what had
 * happened and was known before it. So a row has one clock. On day t the child is of
 * the family if `from` < t and t <= `to`.
 *
 * Two children are bound on day t, by what was known before it, if
 *   - an agency's family number is that of both, and of LC_NUMBER_MOST children at
 *     most: more are a placeholder's; or
 *   - both live at one full address, postcode and house, that is neither a placement
 *     nor an institution nor a hostel's: it has LC_ADDRESS_MOST children at most, and
 *     the children who had lived there by then were of LC_ADDRESS_NUMBERS_MOST numbers
 *     at most, of those they had on the days on which they lived there.
 * A family is what is bound, over any number of steps; its number is that of its first
 * child. A child that is bound to none has no row: it is its own family. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "store/identity.h"
#include "store/store.h"

enum { LC_NUMBER_MOST = 24, LC_ADDRESS_MOST = 8, LC_ADDRESS_NUMBERS_MOST = 3 };

/* Is it one of the two histories that say who is whose, and nothing that happened? */
bool lc_kin_is_told_by(const char *history);

/* Makes store->kin anew, in order of child and day. It hangs on no key, on no order of
 * files and on no number of threads. ids: those of the store. O(n log n) for n rows of
 * the two histories, but for the families that change on a day, which are walked. */
int lc_kin_find(struct lc_store *store, const struct lc_identities *ids,
                struct lc_error *err) LC_MUST_CHECK;

/* Families of today, and the children who are of one. */
struct lc_kin_count {
    size_t families, children;
};
struct lc_kin_count lc_kin_count(const struct lc_store *store);

/* unit[records]: of each child number, the first child of all whom a family ever bound,
 * over any number of families and days; the child itself if none did. Nobody who was
 * ever of one family is of two units. */
int lc_kin_units(const struct lc_store *store, uint32_t **unit,
                 struct lc_error *err) LC_MUST_CHECK;

/* --- who is whose ----------------------------------------------------------------- */

/* Another child of the same family at from < t <= to. */
struct lc_kin_tie {
    uint32_t other;
    int32_t from, to;
};

/* Of child c: tie[offset[c]] .. tie[offset[c + 1] - 1], in order of the other child and
 * then of day; those of one other child do not overlap. */
struct lc_kin_ties {
    size_t children;
    uint64_t *offset; /* [children + 1] */
    struct lc_kin_tie *tie;
};

/* O(rows times the size of their families). */
int lc_kin_ties_make(struct lc_kin_ties *ties, const struct lc_store *store,
                     struct lc_error *err) LC_MUST_CHECK;
void lc_kin_ties_free(struct lc_kin_ties *ties);
