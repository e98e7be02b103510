/* Rows of a file that are read ahead, some hundreds at a time: their cells and keys,
 * which hang on no other row, and whose they are, where that is known already, by all
 * processors. Part of the import. */
#pragma once

#include "import/reading_inside.h"
#include "parallel/team.h"

/* So many at the most, and no more once their bytes are so many. */
enum { LC_AHEAD = 512, LC_AHEAD_BYTES = 1 << 20 };

/* What of a row is kept, and its cells and key, if it has no trouble. */
struct lc_ahead_row {
    struct lc_csv_row row; /* its fields are those of the schema's columns */
    struct lc_slice *raw;  /* [columns] */
    struct lc_cell *cell;  /* [columns] */
    uint64_t key;
    uint32_t record; /* of its person, as far as rows before have met it; or none */
};

struct lc_ahead {
    const struct lc_import_reading *of;
    const int *place;
    size_t count, bytes;
    bool last;                /* no more come */
    struct lc_ahead_row *row; /* [LC_AHEAD] */
    struct lc_slice *raw;
    struct lc_cell *cell;
    lc_arena *arena; /* their bytes */
    lc_team *team;   /* once there were as many as go, if there can be one */
};

/* Borrows reading, which has batch, run and schema, and place. */
int lc_ahead_begin(struct lc_ahead *ahead, const struct lc_import_reading *reading,
                   const int *place, struct lc_error *err) LC_MUST_CHECK;
/* The rows that come next, blank ones left out: row[count]; those of before are gone.
 */
int lc_ahead_next(struct lc_ahead *ahead, lc_csv *csv,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_ahead_end(struct lc_ahead *ahead);
