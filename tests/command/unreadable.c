/* Preloaded: reading a file whose path ends with $UNREADABLE fails with EIO from byte
 * $UNREADABLE_FROM on, as on a disk with a bad block. The path is looked at when a file
 * is opened: a reader in a cage may ask for it no more. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { MOST = 1024 };
static char bad[MOST]; /* by descriptor */

static int note(int fd, const char *path)
{
    const char *ending = getenv("UNREADABLE");
    size_t size = strlen(path), end = ending ? strlen(ending) : 0;
    if (fd >= 0 && fd < MOST)
        bad[fd] = end && size >= end && strcmp(path + size - end, ending) == 0;
    return fd;
}

static int is_bad(int fd, off_t at, size_t size)
{
    const char *from = getenv("UNREADABLE_FROM");
    return fd >= 0 && fd < MOST && bad[fd]
           && at + (off_t)size > (from ? atoll(from) : 0);
}

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    int mode = flags & O_CREAT ? va_arg(more, int) : 0;
    va_end(more);
    char full[8192] = "";
    if (*path != '/' && getcwd(full, 4096))
        strcat(full, "/");
    strncat(full, path, sizeof full - strlen(full) - 1);
    return note((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), full);
}

int open64(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    int mode = flags & O_CREAT ? va_arg(more, int) : 0;
    va_end(more);
    return open(path, flags, mode);
}

ssize_t read(int fd, void *to, size_t size)
{
    off_t at =
        fd >= 0 && fd < MOST && bad[fd] ? syscall(SYS_lseek, fd, 0, SEEK_CUR) : -1;
    if (at >= 0 && is_bad(fd, at, size)) {
        errno = EIO;
        return -1;
    }
    return syscall(SYS_read, fd, to, size);
}

ssize_t pread(int fd, void *to, size_t size, off_t at)
{
    if (is_bad(fd, at, size)) {
        errno = EIO;
        return -1;
    }
    return syscall(SYS_pread64, fd, to, size, at);
}

ssize_t pread64(int fd, void *to, size_t size, off_t at)
{
    return pread(fd, to, size, at);
}
