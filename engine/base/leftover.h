/* Temporary files that a killed writer left behind.
 *
 * A draft's temporary file is held by a lock of its own (an open file description's, so
 * it goes with the process however it ends, and HDF5's flock is no matter to it). One
 * that nobody holds is a leftover: the next draft of the same target takes it away. */
#pragma once

#include <stdbool.h>

/* Holds the open temporary file until fd is closed. Where the file system has no locks
 * nothing is held, and nothing is ever taken away. */
void lc_leftover_hold(int fd);

/* Removes every PATH.xxxxxxxx.tmp that nobody holds. Not finding any, or not being able
 * to, is not a failure. */
void lc_leftover_remove(const char *path);

/* Is it a draft's name, held or not: something.xxxxxxxx.tmp? */
bool lc_leftover_is_draft(const char *name);
