/* Inside of csv_cage.h: what the reader does, and what is known of it. */
#pragma once

#include <stdatomic.h>

#include "base/hash.h"
#include "parallel/aside.h"
#include "system/cage.h"
#include "table/csv_cage.h"

/* The reader's work; in the cage. It goes on where it was left: a cage may be one that
 * runs it anew for each question (system/cage.h). */
struct lc_csv_reader {
    size_t count;
    const int *fd;
    const uint64_t *size; /* [count] bytes that are read of each */
    char *const *path;    /* as messages name them */
    const struct lc_layouts *layouts;
    unsigned long salt;
    struct lc_csv_reading *reading; /* what is open; NULL at first */
};
void lc_csv_reader_work(void *reader, int from, int to);
void lc_csv_reader_end(struct lc_csv_reader *reader); /* closes what is open */

/* The program's side: csv_cage_start.c makes it, csv_cage.c asks it. */
struct lc_csv_cage {
    size_t count;
    char *const *path;
    int *fd;
    uint64_t *size;                         /* bytes of each when it was opened */
    bool *unfolds;                          /* is it a container, as the reader says? */
    unsigned char (*digest)[1 + LC_DIGEST]; /* 1 and it, of each asked for */
    lc_aside *digesting;                    /* while somebody is at it */
    atomic_bool stopped;                    /* nobody will ask for digests any more */
    struct lc_csv_reader works;             /* what the reader has */
    lc_sys_cage *reader;
    unsigned owed; /* answers that are still to come */
    size_t at, have, room;
    char *heard; /* [room]; heard[at] to heard[have - 1] are still to be looked at */
};
