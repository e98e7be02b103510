/* What a family must give to be fitted with an elastic net: one row of the table in
 * net_family.c. */
#ifndef LC_PENALTY_NET_FAMILY_H
#define LC_PENALTY_NET_FAMILY_H

#include "models/family/family.h"
#include "models/family/net_target.h"
#include "models/penalty/net_sweep.h"

struct lc_net_family {
    const struct lc_family *family;
    /* held: rows to be left out, whose deviance slopes() then tells; or NULL. */
    int (*target)(struct lc_net_target *target, const struct lc_sample *sample,
                  const struct lc_fit_options *options, bool standardise,
                  const struct lc_net_held *held, struct lc_error *err);
    /* What risks need beside the estimates; NULL: nothing. */
    int (*complete)(struct lc_fit *fit, const struct lc_sample *sample,
                    const struct lc_fit_options *options, struct lc_error *err);
};

/* NULL where the family has none. */
const struct lc_net_family *lc_net_family_find(const struct lc_family *family);

#endif
