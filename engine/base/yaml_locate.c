/* See yaml.h. libcyaml forgets positions once it has loaded; for a message about what a
 * value means, libyaml's own tree is asked again for the place. */
#include <yaml.h>

#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"

/* The value of key in a mapping, or the item of a sequence; NULL if there is none. */
static yaml_node_t *child_of(yaml_document_t *doc, const yaml_node_t *node,
                             const char *key, size_t size)
{
    if (node->type == YAML_SEQUENCE_NODE) {
        size_t at = strtoul(key, NULL, 10);
        const yaml_node_item_t *items = node->data.sequence.items.start;
        size_t count = (size_t)(node->data.sequence.items.top - items);
        return at < count ? yaml_document_get_node(doc, items[at]) : NULL;
    }
    if (node->type != YAML_MAPPING_NODE)
        return NULL;
    for (const yaml_node_pair_t *p = node->data.mapping.pairs.start;
         p < node->data.mapping.pairs.top; p++) {
        const yaml_node_t *name = yaml_document_get_node(doc, p->key);
        if (name && name->type == YAML_SCALAR_NODE && name->data.scalar.length == size
            && memcmp(name->data.scalar.value, key, size) == 0)
            return yaml_document_get_node(doc, p->value);
    }
    return NULL;
}

static const yaml_node_t *walk(yaml_document_t *doc, const char *path)
{
    yaml_node_t *node = yaml_document_get_root_node(doc);
    for (const char *at = path; node && *at;) {
        size_t size = strcspn(at, ".[]");
        yaml_node_t *next = size ? child_of(doc, node, at, size) : node;
        if (!next)
            break;
        node = next;
        at += size;
        at += strspn(at, ".[]");
    }
    return node;
}

void lc_yaml_locate(const char *data, size_t size, const char *path, int *line,
                    int *column)
{
    yaml_parser_t parser;
    yaml_document_t doc;
    *line = *column = 0;
    if (!yaml_parser_initialize(&parser))
        return;
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, size);
    if (yaml_parser_load(&parser, &doc)) {
        const yaml_node_t *node = walk(&doc, path);
        if (node) {
            *line = (int)node->start_mark.line + 1;
            *column = (int)node->start_mark.column + 1;
        }
        yaml_document_delete(&doc);
    }
    yaml_parser_delete(&parser);
}
