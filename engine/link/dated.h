/* Who was one child on a day: linkage as it stood, from the days of links and of those
 * that hold no more (store.h).
 *
 * On day t a link stands that was made on t or before, and did not end by t. Children
 * are what stands joins, kept apart as in link.h, and each has the number of its first
 * record. So the linkage of today is the store's own, and a score made on an earlier
 * day is explained by the children of that day. A record that came later, or was not
 * linked yet, stands for itself. Families are carried (store/regroup.h), not kept by
 * day of linkage: what is known of them today is seen of the children of then. */
#pragma once

#include "base/text.h"
#include "store/store.h"

/* child[records]: by the linkage of the day. O(n log n). LC_RANGE where nothing was
 * linked on it or before, with the first day on which anything was. LC_REFUSED where a
 * program that kept no partings may have linked it: a day before the first linkage that
 * the store keeps (store.h), if anything is linked of before it, with that linkage's
 * day; any day, if links are all that the store keeps. LC_DAMAGED for a row that names
 * no record. */
int lc_link_of_day(uint32_t *child, const struct lc_store *store, int32_t day,
                   struct lc_error *err) LC_MUST_CHECK;

/* Makes of the store's children those of the day: of a store that was loaded whole and
 * is to be read, never saved. */
int lc_link_go_back(struct lc_store *store, int32_t day,
                    struct lc_error *err) LC_MUST_CHECK;

/* Loads the store as a question asks for it: whole (lc_store_load), by the linkage of
 * the day; LC_NO_DAY: by its own. LC_REFUSED for a day where the store is not linked.
 * On failure there is nothing to free. */
int lc_link_load(struct lc_store *store, const char *path, int32_t day,
                 struct lc_error *err) LC_MUST_CHECK;

/* A record that went from one child to another. Where the first record of a child goes,
 * or comes back, all of the child have another number: each is a move. */
struct lc_link_move {
    int32_t day;
    uint32_t record, from, to; /* children's numbers, as they were called */
};

struct lc_link_moves {
    size_t count, room;
    struct lc_link_move *move; /* by day and record */
    /* Moves of before it are not known, and not here; LC_NO_DAY: all are known;
     * LC_OPEN: none is. */
    int32_t since;
};

/* All moves that are known, else since each record stood for itself. O(days on which
 * links changed x records). Filled anew; free moves->move. */
int lc_link_moves_of(struct lc_link_moves *moves, const struct lc_store *store,
                     struct lc_error *err) LC_MUST_CHECK;
/* As CSV: day, record, from, to. */
void lc_link_print_moves(const struct lc_link_moves *moves, struct lc_text *out);
