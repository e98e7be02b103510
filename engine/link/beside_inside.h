/* A twin beside: who says that a first name which is nearly the same is a twin's. Part
 * of linkage.
 *
 * Of records x and y whose first names are alike and no more, let z be another record
 * born on their day, of y's surname or postcode, and of both as much as x, whom first
 * name and numbers tell from x: a person has one of them, and each has another. If z is
 * called more like y than x is, then y is as likely z's, and a person should look.
 * Where x and y have a number in common z must be called just as y, for an agency takes
 * one twin's number for the other's. */
#pragma once

#include "link/doubt_inside.h"

struct lc_link_beside {
    const struct lc_link_evidence *evidence; /* borrowed */
    size_t count, room;
    struct lc_link_born {
        int32_t born;
        uint32_t place; /* the match's number of a record that says so */
    } * row;            /* in order */
};

/* Begins with { 0 }; free in any case. O(identities log identities). */
int lc_link_beside_make(struct lc_link_beside *beside,
                        const struct lc_link_table *table,
                        const struct lc_link_evidence *evidence,
                        struct lc_error *err) LC_MUST_CHECK;
void lc_link_beside_free(struct lc_link_beside *beside);

/* Is either of the two as likely a twin's of the other? O(those born on their days). */
bool lc_link_beside_twin(const struct lc_link_beside *beside,
                         const struct lc_link_table *table,
                         const struct lc_match_pair *pair);
extern const char lc_link_beside_why[];
