/* The tables of an import before they are read: which there are, and which extract each
 * is. Part of the import.
 *
 * Their order is their own (what others join or follow first, then by name and bytes),
 * never that of the command line. */
#pragma once

#include "base/hash.h"
#include "base/memory.h"
#include "import/forms_inside.h"
#include "import/import.h"

struct lc_import_planned {
    size_t which, table;            /* of the files as they were named; of its tables */
    const char *path;               /* as messages name it */
    const char *file, *name;        /* where it is; name: without its folders */
    const struct lc_schema *schema; /* NULL: an empty file, or `unread` */
    const char *unread;             /* why it is none of those that are read, or NULL */
    bool rows;                      /* of that: are there any below its first? */
    bool hidden;                    /* who opens the file does not see it */
    struct lc_forms forms;
    unsigned char digest[LC_DIGEST]; /* of the file, and of which table of several */
};

struct lc_import_plan {
    size_t count, room;
    struct lc_import_planned *table; /* [count] in the order of the import */
};

/* Looks into every file. Of a file with several tables those that are empty are left
 * out, and those that no schema has are none the less planned, as unread; a file with
 * none that a schema has is LC_FORMAT, of the table that is nearest. settle: with the
 * forms of their days, for which some may have to be read to the end. The arena owns
 * the names. Free it whatever is returned. */
int lc_import_plan_make(struct lc_import_plan *plan, const struct lc_import_ask *ask,
                        lc_arena *arena, bool settle,
                        struct lc_error *err) LC_MUST_CHECK;
void lc_import_plan_free(struct lc_import_plan *plan);

/* The tables as the result tells them. */
int lc_import_plan_list(struct lc_import_result *result,
                        const struct lc_import_plan *plan, size_t files,
                        struct lc_error *err) LC_MUST_CHECK;

/* Opens one of them, from its beginning. */
int lc_import_plan_open(lc_csv **csv, const struct lc_import_ask *ask,
                        const struct lc_import_planned *table,
                        struct lc_error *err) LC_MUST_CHECK;
