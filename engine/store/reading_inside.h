/* A store's file being read: what read.c (histories) and read_rows.c (the tables by
 * row) share. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <hdf5.h>

#include "base/memory.h"
#include "store/layout_inside.h"
#include "store/pieces_inside.h"
#include "store/store.h"
#include "store/stored_inside.h"

struct lc_store_reading {
    struct lc_store *store;
    const char *path;
    const struct lc_store_file *opened;
    hid_t file;
    uint32_t format;
    const struct lc_store_part *part; /* NULL: everything */
    struct lc_pieces pieces;          /* of the histories, read together at the end */
};

/* The links of a group, by name. */
struct lc_names {
    lc_arena *arena;
    bool no_memory;
    size_t count, room;
    const char **name;
};

/* LC_DAMAGED: `what` is not as layout_inside.h says. */
int lc_store_reading_fail(const struct lc_store_reading *r, const char *what,
                          struct lc_error *err);
/* The same of a column, or LC_NOMEM if that was why. */
int lc_store_reading_fail_column(const struct lc_store_reading *r,
                                 const struct lc_stored *c, const char *name,
                                 struct lc_error *err);

/* All links of the group, in order of name; none but hard ones are allowed. */
int lc_store_reading_names(const struct lc_store_reading *r, hid_t group,
                           const char *what, struct lc_names *names,
                           struct lc_error *err) LC_MUST_CHECK;
void lc_names_free(struct lc_names *names);

/* The group, if the link to it is a hard one. */
int lc_store_reading_group(const struct lc_store_reading *r, hid_t parent,
                           const char *name, hid_t *group,
                           struct lc_error *err) LC_MUST_CHECK;

/* A whole table of layout_inside.h; of a part, without what only a writer needs. */
int lc_store_reading_table(const struct lc_store_reading *r,
                           const struct lc_layout *layout,
                           struct lc_error *err) LC_MUST_CHECK;
