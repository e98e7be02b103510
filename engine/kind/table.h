/* The table of kinds: a row a kind, in the order in which messages and documents name
 * them. LC_KIND(x) is lc_kind_x, whole, in kind_x.c. */
#pragma once

#include "kind/kind.h"

/* clang-format off */
#define LC_KIND_TABLE(LC_KIND) \
    LC_KIND(age) \
    LC_KIND(sex) \
    LC_KIND(calendar) \
    LC_KIND(count) \
    LC_KIND(ever) \
    LC_KIND(siblings) \
    LC_KIND(trend) \
    LC_KIND(first_before) \
    LC_KIND(level_rise) \
    LC_KIND(days_since_known) \
    LC_KIND(days_between_last_two) \
    LC_KIND(days_since_last) \
    LC_KIND(days_since_first) \
    LC_KIND(highest_level) \
    LC_KIND(open_now) \
    LC_KIND(total_days)
/* clang-format on */

#define LC_KIND(name) extern const struct lc_kind lc_kind_##name;
LC_KIND_TABLE(LC_KIND)
#undef LC_KIND
