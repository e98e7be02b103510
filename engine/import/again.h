/* A command that is given again.
 *
 * What an import makes of its files hangs on their bytes, the day, the options, the
 * schemas, mappings and codes and the program; the print is one number of all these. An
 * import puts it into its line of the store's log. Where the log knows the print, the
 * files need not be read: of one day they are the sources that they were, and change
 * nothing (docs/store.md, "The order of extracts"). */
#pragma once

#include "base/text.h"
#include "import/import.h"

enum { LC_PRINT_TEXT = 17 };

/* Where schemas came from. */
struct lc_schemas_from {
    const char *folder, *map; /* map: of a mapping that was named, or NULL */
    const char *store_path;   /* STORE.maps and STORE.codes.csv are beside it */
};

/* Hexadecimal into print[LC_PRINT_TEXT]. Reads all files once, for their digests. The
 * ask's cage is there. */
int lc_import_print_of(char *print, const struct lc_import_ask *ask,
                       const struct lc_schemas_from *from,
                       struct lc_error *err) LC_MUST_CHECK;

/* The result of an import whose tables are all sources of its day, by what was counted
 * then; they are looked at up to their headers. *known false: one is none, or is one of
 * a yearly return, which is judged anew beside those of other years. result: free it
 * whatever the outcome. */
int lc_import_again(struct lc_import_result *result, const struct lc_import_ask *ask,
                    bool *known, struct lc_error *err) LC_MUST_CHECK;
