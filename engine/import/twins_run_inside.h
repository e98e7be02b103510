/* The rows of one batch on their way to who takes them: what twins.c, which has those
 * whose key others have, and twins_alone.c, which has the rest, share. */
#pragma once

#include "import/same_key_inside.h"
#include "import/twins_inside.h"
#include "import/versions_inside.h"
#include "parallel/team.h"

struct lc_twins_run {
    struct lc_batch *batch;
    const struct lc_key *key; /* of digests of people */
    struct lc_notes *notes;
    struct lc_import_file *file;
    size_t rows, kept_room;
    struct lc_batch_row *row;         /* [rows] those in hand */
    const struct lc_batch_row **kept; /* of row: those of lc_twins */
    const struct lc_eras *eras;
    lc_team *team; /* of a large batch; NULL: this thread alone */
    const struct lc_twins_taker *taker;
    void *context;
    struct lc_error *err;
};

/* What events say is digested when it is asked for: many together, by all processors.
 */
struct lc_twins_digesting {
    const struct lc_twins_run *m;
    size_t events;
    struct lc_batch_event *event[64];
};

/* The events of a row, which stays where it is until the end. */
void lc_twins_digest(struct lc_twins_digesting *digesting, struct lc_batch_row *row);
void lc_twins_digest_end(struct lc_twins_digesting *digesting);

/* Rows that are in hand at a time. */
enum { LC_TWINS_WINDOW = 512 };

/* Calls take for the keys of one row, in order of the file: all rows but `same`. */
int lc_twins_alone(struct lc_twins_run *run,
                   const struct lc_same_key *same) LC_MUST_CHECK;
