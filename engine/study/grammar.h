/* The keys of a study file, a row a key: for libcyaml, and for people. */
#pragma once

#include <cyaml/cyaml.h>

extern const cyaml_schema_value_t lc_study_grammar; /* of a struct lc_study */

/* What people are told of a key. Sections and lists of sections have no range and no
 * example of their own. */
struct lc_key_words {
    const char *absent;  /* what it means not to say it; "" where it must be said */
    const char *range;   /* what it may be */
    const char *example; /* as YAML; after "# " one that stands instead of another */
    const char *meaning;
};

/* The words of a section's fields, in their order; NULL: it is no section of a study.
 */
const struct lc_key_words *lc_study_words(const cyaml_schema_field_t *fields);
