/* The keys of a schema file, as libcyaml wants them. Part of the schema reader. */
#pragma once

#include "base/yaml.h"
#include "import/schema.h"

struct lc_shared_lists {
    struct lc_code_list *lists;
    unsigned lists_count;
    struct lc_declared *breaks;
    unsigned breaks_count;
};

extern const cyaml_schema_value_t lc_schema_yaml; /* a struct lc_schema */
extern const cyaml_schema_value_t lc_shared_yaml; /* a struct lc_shared_lists */

void lc_schema_free(struct lc_schema *schema);
