/* The tables of a file: those of the container that it is (container.h), or the one
 * that a CSV is. */
#pragma once

#include "table/container.h"

struct lc_tables {
    const struct lc_container *container; /* NULL: a CSV, one table of no name */
    size_t count;
    char **name;  /* [count] as the file has them: anybody's words */
    bool *plain;  /* [count] a CSV: its dates are as somebody wrote them */
    bool *hidden; /* [count] who opens the file does not see it */
};

/* Of a file that is read here, not in a cage (csv_cage.h). */
int lc_tables_list(struct lc_tables *tables, const char *path,
                   const struct lc_layouts *layouts,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_tables_free(struct lc_tables *tables);

/* lc_csv_open() of one of them, by its number. A row of a container's table has as many
 * fields as the header: cells that it lacks say nothing, and those beyond are not read.
 */
int lc_csv_open_table(lc_csv **csv, const char *path, size_t table,
                      const struct lc_layouts *layouts,
                      struct lc_error *err) LC_MUST_CHECK;
