/* How a file would be read, before anything is stored: which schema it would be, column
 * by column, and why not another. Nothing here holds a cell of the file; names of its
 * columns only where some schema has them. */
#pragma once

#include "base/text.h"
#include "import/import.h"

enum { LC_EXPLAIN_OTHERS = 3 };

/* What was met in one column of the schema. */
struct lc_explained_column {
    int place;      /* of the file's columns, from 0; LC_NO_COLUMN: it is not there */
    uint64_t good;  /* cells that were read */
    uint64_t blank; /* that say nothing */
    uint64_t bad;   /* that are not what the column is */
    uint64_t other; /* words in no list: kept as "other" */
};

/* A schema that is not the file's, and why. */
struct lc_explained_other {
    const struct lc_schema *schema;
    struct lc_text why; /* "missing: a, b; too much: c" */
};

struct lc_explained {
    const struct lc_schema *schema; /* NULL: none has these columns */
    struct lc_explained_column column[LC_MAX_SCHEMA_COLUMNS];
    int form[LC_MAX_SCHEMA_COLUMNS]; /* lc_day_format, of columns of days; else -1 */
    uint64_t line;                   /* of the header */
    uint64_t rows, troubled;         /* read; that cannot be cut into fields */
    struct lc_text unread;           /* "columns not read: LA, column 9" */
    struct lc_text why;              /* why no schema has these columns */
    size_t others;
    struct lc_explained_other other[LC_EXPLAIN_OTHERS]; /* the nearest first */
};

/* ask: its one path, cage, layouts and schemas are read, no store. A table that no
 * schema has is no error: what comes nearest is told. Free it whatever the outcome. */
int lc_explain(struct lc_explained *explained, const struct lc_import_ask *ask,
               size_t table, struct lc_error *err) LC_MUST_CHECK;
void lc_explained_free(struct lc_explained *explained);

/* "missing (start, with its end: rhi_offered)": what column c of the schema gives. */
void lc_explain_gives(const struct lc_schema *schema, unsigned c, struct lc_text *text);
const char *lc_explain_type(const struct lc_schema_column *column); /* "day", ... */

/* A mapping to start from, of a table's headings to the schema named `like`, or the
 * nearest by their spelling (NULL): what is spelt alike is filled in, the rest is
 * marked. It is of that of the file's `tables` (those that `asked` has, NULL: all)
 * which is nearest, or has the most headings. It has the headings as they are written,
 * so it is refused (LC_REFUSED) for a file whose first row may be a child's: one with a
 * figure of three or more, or a day, in it. */
int lc_explain_mapping(struct lc_text *mapping, const struct lc_import_ask *ask,
                       size_t tables, const bool *asked, const char *like,
                       struct lc_error *err) LC_MUST_CHECK;
