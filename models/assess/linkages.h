/* Do a model's conclusions hang on how records were linked?
 *
 * Of a study with `uncertain_links: average` a few linkages are drawn (link/drawn.h),
 * each a map of persons over the same store (store/regroup.h); of each the design is
 * made and the kept model's terms, as learnt, are fitted; and each coefficient is told
 * over all of them by Rubin's rules (rubin.h), beside the kept model's own. So are the
 * test's AUC and precision, by their mean and range: each drawn linkage is learnt and
 * tested anew. The kept
 * model is that of the store's linkage whatever comes of it: nobody is scored by an
 * average. Families are carried (lc_kin_carry), not found anew. */
#pragma once

#include <jansson.h>

#include "models/fit/train.h"
#include "store/store.h"
#include "study/cohort.h"

enum { LC_LINKAGES = 10 };

/* What a test finds of the lists, as it may be told; NaN: it cannot be. */
struct lc_linkages_held {
    double auc, precision;
};

/* Borrowed. */
struct lc_linkages_ask {
    const struct lc_train *train; /* as the model was fitted; its design is not read */
    const struct lc_model *model;
    const struct lc_flow *flow; /* of the store's own linkage */
    struct lc_store *store;     /* lent: it comes back as it was */
    int32_t end;                /* learnt from landmarks before it */
    uint64_t seed;
    struct lc_linkages_held held; /* of the model */
    /* The same test of the study on the store as it is drawn. */
    int (*judge)(void *context, struct lc_linkages_held *held, struct lc_error *err);
    void *context;
};

/* *told is new: what a study with `average` or `leave_out` has to be told (report.h's
 * `linkages`), or NULL of one with `keep`. LC_REFUSED where the store's links came
 * without chances. LC_LINKAGES designs, fits and tests; the same bytes whatever the
 * threads.
 */
int lc_linkages_tell(json_t **told, const struct lc_linkages_ask *ask,
                     struct lc_error *err) LC_MUST_CHECK;
