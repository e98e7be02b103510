/* YAML by libcyaml against a schema: an unknown key, a missing one or a wrong type is
 * an error with the file and line. */
#pragma once

#include <cyaml/cyaml.h>

#include "base/error.h"

/* Loads path into *value (free it with lc_yaml_free and the same schema). */
int lc_yaml_load(const char *path, const cyaml_schema_value_t *schema, void **value,
                 struct lc_error *err) LC_MUST_CHECK;

/* The same for text in memory; name stands for the path in messages. */
int lc_yaml_parse(const char *name, const char *data, size_t size,
                  const cyaml_schema_value_t *schema, void **value,
                  struct lc_error *err) LC_MUST_CHECK;

/* Is every number and every true or false, as the schema has them, written as one? And
 * is there one document only? LC_FORMAT with line and column. For a text that libcyaml
 * has taken; lc_yaml_parse asks it. */
int lc_yaml_strict(const char *name, const char *data, size_t size,
                   const cyaml_schema_value_t *schema,
                   struct lc_error *err) LC_MUST_CHECK;

/* What is wrong with a text that libcyaml refused: LC_FORMAT where it is no YAML (a tab
 * that sets a line in is called so), or for the first key that the schema does not have
 * there, with the nearest that it has, the section that has it, or all of them; each
 * with line and column. LC_OK: something else, which libcyaml's own words tell.
 * lc_yaml_parse asks it. */
int lc_yaml_fault(const char *name, const char *data, size_t size,
                  const cyaml_schema_value_t *schema,
                  struct lc_error *err) LC_MUST_CHECK;

/* Where `path` stands in the text: "predictors[3].kind" gives the position of that
 * value, or of the innermost part of the path that is there. Lines and columns from 1;
 * both 0 if the text does not parse. */
void lc_yaml_locate(const char *data, size_t size, const char *path, int *line,
                    int *column);

/* Every scalar at and below `path` ("models"), in the file's order, is given to take():
 * where it stands from there ("[0].net.alpha", "" for the place itself) and its text,
 * both borrowed. Ends with the first code of take() that is not LC_OK. */
int lc_yaml_scalars(const char *data, size_t size, const char *path,
                    int (*take)(void *to, const char *at, const char *value,
                                struct lc_error *err),
                    void *to, struct lc_error *err) LC_MUST_CHECK;

void lc_yaml_free(const cyaml_schema_value_t *schema, void *value);
