/* See kind.h. */
#include "study/kind.h"

#include <string.h>

const struct lc_kind_row lc_kinds[LC_KIND_COUNT] = {
#define X(constant, name, history, window, unit, meaning)                              \
    [constant] = { name, history, window, unit, meaning },
    LC_KINDS(X)
#undef X
};

int lc_kind_find(const char *name)
{
    for (int k = 0; k < LC_KIND_COUNT; k++)
        if (strcmp(lc_kinds[k].name, name) == 0)
            return k;
    return -1;
}
