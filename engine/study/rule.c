/* See rule.h. */
#include "study/rule.h"

const struct lc_rule_row lc_rules[LC_RULE_COUNT] = {
#define X(constant, name, why) [constant] = { name, why },
    LC_RULES(X)
#undef X
};
