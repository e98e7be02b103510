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

/* Read by lc_container_read() alone: it may lie in another. */
struct lc_container_file {
    const char *name; /* as messages name it */
    int fd;           /* open, lent; read from any place */
    uint64_t size;
    const struct lc_layouts *layouts;        /* of nested files; NULL: none */
    const struct lc_container *const *kinds; /* lc_containers: what it may be, and what
                                                lies in it */
    unsigned long salt; /* for a parser's hashes, not 0: in the cage nobody may ask the
                           system for one */
    /* Of a file within another, instead of fd: as lc_container_read(), `size` at the
     * most, and fast from one place to the next alone. */
    int (*read)(void *within, uint64_t at, size_t size, void *to, size_t *got,
                struct lc_error *err);
    void *within;
};

struct lc_container {
    const char *name; /* "an XML file", "a workbook" */
    const char
        *noun; /* what a table of it is called: "sheet"; NULL: by its name alone */
    /* Is it one, by its first bytes (up to LC_CONTAINER_HEAD)? */
    bool (*is)(const char *head, size_t size);
    /* far: the container's own; NULL, with LC_OK, for what one of the next rows of the
     * table is. What looks like one and is none is LC_FORMAT, named as what it is. */
    int (*open)(void **far, const struct lc_container_file *file, struct lc_error *err);
    size_t (*tables)(const void *far);
    const char *(*table)(const void *far, size_t table); /* its name, shown */
    /* Its rows from the beginning; the one before ends. */
    int (*start)(void *far, size_t table, struct lc_error *err);
    /* row: count, field, line (a sheet's row, a file's line) and trouble; valid until
     * the next call. *row NULL at the end. Rows that say nothing may be given or not,
     * and cells at a row's end that do not. */
    int (*next)(void *far, const struct lc_csv_row **row, struct lc_error *err);
    /* Instead of both, of a container of whole files; NULL elsewhere. The one before
     * was closed. */
    int (*csv)(lc_csv **csv, void *far, size_t table, struct lc_error *err);
    /* Beside csv: is the table a CSV, whose dates are as somebody wrote them? */
    bool (*plain)(const void *far, size_t table);
    /* Does who opens the file not see the table? NULL: all are seen. */
    bool (*hidden)(const void *far, size_t table);
    void (*close)(void *far); /* NULL is allowed */
};

enum { LC_CONTAINER_HEAD = 4096, LC_CONTAINER_TABLES = 1024 };

/* All, in the order in which they are tried; NULL behind the last. */
extern const struct lc_container *const lc_containers[];

/* `size` bytes from `at`; *got is less only where the file ends before. */
int lc_container_read(const struct lc_container_file *file, uint64_t at, size_t size,
                      void *to, size_t *got, struct lc_error *err) LC_MUST_CHECK;

/* LC_FORMAT, of a file with more than LC_CONTAINER_TABLES. */
int lc_container_crowded(const char *name, struct lc_error *err);

/* A salt for lc_container_file, from the system: not in the cage. */
unsigned long lc_container_salt(void);

/* Bytes that all cells of a table of such a file may have together, and that any file
 * packed in it may unfold to: what is above is a bomb. */
uint64_t lc_container_most(uint64_t size);
