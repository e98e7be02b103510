#include "match/normal.h"
#include "match/role_inside.h"

/* clang-format off */
#define ROLES(X) X(forename) X(surname) X(born) X(postcode) X(sex) X(number) X(text)
/* clang-format on */
#define ROW(name) &lc_match_role_##name,

const struct lc_match_role *const lc_match_roles[] = { ROLES(ROW) NULL };

bool lc_match_somebody(struct lc_text *out, struct lc_slice raw)
{
    bool nobody = lc_name_is_nobody_with(out, raw), failed = out->failed;
    lc_text_clear(out);
    out->failed = failed;
    return !nobody && !failed;
}

const struct lc_match_role *lc_match_role_find(struct lc_slice name)
{
    for (size_t i = 0; lc_match_roles[i]; i++)
        if (lc_slice_is(name, lc_match_roles[i]->name))
            return lc_match_roles[i];
    return NULL;
}
