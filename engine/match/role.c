#include "match/role_inside.h"

/* clang-format off */
#define ROLES(X) X(forename) X(surname) X(born) X(postcode) X(sex) X(nhs) X(upn) X(number) X(text)
/* clang-format on */
#define ROW(name) &lc_match_role_##name,

const struct lc_match_role *const lc_match_roles[] = { ROLES(ROW) NULL };

const struct lc_match_role *lc_match_role_find(struct lc_slice name)
{
    for (size_t i = 0; lc_match_roles[i]; i++)
        if (lc_slice_is(name, lc_match_roles[i]->name))
            return lc_match_roles[i];
    return NULL;
}
