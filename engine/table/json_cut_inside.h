/* The outer objects of a JSON file, one at a time, by their braces: those of its list,
 * or one after another. Whether what is in them is JSON is for whoever parses them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "table/container.h"

struct lc_json_cut {
    char *block;
    size_t at, have;
    uint64_t read, line;
    bool listed, ended, more; /* in a list; behind it; a comma came */
    uint64_t objects;
    /* The object, the line it begins in, and the line of each object in it, in order.
     */
    char *text;
    size_t size, room;
    uint64_t begins, *line_of;
    size_t groups, groups_room;
};

/* From the file's beginning; of zeros, or of what was used before. */
void lc_json_cut_begin(struct lc_json_cut *cut);
void lc_json_cut_end(struct lc_json_cut *cut);
/* *found false: there are no more. LC_FORMAT, with the line, of what is no list of
 * objects, or of an object beyond LC_TREE_BYTES or LC_TREE_DEEP. */
int lc_json_cut_next(struct lc_json_cut *cut, const struct lc_container_file *file,
                     bool *found, struct lc_error *err) LC_MUST_CHECK;
