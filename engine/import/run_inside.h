/* One import on its way, and which of its parts each step reads (r) or writes (w):
 *
 *              ledger  people  roster  filing  notes
 *     begin         w        w       w       w       w     import_files.c
 *     read          r                w       w       w     read.c: rows into a batch
 *     merge         w        w                       w     merge.c: a batch into them
 *     check                                  r       w     filing.c
 *     close         w                                w     follow.c
 *     compact       w                                      ledger.c
 *
 * All files of a schema are read before the first of them is merged, and a schema is
 * merged before the next is read. A step that wants one part is handed that part. Part
 * of the import. */
#pragma once

#include "import/filing_inside.h"
#include "import/import.h"
#include "import/ledger_inside.h"
#include "import/people_inside.h"
#include "import/roster_inside.h"
#include "import/zeros_inside.h"

struct lc_import_run {
    const struct lc_import_ask *ask;
    struct lc_import_result *result; /* the notes are in it */
    struct lc_ledger ledger;
    struct lc_people people;
    struct lc_roster roster;
    struct lc_zeros zeros; /* the roster's numbers; read.c alone notes them */
    lc_filing *filing;
    struct lc_index waiting; /* rows that wait, by key; made when one is met */
    size_t followed;
    uint32_t
        *follow; /* [followed] by record: whose rows its number has (merged_inside.h) */
};
