/* What the forms share. */
#pragma once

#include <stdbool.h>

#include "outward/outward.h"

/* Who a child is to social care: what was said last, of whichever of its records there.
 * Borrowed of the identities. */
struct lc_outward_who {
    const char *local; /* of the child's first record there; NULL: it has none */
    uint32_t record;   /* that record */
    const char *forename, *surname, *postcode, *upn;
    int32_t born, said[5]; /* LC_NO_DAY; the days on which they and born were said */
};

/* *who has lc_children_room() of the store; free() it. O(identities). */
int lc_outward_whose(struct lc_outward_who **who, const struct lc_outward *from,
                     struct lc_error *err) LC_MUST_CHECK;

/* Is row i of the history said of a social care record, as of the day? */
bool lc_outward_sees(const struct lc_outward *from, const struct lc_history *h,
                     uint64_t i);

extern const struct lc_outward_form lc_outward_csc_api, lc_outward_annex_a;
