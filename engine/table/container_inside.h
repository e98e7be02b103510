/* Every container, a row each. */
#pragma once

#include "table/container.h"

/* In the order in which they are asked whether a file is theirs. */
/* clang-format off */
#define LC_CONTAINERS(X) \
    X(lc_container_xml) \
    X(lc_container_json)
/* clang-format on */

#define X(container) extern const struct lc_container container;
LC_CONTAINERS(X)
#undef X
