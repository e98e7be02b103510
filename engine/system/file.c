/* See file.h. POSIX.1-2008. */
#include "system/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "system/signal.h"

enum { MOST = 1 << 30 }; /* bytes of one call: some systems take no more than an int */

enum lc_sys_cause lc_sys_cause(int number)
{
    switch (number) {
    case EINTR:
        return lc_sys_signal() ? LC_SYS_WOKEN : LC_SYS_OTHER;
    case ENOENT:
        return LC_SYS_ABSENT;
    case ENOTDIR:
        return LC_SYS_NO_FOLDER;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return LC_SYS_FULL;
    case EEXIST:
        return LC_SYS_THERE;
    case EWOULDBLOCK:
        return LC_SYS_HELD;
    case EPIPE:
        return LC_SYS_UNREAD;
    }
    return LC_SYS_OTHER;
}

static int number_of(int result)
{
    return result < 0 ? errno : 0;
}

/* --- what it is ------------------------------------------------------------------- */

static int tell(int result, const struct stat *s, struct lc_sys_about *about)
{
    if (result < 0)
        return errno;
    *about =
        (struct lc_sys_about){ .kind = S_ISREG(s->st_mode)   ? LC_SYS_REGULAR
                                       : S_ISDIR(s->st_mode) ? LC_SYS_FOLDER
                                       : S_ISLNK(s->st_mode) ? LC_SYS_LINK
                                       : S_ISFIFO(s->st_mode) || S_ISSOCK(s->st_mode)
                                           ? LC_SYS_PIPE
                                           : LC_SYS_ODD,
                               .size = s->st_size > 0 ? (uint64_t)s->st_size : 0,
                               .mode = s->st_mode & 0777,
                               .device = s->st_dev,
                               .number = s->st_ino };
    return 0;
}

int lc_sys_file_about(const char *path, struct lc_sys_about *about)
{
    struct stat s;
    return tell(stat(path, &s), &s, about);
}

int lc_sys_link_about(const char *path, struct lc_sys_about *about)
{
    struct stat s;
    return tell(lstat(path, &s), &s, about);
}

int lc_sys_open_about(int fd, struct lc_sys_about *about)
{
    struct stat s;
    return tell(fstat(fd, &s), &s, about);
}

/* --- open and close --------------------------------------------------------------- */

static int open_as(const char *path, int flags, int *fd)
{
    *fd = open(path, flags | O_CLOEXEC | O_NOCTTY, 0600);
    return number_of(*fd);
}

int lc_sys_file_open(const char *path, bool wait, int *fd)
{
    return open_as(path, O_RDONLY | (wait ? 0 : O_NONBLOCK), fd);
}

int lc_sys_file_own(const char *path, bool end, int *fd)
{
    return open_as(path, O_RDWR | O_CREAT | O_NOFOLLOW | (end ? O_APPEND : 0), fd);
}

int lc_sys_file_create(const char *path, int *fd)
{
    return open_as(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, fd);
}

int lc_sys_file_both(const char *path, int *fd)
{
    return open_as(path, O_RDWR, fd);
}

int lc_sys_file_close(int fd)
{
    return number_of(close(fd));
}

/* --- bytes ------------------------------------------------------------------------ */

int lc_sys_file_read(int fd, size_t size, void *to, size_t *got)
{
    ssize_t read_now;
    do
        read_now = read(fd, to, size);
    while (read_now < 0 && errno == EINTR && !lc_sys_signal());
    *got = read_now > 0 ? (size_t)read_now : 0;
    return number_of(read_now < 0 ? -1 : 0);
}

int lc_sys_file_read_at(int fd, uint64_t at, size_t size, void *to, size_t *got)
{
    for (*got = 0; *got < size;) {
        size_t left = size - *got;
        ssize_t read_now =
            pread(fd, (char *)to + *got, left > MOST ? MOST : left, (off_t)(at + *got));
        if (read_now < 0 && errno == EINTR)
            continue;
        if (read_now < 0)
            return errno;
        if (read_now == 0)
            break;
        *got += (size_t)read_now;
    }
    return 0;
}

int lc_sys_file_write(int fd, const void *data, size_t size)
{
    for (const char *at = data; size;) {
        ssize_t put = write(fd, at, size > MOST ? MOST : size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return put ? errno : EIO;
        at += put;
        size -= (size_t)put;
    }
    return 0;
}

int lc_sys_file_write_at(int fd, uint64_t at, const void *data, size_t size)
{
    for (const char *from = data; size;) {
        ssize_t put = pwrite(fd, from, size > MOST ? MOST : size, (off_t)at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return put ? errno : EIO;
        from += put;
        at += (uint64_t)put;
        size -= (size_t)put;
    }
    return 0;
}

int lc_sys_file_cut(int fd, uint64_t size)
{
    return number_of(ftruncate(fd, (off_t)size));
}

int lc_sys_file_sync(int fd)
{
    return number_of(fsync(fd));
}

void lc_sys_file_sync_begin(int fd)
{
#if defined __linux__ && defined SYNC_FILE_RANGE_WRITE
    (void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
    (void)fd;
#endif
}

/* --- names ------------------------------------------------------------------------ */

int lc_sys_folder_sync(const char *path)
{
    int fd, number = open_as(path, O_RDONLY | O_DIRECTORY, &fd);
    if (number)
        return number;
    number = number_of(fsync(fd));
    close(fd);
    return number;
}

int lc_sys_file_rename(const char *from, const char *to)
{
    return number_of(rename(from, to));
}

int lc_sys_file_remove(const char *path)
{
    return number_of(unlink(path));
}

int lc_sys_folder_make(const char *path)
{
    return number_of(mkdir(path, 0700));
}

int lc_sys_folder_each(const char *path, int (*see)(void *context, const char *name),
                       void *context)
{
    DIR *entries = opendir(path);
    int result = 0;
    if (!entries)
        return errno;
    for (struct dirent *entry; !result && (entry = readdir(entries));)
        result = see(context, entry->d_name);
    closedir(entries);
    return result;
}

int lc_sys_disk_room(const char *path, uint64_t *bytes)
{
    struct statvfs disk;
    if (statvfs(path, &disk))
        return errno;
    *bytes = (uint64_t)disk.f_bavail * disk.f_frsize;
    return 0;
}

char *lc_sys_path_resolve(const char *path)
{
    return realpath(path, NULL);
}

bool lc_sys_is_terminal(int fd)
{
    return isatty(fd);
}
