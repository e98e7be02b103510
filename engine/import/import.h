/* Extracts into a store: recognised, read, checked, merged.
 *
 * A file may hold several tables (table/container.h): each that is an extract is taken
 * as if it were a file by itself, the others are named. The order of the files, and of
 * the rows in a file, does not matter; the same file again, of the same day, changes
 * nothing. For every file, rows = taken + unchanged + corrected + rejected + pending.
 */
#pragma once

#include "import/notes.h"
#include "import/schema.h"
#include "store/eras.h"
#include "store/identity.h"
#include "store/store.h"
#include "table/csv_cage.h"

/* Is an extract all that there is of what it covers? */
enum lc_import_extent { LC_BY_SCHEMA, LC_ALL_FULL, LC_ALL_INCREMENTAL };

struct lc_import_options {
    int32_t received; /* the day the extracts were made */
    bool undated;     /* nobody said so: it is today, for want of a day */
    int year; /* collection year (its ending year) of SSDA903 files; 0: inferred */
    int32_t covers_from, covers_to; /* LC_NO_DAY: by each schema's rule */
    enum lc_import_extent extent;
    bool withdraw; /* a full extract may take back more than half of what it covers */
};

/* A table. */
struct lc_import_file {
    const char *path; /* "Annex_A.xlsx, sheet List 3" if the file has several */
    const struct lc_schema *schema; /* NULL: an empty file, or one not read */
    bool unread;                    /* no schema has its columns */
    int year;                       /* collection year, 0: none or not known */
    uint64_t rows, taken, unchanged, corrected, rejected, pending, findings;
    uint64_t withdrawn;             /* rows of earlier days that it took back */
    int32_t covers_from, covers_to; /* [from, to), or LC_NO_DAY */
    bool again;      /* the same bytes of this day were imported before */
    uint32_t source; /* of the store; UINT32_MAX: it was not imported */
    unsigned char digest[LC_DIGEST]; /* of its bytes, zeros where it was not */
};

struct lc_import_result {
    size_t count, files;         /* of tables, in so many files */
    struct lc_import_file *file; /* in the order they were imported in; one more, of
                                    rows that had waited for what they belong to */
    const char *
        *name; /* [count + 1] their paths, as lc_notes_*_csv wants them; borrowed */
    struct lc_notes notes;
    bool changed; /* is there anything to save? */
};

/* Borrowed. */
struct lc_import_ask {
    struct lc_store *store;
    struct lc_identities *identities;
    const struct lc_eras *eras;
    const lc_schemas *schemas;
    const struct lc_import_options *options;
    size_t count;
    char *const *path;                /* [count] */
    lc_csv_cage *cage;                /* that reads them; NULL: they are read here */
    const struct lc_layouts *layouts; /* of nested files; NULL: none */
    bool lenient; /* a file that cannot be read is said to be (unread), not an error; a
                     number used again is taken, for what differs is to be compared */
    /* Which extracts are imported, of those that are there; NULL: all. */
    bool (*takes)(const void *context, const struct lc_schema *schema);
    const void *context;
};

/* Merges the files into store and identities, both in memory: nothing is written. On
 * failure both may be half changed and are to be thrown away. result: free it whatever
 * the outcome. */
int lc_import_files(struct lc_import_result *result, const struct lc_import_ask *ask,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_import_result_free(struct lc_import_result *result);
