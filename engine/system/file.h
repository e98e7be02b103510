/* Files and folders, as POSIX.1-2008 has them.
 *
 * The machine's rooms know no struct lc_error: a function that can fail returns 0 or
 * the number of its error (errno.h; strerror() has words for it), and lc_sys_cause()
 * tells the few apart on which something hangs. Another platform is one more file
 * beside file.c. Paths are the system's own bytes, ended by NUL; a descriptor is an int
 * of 0 or more that lc_sys_file_close() gives back. All may be called by any thread. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LC_SYS_INPUT, LC_SYS_OUTPUT, LC_SYS_ERRORS }; /* the standard descriptors */

enum lc_sys_cause {
    LC_SYS_OTHER,
    LC_SYS_WOKEN,     /* a signal of ours came while it waited (system/signal.h) */
    LC_SYS_ABSENT,    /* no such file, or the folder above it is not there */
    LC_SYS_NO_FOLDER, /* a part of the path is a file */
    LC_SYS_FULL,      /* the disk, the quota or the largest size of a file */
    LC_SYS_THERE,     /* it exists already */
    LC_SYS_HELD,      /* another holds the lock */
    LC_SYS_UNREAD     /* a pipe that nobody reads any more */
};

/* Of the number of an error. */
enum lc_sys_cause lc_sys_cause(int number);

enum lc_sys_kind {
    LC_SYS_REGULAR,
    LC_SYS_FOLDER,
    LC_SYS_LINK,
    LC_SYS_PIPE,
    LC_SYS_ODD
};

struct lc_sys_about {
    enum lc_sys_kind kind;   /* LC_SYS_PIPE: a FIFO or a socket */
    uint64_t size;           /* bytes */
    unsigned mode;           /* who may do what: the nine bits of chmod(1) */
    uint64_t device, number; /* together: which file it is, whatever its path */
};

/* Of what the path leads to; of a symbolic link at its end itself. Of an open file. */
int lc_sys_file_about(const char *path, struct lc_sys_about *about);
int lc_sys_link_about(const char *path, struct lc_sys_about *about);
int lc_sys_open_about(int fd, struct lc_sys_about *about);

/* To read; wait: a FIFO's writer is waited for. */
int lc_sys_file_open(const char *path, bool wait, int *fd);
/* A file of ours (0600) to read and write, made if it is missing; with `end` whatever
 * is written goes behind its last byte. Never by way of a link. */
int lc_sys_file_own(const char *path, bool end, int *fd);
/* The same, and an error (LC_SYS_THERE) if there is anything by that name. */
int lc_sys_file_create(const char *path, int *fd);
/* To read and write what is there, a terminal mostly. */
int lc_sys_file_both(const char *path, int *fd);
int lc_sys_file_close(int fd);

/* What is there, `size` bytes at the most; *got 0 at the end. Waits, until a signal of
 * ours comes. */
int lc_sys_file_read(int fd, size_t size, void *to, size_t *got);
/* `size` bytes from `at`; *got is less only where the file ends before. */
int lc_sys_file_read_at(int fd, uint64_t at, size_t size, void *to, size_t *got);
/* All of them. */
int lc_sys_file_write(int fd, const void *data, size_t size);
/* The same at `at`. */
int lc_sys_file_write_at(int fd, uint64_t at, const void *data, size_t size);
/* Cut to its first `size` bytes. */
int lc_sys_file_cut(int fd, uint64_t size);
/* On the disk when it returns. Not to be called again after a failure: the pages may be
 * gone though a second call says yes. */
int lc_sys_file_sync(int fd);
/* May begin with that, and does not wait for it: who syncs many files afterwards waits
 * for all at once. Advice. */
void lc_sys_file_sync_begin(int fd);
int lc_sys_folder_sync(const char *path);

/* `to` becomes what `from` was, in one step. */
int lc_sys_file_rename(const char *from, const char *to);
int lc_sys_file_remove(const char *path);
/* A folder of ours (0700). */
int lc_sys_folder_make(const char *path);
/* The names in it, in no order; what see() returns, unless 0, ends it and is returned.
 */
int lc_sys_folder_each(const char *path, int (*see)(void *context, const char *name),
                       void *context);
/* Bytes that may still be written where the path is. */
int lc_sys_disk_room(const char *path, uint64_t *bytes);
/* Without links and dots: new, free() it; NULL if there is none. */
char *lc_sys_path_resolve(const char *path);

bool lc_sys_is_terminal(int fd);
