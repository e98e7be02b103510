/* See yaml.h. libcyaml forgets positions once it has loaded; for a message about what a
 * value means, libyaml's own tree is asked again for the place. */
#include <yaml.h>

#include <stdbool.h>
#include <stdio.h>
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

/* Where path leads; *whole: all the way. */
static const yaml_node_t *walk(yaml_document_t *doc, const char *path, bool *whole)
{
    yaml_node_t *node = yaml_document_get_root_node(doc);
    *whole = node != NULL;
    for (const char *at = path; node && *at;) {
        size_t size = strcspn(at, ".[]");
        yaml_node_t *next = size ? child_of(doc, node, at, size) : node;
        *whole = next != NULL;
        if (!next)
            break;
        node = next;
        at += size;
        at += strspn(at, ".[]");
    }
    return node;
}

/* The tree of the text, to be deleted; false if it does not parse. */
static bool load(const char *data, size_t size, yaml_document_t *doc)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, size);
    bool loaded = yaml_parser_load(&parser, doc);
    yaml_parser_delete(&parser);
    return loaded;
}

void lc_yaml_locate(const char *data, size_t size, const char *path, int *line,
                    int *column)
{
    yaml_document_t doc;
    bool whole;
    *line = *column = 0;
    if (!load(data, size, &doc))
        return;
    const yaml_node_t *node = walk(&doc, path, &whole);
    if (node) {
        *line = (int)node->start_mark.line + 1;
        *column = (int)node->start_mark.column + 1;
    }
    yaml_document_delete(&doc);
}

enum { PLACE = 200, DEPTH = 4 };

struct scalars {
    yaml_document_t doc;
    int (*take)(void *to, const char *at, const char *value, struct lc_error *err);
    void *to;
    char at[PLACE];
    struct lc_error *err;
};

static int tell(struct scalars *s, const yaml_node_t *node, size_t used, int depth);

static int tell_items(struct scalars *s, const yaml_node_t *node, size_t used,
                      int depth)
{
    const yaml_node_item_t *first = node->data.sequence.items.start;
    int code = LC_OK;
    for (const yaml_node_item_t *i = first; i < node->data.sequence.items.top && !code;
         i++) {
        int size = snprintf(s->at + used, PLACE - used, "[%zu]", (size_t)(i - first));
        code = tell(s, yaml_document_get_node(&s->doc, *i), used + (size_t)size, depth);
    }
    return code;
}

static int tell_pairs(struct scalars *s, const yaml_node_t *node, size_t used,
                      int depth)
{
    int code = LC_OK;
    for (const yaml_node_pair_t *p = node->data.mapping.pairs.start;
         p < node->data.mapping.pairs.top && !code; p++) {
        const yaml_node_t *key = yaml_document_get_node(&s->doc, p->key);
        const char *name = key && key->type == YAML_SCALAR_NODE
                               ? (const char *)key->data.scalar.value
                               : "?";
        int size = snprintf(s->at + used, PLACE - used, ".%.60s", name);
        code = tell(s, yaml_document_get_node(&s->doc, p->value), used + (size_t)size,
                    depth);
    }
    return code;
}

static int tell(struct scalars *s, const yaml_node_t *node, size_t used, int depth)
{
    if (!node || depth == DEPTH || used > PLACE - 64)
        return LC_FAIL(s->err, LC_FORMAT, "%s: too deep", s->at);
    if (node->type == YAML_MAPPING_NODE)
        return tell_pairs(s, node, used, depth + 1);
    if (node->type == YAML_SEQUENCE_NODE)
        return tell_items(s, node, used, depth + 1);
    return s->take(s->to, s->at, (const char *)node->data.scalar.value, s->err);
}

int lc_yaml_scalars(const char *data, size_t size, const char *path,
                    int (*take)(void *to, const char *at, const char *value,
                                struct lc_error *err),
                    void *to, struct lc_error *err)
{
    struct scalars s = { .take = take, .to = to, .err = err };
    bool whole;
    if (!load(data, size, &s.doc)) /* libcyaml has taken it, so it parses */
        return LC_FAIL_NOMEM(err);
    const yaml_node_t *node = walk(&s.doc, path, &whole);
    int code = whole ? tell(&s, node, 0, 0) : LC_OK;
    yaml_document_delete(&s.doc);
    return code;
}
