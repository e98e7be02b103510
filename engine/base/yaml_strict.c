/* See yaml.h. libcyaml takes "5x" and "5.0" for 5, "1e3" for 1, and any word but false,
 * no, disable and 0 for true, "False" and "off" too. So what the schema calls a number
 * or a yes and no is looked at again in libyaml's own tree. */
#include <string.h>

#include <yaml.h>

#include "base/number.h"
#include "base/yaml.h"

struct check {
    const char *name;
    yaml_document_t doc;
    struct lc_error *err;
};

static bool is_whole(struct lc_slice text)
{
    size_t sign = text.size && (text.data[0] == '-' || text.data[0] == '+');
    if (text.size == sign)
        return false;
    for (size_t i = sign; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return true;
}

static bool is_number(struct lc_slice text)
{
    double value;
    return lc_number_parse(text, &value) == LC_OK;
}

static bool is_flag(struct lc_slice text)
{
    return lc_slice_is(text, "true") || lc_slice_is(text, "false")
           || lc_slice_is(text, "yes") || lc_slice_is(text, "no");
}

static int check_scalar(const struct check *c, const yaml_node_t *node, int type)
{
    static const struct {
        int type;
        bool (*is)(struct lc_slice text);
        const char *wanted;
    } kinds[] = {
        { CYAML_INT, is_whole, "a whole number" },
        { CYAML_UINT, is_whole, "a whole number" },
        { CYAML_FLOAT, is_number, "a number" },
        { CYAML_BOOL, is_flag, "true or false" },
    };
    struct lc_slice text = { (const char *)node->data.scalar.value,
                             node->data.scalar.length };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == type && !kinds[i].is(text))
            return LC_FAIL(c->err, LC_FORMAT, "%s:%zu:%zu: '%.40s' is not %s", c->name,
                           node->start_mark.line + 1, node->start_mark.column + 1,
                           text.data, kinds[i].wanted);
    return LC_OK;
}

static int check(struct check *c, const yaml_node_t *node,
                 const cyaml_schema_value_t *schema);

static int check_mapping(struct check *c, const yaml_node_t *node,
                         const cyaml_schema_value_t *schema)
{
    int code = LC_OK;
    for (const yaml_node_pair_t *p = node->data.mapping.pairs.start;
         p < node->data.mapping.pairs.top && !code; p++) {
        const yaml_node_t *key = yaml_document_get_node(&c->doc, p->key);
        const cyaml_schema_field_t *field = schema->mapping.fields;
        while (field->key && key->type == YAML_SCALAR_NODE
               && strcmp(field->key, (const char *)key->data.scalar.value) != 0)
            field++;
        if (field->key)
            code = check(c, yaml_document_get_node(&c->doc, p->value), &field->value);
    }
    return code;
}

static int check_sequence(struct check *c, const yaml_node_t *node,
                          const cyaml_schema_value_t *schema)
{
    int code = LC_OK;
    for (const yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top && !code; item++)
        code = check(c, yaml_document_get_node(&c->doc, *item), schema->sequence.entry);
    return code;
}

/* Goes as deep as the schema does; what does not fit it, libcyaml has refused. */
static int check(struct check *c, const yaml_node_t *node,
                 const cyaml_schema_value_t *schema)
{
    if (node->type == YAML_SCALAR_NODE)
        return check_scalar(c, node, (int)schema->type);
    if (node->type == YAML_MAPPING_NODE && schema->type == CYAML_MAPPING)
        return check_mapping(c, node, schema);
    if (node->type == YAML_SEQUENCE_NODE
        && (schema->type == CYAML_SEQUENCE || schema->type == CYAML_SEQUENCE_FIXED))
        return check_sequence(c, node, schema);
    return LC_OK;
}

static int check_one(struct check *c, yaml_parser_t *parser,
                     const cyaml_schema_value_t *schema)
{
    const yaml_node_t *root = yaml_document_get_root_node(&c->doc);
    int code = root ? check(c, root, schema) : LC_OK;
    yaml_document_delete(&c->doc);
    if (code || !yaml_parser_load(parser, &c->doc))
        return code;
    root = yaml_document_get_root_node(&c->doc);
    if (root)
        code = LC_FAIL(c->err, LC_FORMAT,
                       "%s:%zu: a second document begins here; there must be one only",
                       c->name, root->start_mark.line + 1);
    yaml_document_delete(&c->doc);
    return code;
}

int lc_yaml_strict(const char *name, const char *data, size_t size,
                   const cyaml_schema_value_t *schema, struct lc_error *err)
{
    struct check c = { .name = name, .err = err };
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return LC_FAIL_NOMEM(err);
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, size);
    int code = yaml_parser_load(&parser, &c.doc) ? check_one(&c, &parser, schema)
                                                 : LC_FAIL_NOMEM(err);
    yaml_parser_delete(&parser);
    return code;
}
