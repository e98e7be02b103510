/* The forms, a row each. */
#include "outward/outward_inside.h"

#include <string.h>

const struct lc_outward_form *const lc_outward_forms[] = { &lc_outward_csc_api,
                                                           &lc_outward_annex_a, NULL };

const struct lc_outward_form *lc_outward_find(const char *name)
{
    for (size_t i = 0; lc_outward_forms[i]; i++)
        if (strcmp(lc_outward_forms[i]->name, name) == 0)
            return lc_outward_forms[i];
    return NULL;
}
