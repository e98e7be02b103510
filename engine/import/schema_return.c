/* A schema of a yearly return: see schema_inside.h. */
#include "import/schema_inside.h"
#include "returns/rule.h"
#include "returns/shape.h"

int lc_schema_check_return(const struct lc_schema *schema, struct lc_error *err)
{
    if (!schema->rules)
        return LC_OK;
    if (lc_return_table_named(lc_slice_of(schema->rules)) == LC_RETURN_TABLES)
        return LC_FAIL(err, LC_FORMAT, "rules: '%s' is no table of a return",
                       schema->rules);
    if (schema->person_at == LC_NO_COLUMN)
        return LC_FAIL(err, LC_FORMAT, "rules: a table of a return needs a person");
    for (unsigned c = 0; c < schema->columns_count; c++) {
        const char *rule = schema->columns[c].rule;
        if (rule && !lc_rule_find(rule, 0))
            return LC_FAIL(err, LC_FORMAT, "column '%s': there is no rule %s",
                           schema->columns[c].name, rule);
    }
    return LC_OK;
}
