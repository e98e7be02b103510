/* A schema and what was added to it after it was read (schema_yaml_inside.h). */
#include <stdlib.h>

#include "import/schema_yaml_inside.h"

static void free_own(struct lc_code_list *list)
{
    for (unsigned i = 0; list && i < list->plain_count; i++)
        free(list->plain[i]);
    for (unsigned i = 0; list && i < list->codes_count; i++) {
        free(list->codes[i].code);
        free(list->codes[i].means);
    }
    if (list) {
        free(list->plain);
        free(list->codes);
    }
    free(list);
}

void lc_schema_free(struct lc_schema *schema)
{
    for (unsigned c = 0; c < schema->columns_count; c++) {
        free_own(schema->columns[c].own);
        free_own(schema->columns[c].words);
        free(schema->columns[c].heading);
        free(schema->columns[c].constant);
    }
    free(schema->mapped);
    lc_yaml_free(&lc_schema_yaml, schema);
}
