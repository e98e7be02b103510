/* The families, a row each. */
#include "models/aft/aft.h"
#include "models/binary/scorecard.h"
#include "models/boosted/boosted.h"
#include "models/cox/cause_specific.h"
#include "models/discrete/discrete.h"
#include "models/family/family.h"
#include "models/subhazard/fine_gray.h"

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
