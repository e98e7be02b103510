/* Inside of paths.h: what the files of engine/store share. */
#pragma once

#include "store/paths.h"

/* Opens a regular file to read, without waiting on a FIFO; its size in *size. A folder,
 * a device or a missing file is an error that says so. close() *fd. */
int lc_open_regular(const char *path, int *fd, uint64_t *size,
                    struct lc_error *err) LC_MUST_CHECK;

/* size bytes at `at` of fd, all of them; LC_DAMAGED if the file ends before. */
int lc_read_at(int fd, const char *path, uint64_t at, size_t size, void *to,
               struct lc_error *err) LC_MUST_CHECK;
