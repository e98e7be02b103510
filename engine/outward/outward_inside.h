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

/* A way to an adoption: rows of adoption_plan, a step each, and of permanence. */
enum { LC_ADOPTION_STEPS = 5 };
struct lc_adoption_way {
    int64_t step[LC_ADOPTION_STEPS], order; /* -1: none is told */
    int32_t first, over; /* its first day; of the order, or the decision reversed */
};

/* Which step the code of adoption_plan is; LC_ADOPTION_STEPS: none. */
int lc_adoption_step(const char *code);
/* Those of a child, in order of their first days; *ways is new, whatever is returned.
 * LC_NOMEM. O(rows of the child). */
int lc_adoption_ways(size_t *count, struct lc_adoption_way **ways,
                     const struct lc_outward *from, uint32_t child,
                     struct lc_error *err) LC_MUST_CHECK;

extern const struct lc_outward_form lc_outward_csc_api, lc_outward_annex_a;
