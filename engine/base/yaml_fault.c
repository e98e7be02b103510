/* See yaml.h. What is wrong with a text that libcyaml refused, where it can be said
 * better than it says it: libcyaml notices an unknown key one event late, and of a text
 * that is no YAML it hands on libyaml's words alone. */
#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "base/near.h"
#include "base/text.h"
#include "base/yaml.h"

enum { KEYS = 64 }; /* of one mapping of a schema, at most: more are not looked at */

struct fault {
    const char *name;
    yaml_document_t doc;
    const cyaml_schema_value_t *whole; /* the schema of all of it */
    const char *section; /* the key under which the mapping stands; "" at the top */
    struct lc_error *err;
};

/* --- no YAML ---------------------------------------------------------------------- */

/* Is the line (from 0) set in by a tab? *column is that tab's, from 1. */
static bool tab_begins(const char *data, size_t size, size_t line, int *column)
{
    size_t start = 0, at;
    for (size_t i = 0; i < size && line; i++)
        if (data[i] == '\n') {
            line--;
            start = i + 1;
        }
    for (at = start; at < size && data[at] == ' ';)
        at++;
    *column = (int)(at - start) + 1;
    return !line && at < size && data[at] == '\t';
}

static int fail_syntax(const char *name, const char *data, size_t size,
                       const yaml_parser_t *parser, struct lc_error *err)
{
    size_t line = parser->problem_mark.line;
    int column;
    if (parser->error == YAML_MEMORY_ERROR)
        return LC_FAIL_NOMEM(err);
    for (size_t up = 0; up < 2 && up <= line; up++) /* it may stumble behind it */
        if (tab_begins(data, size, line - up, &column))
            return LC_FAIL(err, LC_FORMAT,
                           "%s:%zu:%d: a tab stands here; YAML is set in by spaces",
                           name, line - up + 1, column);
    if (parser->error == YAML_READER_ERROR)
        return LC_FAIL(err, LC_FORMAT, "%s: it is not text in UTF-8 (%s, byte %zu)",
                       name, parser->problem, parser->problem_offset + 1);
    return LC_FAIL(err, LC_FORMAT, "%s:%zu:%zu: it is not YAML: %s%s%s", name, line + 1,
                   parser->problem_mark.column + 1,
                   parser->context ? parser->context : "", parser->context ? ", " : "",
                   parser->problem ? parser->problem : "it ends too soon");
}

/* --- an unknown key --------------------------------------------------------------- */

/* The section of the schema that has such a key; NULL: none. */
static const char *home_of(const cyaml_schema_value_t *schema, const char *key)
{
    if (schema->type == CYAML_SEQUENCE || schema->type == CYAML_SEQUENCE_FIXED)
        return home_of(schema->sequence.entry, key);
    if (schema->type != CYAML_MAPPING)
        return NULL;
    for (const cyaml_schema_field_t *f = schema->mapping.fields; f->key; f++) {
        const cyaml_schema_value_t *in = &f->value;
        if (in->type == CYAML_SEQUENCE || in->type == CYAML_SEQUENCE_FIXED)
            in = in->sequence.entry;
        if (in->type != CYAML_MAPPING)
            continue;
        for (const cyaml_schema_field_t *g = in->mapping.fields; g->key; g++)
            if (strcmp(g->key, key) == 0)
                return f->key;
        const char *deeper = home_of(in, key);
        if (deeper)
            return deeper;
    }
    return NULL;
}

static int fail_unknown(const struct fault *f, const yaml_node_t *node,
                        const cyaml_schema_field_t *fields)
{
    const char *key = (const char *)node->data.scalar.value;
    const char *keys[KEYS] = { 0 };
    size_t count = 0, half = strlen(key) / 2 + 1;
    struct lc_text help = { 0 };
    for (; count < KEYS && fields[count].key; count++)
        keys[count] = fields[count].key;
    size_t near = lc_word_nearest(key, count, keys, half < 4 ? half : 4);
    const char *home = near < count ? NULL : home_of(f->whole, key);
    if (near < count) {
        lc_text_addf(&help, "did you mean '%s'?", keys[near]);
    } else if (home) {
        lc_text_addf(&help, "it belongs under '%s'", home);
    } else {
        lc_text_addf(&help, "the keys %s%s are ", *f->section ? "under " : "here",
                     f->section);
        for (size_t k = 0; k < count; k++)
            lc_text_addf(&help, "%s%s", k ? ", " : "", keys[k]);
    }
    int code = LC_FAIL(f->err, LC_FORMAT, "%s:%zu:%zu: Unexpected key: %.60s; %s",
                       f->name, node->start_mark.line + 1, node->start_mark.column + 1,
                       key, help.data ? help.data : "");
    lc_text_free(&help);
    return code;
}

static int look(struct fault *f, const yaml_node_t *node,
                const cyaml_schema_value_t *schema);

static int look_mapping(struct fault *f, const yaml_node_t *node,
                        const cyaml_schema_field_t *fields)
{
    const char *section = f->section;
    int code = LC_OK;
    for (const yaml_node_pair_t *p = node->data.mapping.pairs.start;
         p < node->data.mapping.pairs.top && !code; p++) {
        const yaml_node_t *key = yaml_document_get_node(&f->doc, p->key);
        const cyaml_schema_field_t *field = fields;
        if (key->type != YAML_SCALAR_NODE)
            continue;
        while (field->key && strcmp(field->key, (const char *)key->data.scalar.value))
            field++;
        if (!field->key)
            return fail_unknown(f, key, fields);
        f->section = field->key;
        code = look(f, yaml_document_get_node(&f->doc, p->value), &field->value);
        f->section = section;
    }
    return code;
}

/* In the file's order, as deep as the schema goes. */
static int look(struct fault *f, const yaml_node_t *node,
                const cyaml_schema_value_t *schema)
{
    if (node->type == YAML_MAPPING_NODE && schema->type == CYAML_MAPPING)
        return look_mapping(f, node, schema->mapping.fields);
    if (node->type != YAML_SEQUENCE_NODE
        || (schema->type != CYAML_SEQUENCE && schema->type != CYAML_SEQUENCE_FIXED))
        return LC_OK;
    int code = LC_OK;
    for (const yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top && !code; item++)
        code = look(f, yaml_document_get_node(&f->doc, *item), schema->sequence.entry);
    return code;
}

/* --- both ------------------------------------------------------------------------- */

int lc_yaml_fault(const char *name, const char *data, size_t size,
                  const cyaml_schema_value_t *schema, struct lc_error *err)
{
    struct fault f = { .name = name, .whole = schema, .section = "", .err = err };
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return LC_FAIL_NOMEM(err);
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, size);
    int code = LC_OK;
    if (!yaml_parser_load(&parser, &f.doc)) {
        code = fail_syntax(name, data, size, &parser, err);
    } else {
        const yaml_node_t *root = yaml_document_get_root_node(&f.doc);
        code = root ? look(&f, root, schema) : LC_OK;
        yaml_document_delete(&f.doc);
    }
    yaml_parser_delete(&parser);
    return code;
}
