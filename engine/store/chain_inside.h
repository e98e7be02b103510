/* Inside of chain.h: how a line is added. */
#pragma once

#include "store/chain.h"

/* The lock under which lines are added, waited for; lc_sys_file_close(*fd) lets it
 * go. */
int lc_log_lock(int *fd, const char *store_path, struct lc_error *err) LC_MUST_CHECK;

/* A line that is to be written. */
struct lc_log_line {
    const char *verb, *detail;
    uint64_t generation; /* that it makes, or 0 */
};

/* Adds it, under the lock, to the log behind fd, and syncs it; *end: the log's, with
 * it. The rest of a line that a kill cut short is taken away first: nothing was shown
 * for it. */
int lc_log_add(struct lc_log_mark *end, int fd, const struct lc_log_line *line,
               const char *store_path, struct lc_error *err) LC_MUST_CHECK;
