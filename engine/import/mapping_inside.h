/* A mapping as its file has it. */
#pragma once

#include "base/yaml.h"

struct lc_mapping_column {
    char *heading, *field;
};
struct lc_mapping_constant {
    char *field, *value;
};
struct lc_mapping_word {
    char *field, *word, *code;
};

struct lc_mapping {
    char *mapping, *schema, *dates; /* mapping: its title */
    struct lc_mapping_column *columns;
    unsigned columns_count;
    struct lc_mapping_constant *constants;
    unsigned constants_count;
    struct lc_mapping_word *words;
    unsigned words_count;
    char **lacking, **unread;
    unsigned lacking_count, unread_count;
};

extern const cyaml_schema_value_t lc_mapping_yaml; /* a struct lc_mapping */
