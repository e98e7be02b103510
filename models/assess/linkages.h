/* Do a model's conclusions hang on how records were linked?
 *
 * Of a study with `uncertain_links: average` a few linkages are drawn (link/drawn.h),
 * each a map of persons over the same store (store/regroup.h); of each the design is
 * made and the kept model's terms, as learnt, are fitted; and each coefficient is told
 * over all of them by Rubin's rules (rubin.h), beside the kept model's own. The kept
 * model is that of the store's linkage whatever comes of it: nobody is scored by an
 * average. Families are carried (lc_kin_carry), not found anew. */
#pragma once

#include <jansson.h>

#include "models/fit/train.h"
#include "store/store.h"
#include "study/cohort.h"

enum { LC_LINKAGES = 10 };

/* Borrowed. */
struct lc_linkages_ask {
    const struct lc_train *train; /* as the model was fitted; its design is not read */
    const struct lc_model *model;
    const struct lc_flow *flow; /* of the store's own linkage */
    struct lc_store *store;     /* lent: it comes back as it was */
    int32_t end;                /* learnt from landmarks before it */
    uint64_t seed;
};

/* *told is new: what a study with `average` or `leave_out` has to be told (report.h's
 * `linkages`), or NULL of one with `keep`. LC_REFUSED where the store's links came
 * without chances. LC_LINKAGES designs and fits; the same bytes whatever the threads.
 */
int lc_linkages_tell(json_t **told, const struct lc_linkages_ask *ask,
                     struct lc_error *err) LC_MUST_CHECK;
