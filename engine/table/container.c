/* The containers, a row each: see container.h. */
#include "table/container_inside.h"

#include <stddef.h>

/* clang-format off */
const struct lc_container *const lc_containers[] = {
#define X(container) &container,
    LC_CONTAINERS(X)
#undef X
    NULL,
};
/* clang-format on */

const struct lc_container *lc_container_of(const char *head, size_t size)
{
    size_t i = 0;
    while (lc_containers[i] && !lc_containers[i]->is(head, size))
        i++;
    return lc_containers[i];
}
