/* Every rule of the yearly return, from the table that is judged. */
#include "command/topic.h"
#include "returns/rule.h"

static void add_years(struct lc_text *out, const struct lc_check *rule)
{
    if (!rule->from && !rule->to)
        lc_text_add(out, "all | ");
    else if (!rule->from)
        lc_text_addf(out, "to %d | ", rule->to);
    else if (!rule->to)
        lc_text_addf(out, "from %d | ", rule->from);
    else if (rule->from == rule->to)
        lc_text_addf(out, "%d | ", rule->from);
    else
        lc_text_addf(out, "%d to %d | ", rule->from, rule->to);
}

static void add_rule(struct lc_text *out, const struct lc_check *rule)
{
    lc_text_addf(out, "| %s | ", rule->number);
    add_years(out, rule);
    lc_topic_cell(out, rule->tables);
    lc_topic_cell(out, rule->meaning);
    lc_topic_cell(out, rule->cure);
    if (!lc_rule_is_judged(rule))
        lc_text_addf(out, "not judged: needs %s |\n", rule->needs);
    else
        lc_text_add(out, "yes |\n");
}

static void add_rules(struct lc_text *out)
{
    size_t judged = 0, count = lc_rules_count();
    for (size_t i = 0; i < count; i++)
        judged += lc_rule_is_judged(lc_rules_at(i));
    lc_text_addf(
        out,
        "# Rules of the return\n\n"
        "The rules by which the DfE checks the yearly return of children looked after "
        "(SSDA903), from the table by which `import` judges\n"
        "it (`engine/returns/rule.h`); the numbers are those that analysts know. %zu "
        "of "
        "the %zu rows are judged; the others need a list that is\n"
        "not here, and are never said to be kept. A year is the one in which the "
        "collection ends: 2025 is 2024-25, whose rules judge earlier\n"
        "returns too. A finding stands on the rows of the tables named, and on those "
        "after a + that belong to it; \"last\" is the year before.\n\n"
        "| rule | years | tables | what is wrong | what is usually done | judged |\n"
        "|---|---|---|---|---|---|\n",
        judged, count);
    for (size_t i = 0; i < count; i++)
        add_rule(out, lc_rules_at(i));
}

const struct lc_topic lc_topic_rules = {
    .name = "rules",
    .help = "every rule of the yearly return, and what is usually done",
    .add = add_rules,
};
