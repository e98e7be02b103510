/* The keys of a study file, for libcyaml: a row a key. */
#ifndef LC_STUDY_GRAMMAR_H
#define LC_STUDY_GRAMMAR_H

#include <cyaml/cyaml.h>

extern const cyaml_schema_value_t lc_study_grammar; /* of a struct lc_study */

#endif
