/* Rows of a file that are read ahead, some hundreds at a time. What hangs on no other
 * row is made of them by all processors: their cells and keys, and whose they are,
 * where that is known already. While some are taken, in their order, the next are made
 * and those behind them come in. Part of the import. */
#pragma once

#include "import/reading_inside.h"
#include "import/row_whole_inside.h"
#include "parallel/team.h"

/* So many at the most, and no more once their bytes are so many. */
enum { LC_AHEAD = 512, LC_AHEAD_BYTES = 1 << 20 };

/* What of a row is kept, and its cells and key, if it has no trouble. */
struct lc_ahead_row {
    struct lc_csv_row row; /* its fields are those of the schema's columns */
    struct lc_slice *raw;  /* [columns] */
    struct lc_cell *cell;  /* [columns] */
    uint64_t key;
    uint32_t record;  /* of its person, as far as rows before have met it; or none */
    const char *none; /* it is of no child, and why; or NULL */
    bool cut;         /* blanks were read for fields that it does not have */
    bool torn;        /* it has fewer than the file's first: the file may end in it */
    bool numbered;    /* none, and this is the digest of its number (roster_inside.h) */
    unsigned char pseudonym[LC_DIGEST];
};

/* Rows that go together. */
struct lc_ahead_window {
    size_t count, bytes;
    bool last; /* no more come */
    int code;  /* of reading them; there are none then */
    struct lc_error error;
    struct lc_ahead_row *row; /* [LC_AHEAD] */
    struct lc_slice *raw;
    struct lc_cell *cell;
    lc_arena *arena; /* their bytes */
};

enum { LC_AHEAD_WINDOWS = 3 }; /* one comes in, one is made, one is taken */

struct lc_ahead {
    const struct lc_import_reading *of;
    const int *place;
    struct lc_row_shape shape; /* of the file that is read */
    struct lc_ahead_window window[LC_AHEAD_WINDOWS];
    lc_team *team; /* once there were as many as go, if there can be one */
};

/* Borrows reading, which has batch, run and schema, and place. */
int lc_ahead_begin(struct lc_ahead *ahead, const struct lc_import_reading *reading,
                   const int *place, struct lc_error *err) LC_MUST_CHECK;
/* Calls take for each row of the csv in order, blank ones left out, from one thread at
 * a time, not always the same. Ends with what it returns, if that is no LC_OK. */
int lc_ahead_each(struct lc_ahead *ahead, lc_csv *csv,
                  int (*take)(void *context, const struct lc_ahead_row *row),
                  void *context, struct lc_error *err) LC_MUST_CHECK;
void lc_ahead_end(struct lc_ahead *ahead);
