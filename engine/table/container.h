/* Files that hold tables, in other forms than one CSV: workbooks, XML, JSON, archives.
 *
 * A container is one struct in one file, and one row of container.c's table. It gives
 * the rows of its tables one by one, as csv.h gives them: the first is the header or a
 * title above it, cells are UTF-8 text, a date is YYYY-MM-DD whatever it looked like.
 * It runs in the reader's cage (csv_cage.h): what it reads is anybody's, so it bounds
 * what it holds (LC_CSV_FIELD, LC_CSV_COLUMNS, and what a small file may unfold to). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"
#include "table/csv.h"
#include "table/layout.h"

struct lc_container_file {
    const char *name; /* as messages name it */
    int fd;           /* open, lent; read from any place */
    uint64_t size;
    const struct lc_layouts *layouts; /* of nested files; NULL: none */
};

struct lc_container {
    const char *name; /* "an XML file", "a workbook" */
    /* Is it one, by its first bytes (up to LC_CONTAINER_HEAD)? */
    bool (*is)(const char *head, size_t size);
    /* far: the container's own. What looks like one and is none is LC_FORMAT, named as
     * what it is. */
    int (*open)(void **far, const struct lc_container_file *file, struct lc_error *err);
    size_t (*tables)(const void *far);
    const char *(*table)(const void *far, size_t table); /* its name, shown */
    /* Its rows from the beginning; the one before ends. */
    int (*start)(void *far, size_t table, struct lc_error *err);
    /* row: count, field, line (a sheet's row, a file's line) and trouble; valid until
     * the next call. *row NULL at the end. */
    int (*next)(void *far, const struct lc_csv_row **row, struct lc_error *err);
    void (*close)(void *far); /* NULL is allowed */
};

enum { LC_CONTAINER_HEAD = 4096 };

/* The container that a file is, or NULL: a CSV. */
const struct lc_container *lc_container_of(const char *head, size_t size);
