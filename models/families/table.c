/* The families, a row each. */
#include "models/family/aft.h"
#include "models/family/boosted.h"
#include "models/family/cause_specific.h"
#include "models/family/discrete.h"
#include "models/family/family.h"
#include "models/family/fine_gray.h"
#include "models/family/scorecard.h"

#include <string.h>

/* clang-format off */
const struct lc_family *const lc_families[] = {
    &lc_family_logistic,
    &lc_family_cloglog,
    &lc_family_cox,
    &lc_family_cause_specific,
    &lc_family_fine_gray,
    &lc_family_discrete_logit,
    &lc_family_discrete_cloglog,
    &lc_family_aft,
    &lc_family_scorecard,
    &lc_family_boosted_logistic,
    &lc_family_boosted_cox,
    NULL,
};
/* clang-format on */

double lc_family_sense(const struct lc_family *family)
{
    return family == &lc_family_aft ? -1 : 1;
}

const struct lc_family *lc_family_find(const char *name)
{
    for (size_t i = 0; lc_families[i]; i++)
        if (strcmp(lc_families[i]->name, name) == 0)
            return lc_families[i];
    return NULL;
}
