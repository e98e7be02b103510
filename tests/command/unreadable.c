/* Preloaded: reading a file whose path ends with $UNREADABLE fails with EIO from byte
 * $UNREADABLE_FROM on, as on a disk with a bad block. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static int is_bad(int fd, off_t at, size_t size)
{
    const char *ending = getenv("UNREADABLE"), *from = getenv("UNREADABLE_FROM");
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = ending ? readlink(link, path, sizeof path - 1) : -1;
    size_t end = ending ? strlen(ending) : 0;
    if (length < (ssize_t)end || strncmp(path + length - end, ending, end) != 0)
        return 0;
    return at + (off_t)size > (from ? atoll(from) : 0);
}

ssize_t read(int fd, void *to, size_t size)
{
    off_t at = syscall(SYS_lseek, fd, 0, SEEK_CUR);
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
