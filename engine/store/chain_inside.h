/* Inside of chain.h: how the chain is followed, and a line added. */
#pragma once

#include "store/chain.h"
#include "store/secrets.h"

/* The lock under which lines are added, waited for; lc_sys_file_close(*fd) lets it
 * go. */
int lc_log_lock(int *fd, const char *store_path, struct lc_error *err) LC_MUST_CHECK;

/* Is there anything called as the log? Only then are keys asked for. LC_IO if it is a
 * folder. */
int lc_log_find(bool *there, const char *store_path,
                struct lc_error *err) LC_MUST_CHECK;

/* What is looked for, each NULL for nothing: see lc_log_check() and lc_log_each(). */
struct lc_log_walk {
    const struct lc_log_mark *mark;
    lc_log_hearer *hear;
    void *context;
};
int lc_log_follow(struct lc_log_state *state, const struct lc_log_walk *walk,
                  const char *store_path, const struct lc_secrets *secrets,
                  struct lc_error *err) LC_MUST_CHECK;

/* A line that is to be written. */
struct lc_log_line {
    const char *verb, *detail;
    uint64_t generation;           /* that it makes, or 0 */
    const struct lc_secrets *next; /* of a rotation: the new keys, which vouch for all
                                      up to this line; else NULL */
};

struct lc_log_lines {
    size_t count;
    const struct lc_log_line *line; /* [count] a rotation's is alone */
};

/* Adds them, under the lock, to the log behind fd, and syncs it once; *end: the log's,
 * with them. The rest of a line that a kill cut short is taken away first: nothing was
 * shown for it. O(log + lines). */
int lc_log_add(struct lc_log_mark *end, int fd, const struct lc_log_lines *lines,
               const char *store_path, const struct lc_secrets *secrets,
               struct lc_error *err) LC_MUST_CHECK;
