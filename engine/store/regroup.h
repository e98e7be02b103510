/* Another map of persons over the same events: what linkage makes of a store, and what
 * a linkage of another day, or one that may be true as well, makes of it. Whatever
 * reads the store then reads that map; there is no second store. */
#pragma once

#include "store/store.h"

/* Gives every record the child child[records] (the number of the child's first record,
 * a record of its own child) and its events with it, and sorts the histories anew.
 * Their order hangs on the children alone, so giving the first map back gives the first
 * bytes back. Families are as they were: lc_kin_find(), or lc_kin_carry(). LC_DAMAGED
 * for an event of a record that is not there. O(n log n). */
int lc_store_regroup(struct lc_store *store, const uint32_t *child,
                     struct lc_error *err) LC_MUST_CHECK;

/* Families after such a change, without the identities that would tell anew: was[r] is
 * the child whom record r had when families were found. A child has the families of all
 * whose records it has; where it has two children's, those families are one, on all
 * days. A part of a child is of its family, so two parts are of one. LC_DAMAGED for a
 * child or a family that is not there. O(n log n). */
int lc_kin_carry(struct lc_store *store, const uint32_t *was,
                 struct lc_error *err) LC_MUST_CHECK;

/* Both, with the map and the families of before kept in *back, to be given back. */
struct lc_regrouped {
    uint32_t *child; /* [records] */
    size_t families;
    struct lc_kin *kin;
};
int lc_regroup_begin(struct lc_regrouped *back, const struct lc_store *store,
                     struct lc_error *err) LC_MUST_CHECK;
/* From the map of before to this one; any number of times. */
int lc_regroup_to(const struct lc_regrouped *back, struct lc_store *store,
                  const uint32_t *child, struct lc_error *err) LC_MUST_CHECK;
/* Gives the store its own map and families back; frees. */
int lc_regroup_end(struct lc_regrouped *back, struct lc_store *store,
                   struct lc_error *err) LC_MUST_CHECK;
