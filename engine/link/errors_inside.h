/* Whose pairs are joined wrongly or missed, expected: by ethnic group, by name and by
 * the two systems; and where the NHS number is, and at odds. Part of linkage.
 *
 * An ethnic group is the main one (census 2021: white, mixed, Asian, Black, other) of
 * what any record of the child says. A name's group is that which more than half of
 * two and more records of the surname are said to be of: no list of names is kept,
 * and who nobody says anything of is seen by it too. */
#pragma once

#include "link/run_inside.h"

/* What records say; once who is joined is known. */
int lc_link_whose_find(struct lc_linking *run, struct lc_error *err) LC_MUST_CHECK;
/* So much of a pair of two children is expected to be one child's. */
void lc_link_whose_missed(struct lc_linking *run, uint32_t a, uint32_t b, double part);
/* Into the report, once missed pairs are known. */
int lc_link_whose_tell(struct lc_linking *run, const struct lc_match_found *found,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_link_whose_free(struct lc_link_whose *whose);
