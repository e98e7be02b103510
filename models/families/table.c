/* The families, a row each: in the order of help, reports and messages. */
#include "models/families/families.h"

#include <string.h>

/* clang-format off */
#define FAMILIES(X) \
    X(logistic) \
    X(cloglog) \
    X(cox) \
    X(cause_specific) \
    X(fine_gray) \
    X(discrete_logit) \
    X(discrete_cloglog) \
    X(aft) \
    X(scorecard) \
    X(boosted_logistic) \
    X(boosted_cox)
/* clang-format on */

#define X(name) extern const struct lc_family lc_family_##name;
FAMILIES(X)
#undef X

#define X(name) &lc_family_##name,
const struct lc_family *const lc_families[] = { FAMILIES(X) NULL };
#undef X

const struct lc_family *lc_family_find(const char *name)
{
    for (size_t i = 0; lc_families[i]; i++)
        if (strcmp(lc_families[i]->name, name) == 0)
            return lc_families[i];
    return NULL;
}
