#include "models/penalty/net_family.h"

#include "models/cox/cox.h"
#include "models/penalty/net_sweep.h"

static const struct lc_net_family table[] = {
    { &lc_family_logistic, lc_net_logistic, NULL },
    { &lc_family_cox, lc_net_cox, lc_cox_baseline },
};

const struct lc_net_family *lc_net_family_find(const struct lc_family *family)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].family == family)
            return table + i;
    return NULL;
}
