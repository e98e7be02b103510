/* A container that is open, and the tables in it as lc_csv gives them: what is read in
 * the cage and what is read here go through this. */
#pragma once

#include "table/container.h"

typedef struct lc_contained lc_contained;

/* *contained NULL: the file is a CSV. The file is copied, what it lends is lent until
 * lc_contained_close(). */
int lc_contained_open(lc_contained **contained, const struct lc_container_file *file,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_contained_close(lc_contained *contained); /* NULL is allowed */

/* The number of its row in the table of containers. */
size_t lc_contained_kind(const lc_contained *contained);
size_t lc_contained_count(const lc_contained *contained);
const char *lc_contained_name(const lc_contained *contained, size_t table);
bool lc_contained_plain(const lc_contained *contained, size_t table);
bool lc_contained_hidden(const lc_contained *contained, size_t table);

/* One at a time; with `own` it closes the container as it is closed, or not opened. */
int lc_contained_csv(lc_csv **csv, lc_contained *contained, size_t table, bool own,
                     struct lc_error *err) LC_MUST_CHECK;
