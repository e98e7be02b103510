/* Inside of cmd_doctor.c, doctor_files.c and doctor_retain.c: what was looked at, and
 * what was found. */
#pragma once

#include "base/json.h"
#include "base/text.h"
#include "store/chain.h"
#include "store/keys.h"
#include "store/store.h"

struct lc_examined {
    const char *path;   /* of the store */
    const char *folder; /* that it is in */
    json_t *lines;      /* the document, of { about, good, says } */
    size_t findings;
    bool failed;                /* memory ran out */
    struct lc_key_kept kept[2]; /* of lc_key_endings: how it is kept, */
    bool untold;                /* unless that cannot be told of one */
    struct lc_store store;
    struct lc_log_state log;
};

/* One line more; the words are freed. */
void lc_examined_tell(struct lc_examined *e, const char *about, bool good,
                      struct lc_text *says);

/* Is there a file of that ending beside the store? */
bool lc_examined_has(const struct lc_examined *e, const char *ending);

/* Adds ", NAME" or "NAME". */
void lc_add_listed(struct lc_text *list, const char *name);

/* The folder, the files of the store in it, and its keys. */
void lc_examine_files(struct lc_examined *e);
/* Of a store that was loaded: has every history its rule, and how many children are due
 * to go? */
void lc_examine_retention(struct lc_examined *e);
