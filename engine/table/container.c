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
