/* How good is the model for some children, whom a study names under groups: are as many
 * of them foretold to enter care as do, are they ordered as well, are they on the list
 * as often? Of the same held-out rows as the whole (tested.h); nothing is fitted anew,
 * and no group's attribute was a predictor. */
#pragma once

#include <jansson.h>

#include "models/assess/judge.h"

/* *told is new: the document's groups (report.h), or NULL where the study names none.
 * O(attributes x replicates x rows). */
int lc_subgroups_judge(json_t **told, const struct lc_judge *judge,
                       const struct lc_judgement *judgement,
                       struct lc_error *err) LC_MUST_CHECK;
