#include <string.h>

#include "returns/table_inside.h"

static const struct lc_rule_table *const tables[] = {
    &lc_rules_codes,     &lc_rules_header,  &lc_rules_episodes, &lc_rules_sequence,
    &lc_rules_placement, &lc_rules_respite, &lc_rules_adoption, &lc_rules_decision,
    &lc_rules_oc2,       &lc_rules_oc3,     &lc_rules_missing,  &lc_rules_before,
    &lc_rules_social,    &lc_rules_dolo,    &lc_rules_whole,    &lc_rules_elsewhere,
};

enum { TABLES = sizeof tables / sizeof *tables };

size_t lc_rules_count(void)
{
    size_t count = 0;
    for (size_t t = 0; t < TABLES; t++)
        count += tables[t]->count;
    return count;
}

const struct lc_check *lc_rules_at(size_t which)
{
    size_t t = 0;
    while (which >= tables[t]->count)
        which -= tables[t++]->count;
    return &tables[t]->rule[which];
}

bool lc_rule_holds(const struct lc_check *rule, int year)
{
    return (!rule->from || year >= rule->from) && (!rule->to || year <= rule->to);
}

bool lc_rule_is_judged(const struct lc_check *rule)
{
    return rule->broken || rule->judge;
}

const struct lc_check *lc_rule_find(const char *number, int year)
{
    size_t count = lc_rules_count();
    for (size_t i = 0; i < count; i++)
        if (strcmp(lc_rules_at(i)->number, number) == 0
            && (!year || lc_rule_holds(lc_rules_at(i), year)))
            return lc_rules_at(i);
    return NULL;
}
