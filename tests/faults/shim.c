/* Preloaded: one call of the program fails, or the program is killed at it.
 *
 *   FAULT_CALL   which: a name of `calls` below
 *   FAULT_AT     the how-manieth, from 1
 *   FAULT_KIND   once     it fails, and those after it do not
 *                on       it and all after it fail
 *                short    a write writes half of what it was asked to, then goes on
 *                before   the process is killed instead of the call
 *                after    the process is killed when the call is done
 *                garble   a write begins with other bytes than it was asked to
 *   FAULT_ERROR  errno, by number (default EIO)
 *   FAULT_WHO    0: the program (default); 1: what it forks
 *   FAULT_COUNTS a file that is given how often each was called: numbers in the order of
 *                `calls`, those of the program first
 *
 * Nothing is asked of the system beyond the call itself, as a child may be in a cage.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* clang-format off */
#define CALLS(X)                                                        \
    X(write) X(pwrite) X(fsync) X(rename) X(open) X(close) X(mmap)      \
    X(unlink) X(ftruncate) X(flock) X(read) X(pread) X(mkdir)
/* clang-format on */

enum call {
#define X(name) CALL_##name,
    CALLS(X)
#undef X
        COUNT
};
static const char *const calls[] = {
#define X(name) #name,
    CALLS(X)
#undef X
};

enum kind { NONE, ONCE, ON, SHORT, BEFORE, AFTER, GARBLE };
static const char *const kinds[] = { "",       "once",  "on",    "short",
                                     "before", "after", "garble" };

enum { HEAD = 8 };
static const char garbage[HEAD] = "\2\0\0\0\377\377\377";

static enum kind kind;
static int call = -1, number = EIO, who, me;
static long at;
static atomic_long own[2][COUNT], (*counts)[COUNT] = own;

static int place(const char *word, const char *const *list, int size, int otherwise)
{
    for (int i = 0; word && i < size; i++)
        if (strcmp(word, list[i]) == 0)
            return i;
    return otherwise;
}

static void forked(void)
{
    me = 1;
}

__attribute__((constructor)) static void begin(void)
{
    const char *text;
    call = place(getenv("FAULT_CALL"), calls, COUNT, -1);
    kind =
        (enum kind)place(getenv("FAULT_KIND"), kinds, sizeof kinds / sizeof *kinds, 0);
    at = (text = getenv("FAULT_AT")) ? atol(text) : 0;
    number = (text = getenv("FAULT_ERROR")) ? atoi(text) : EIO;
    who = (text = getenv("FAULT_WHO")) ? atoi(text) : 0;
    pthread_atfork(NULL, NULL, forked);
    if ((text = getenv("FAULT_COUNTS"))) {
        int fd = (int)syscall(SYS_openat, AT_FDCWD, text, O_RDWR | O_CREAT, 0600);
        void *shared = MAP_FAILED;
        if (fd >= 0 && syscall(SYS_ftruncate, fd, sizeof own) == 0)
            shared = (void *)syscall(SYS_mmap, NULL, sizeof own, PROT_READ | PROT_WRITE,
                                     MAP_SHARED, fd, 0);
        if (shared != MAP_FAILED)
            counts = shared;
        syscall(SYS_close, fd);
    }
}

static void die(void)
{
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
}

/* What is to become of this call. */
static enum kind met(enum call which)
{
    long n = atomic_fetch_add(&counts[me][which], 1) + 1;
    if ((int)which != call || me != who || n < at || (n > at && kind != ON))
        return NONE;
    if (kind == BEFORE)
        die();
    return kind;
}

static bool fails(enum kind now)
{
    if (now == ONCE || now == ON)
        errno = number;
    return now == ONCE || now == ON;
}

#define DONE(type, value)                                                              \
    do {                                                                               \
        type done = (type)(value);                                                     \
        if (now == AFTER)                                                              \
            die();                                                                     \
        return done;                                                                   \
    } while (0)

ssize_t write(int fd, const void *data, size_t size)
{
    enum kind now = met(CALL_write);
    if (fails(now))
        return -1;
    if (now == GARBLE && size >= HEAD && syscall(SYS_write, fd, garbage, HEAD) == HEAD)
        return HEAD + syscall(SYS_write, fd, (const char *)data + HEAD, size - HEAD);
    DONE(ssize_t,
         syscall(SYS_write, fd, data, now == SHORT && size > 1 ? size / 2 : size));
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t where)
{
    enum kind now = met(CALL_pwrite);
    if (fails(now))
        return -1;
    DONE(ssize_t, syscall(SYS_pwrite64, fd, data,
                          now == SHORT && size > 1 ? size / 2 : size, where));
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t where)
{
    return pwrite(fd, data, size, where);
}

ssize_t read(int fd, void *to, size_t size)
{
    enum kind now = met(CALL_read);
    if (fails(now))
        return -1;
    DONE(ssize_t, syscall(SYS_read, fd, to, size));
}

ssize_t pread(int fd, void *to, size_t size, off_t where)
{
    enum kind now = met(CALL_pread);
    if (fails(now))
        return -1;
    DONE(ssize_t, syscall(SYS_pread64, fd, to, size, where));
}

ssize_t pread64(int fd, void *to, size_t size, off_t where)
{
    return pread(fd, to, size, where);
}

int fsync(int fd)
{
    enum kind now = met(CALL_fsync);
    if (fails(now))
        return -1;
    DONE(int, syscall(SYS_fsync, fd));
}

int rename(const char *from, const char *to)
{
    enum kind now = met(CALL_rename);
    if (fails(now))
        return -1;
    DONE(int, syscall(SYS_rename, from, to));
}

int unlink(const char *path)
{
    enum kind now = met(CALL_unlink);
    if (fails(now))
        return -1;
    DONE(int, syscall(SYS_unlink, path));
}

int mkdir(const char *path, mode_t mode)
{
    enum kind now = met(CALL_mkdir);
    if (fails(now))
        return -1;
    DONE(int, syscall(SYS_mkdir, path, mode));
}

static int open_at(int folder, const char *path, int flags, int mode)
{
    enum kind now = met(CALL_open);
    if (fails(now))
        return -1;
    DONE(int, syscall(SYS_openat, folder, path, flags, mode));
}

#define MODE(mode, flags)                                                              \
    int mode = 0;                                                                      \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {                                           \
        va_list more;                                                                  \
        va_start(more, flags);                                                         \
        mode = va_arg(more, int);                                                      \
        va_end(more);                                                                  \
    }

int open(const char *path, int flags, ...)
{
    MODE(mode, flags)
    return open_at(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE(mode, flags)
    return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    MODE(mode, flags)
    return open_at(folder, path, flags, mode);
}

/* It is closed, whatever close(2) says. */
int close(int fd)
{
    enum kind now = met(CALL_close);
    long done = syscall(SYS_close, fd);
    if (now == AFTER)
        die();
    return fails(now) ? -1 : (int)done;
}

void *mmap(void *where, size_t size, int rights, int flags, int fd, off_t from)
{
    enum kind now = met(CALL_mmap);
    if (fails(now)) {
        errno = ENOMEM;
        return MAP_FAILED;
    }
    DONE(void *, syscall(SYS_mmap, where, size, rights, flags, fd, from));
}

void *mmap64(void *where, size_t size, int rights, int flags, int fd, off_t from)
{
    return mmap(where, size, rights, flags, fd, from);
}

int ftruncate(int fd, off_t size)
{
    enum kind now = met(CALL_ftruncate);
    if (fails(now))
        return -1;
    DONE(int, syscall(SYS_ftruncate, fd, size));
}

int ftruncate64(int fd, off_t size)
{
    return ftruncate(fd, size);
}

int flock(int fd, int how)
{
    enum kind now = met(CALL_flock);
    if (fails(now))
        return -1;
    DONE(int, syscall(SYS_flock, fd, how));
}
