/* Locks on open files. Either goes with the process that holds it, however it ends; so
 * a lock is never stale, and the file may stay. Errors as in system/file.h. */
#pragma once

#include <stdbool.h>

/* Held until fd is closed: flock(2). wait: until it can be had; else LC_SYS_HELD where
 * another holds it. */
int lc_sys_lock_take(int fd, bool wait);

/* The same by the open file description (Linux, F_OFD_SETLK; POSIX.1-2024), which the
 * former does not see, nor it this; never waits. A number where there are no locks. */
int lc_sys_lock_hold(int fd);

/* Removes the file that nobody holds (lc_sys_lock_hold). Not being able to is none. */
void lc_sys_lock_remove_unheld(const char *path);
