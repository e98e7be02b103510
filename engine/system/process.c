/* See process.h. POSIX.1-2008; prctl(2) and /proc of Linux. */
#include "system/process.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char self[] = "/proc/self/exe";

/* A standard file that came closed is filled with one that cannot be used the way it
 * would be: else the first file we open would take its place, and get our messages. */
static void fill_standard_files(void)
{
    static const int useless[] = { O_WRONLY, O_RDONLY, O_RDONLY };
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", useless[fd]) != fd)
            abort(); /* the lowest free one is what open() gives */
}

void lc_sys_process_begin(void)
{
    struct rlimit none = { 0, 0 };
    fill_standard_files();
    umask(077);
    setrlimit(RLIMIT_CORE, &none);
#ifndef LC_DEBUGGABLE
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

bool lc_sys_process_dumps(void)
{
    return prctl(PR_GET_DUMPABLE)
           != 0; /* the limit is not asked where dumps are piped */
}

bool lc_sys_process_is_limited(void)
{
    struct rlimit space, data;
    return getrlimit(RLIMIT_AS, &space) || getrlimit(RLIMIT_DATA, &data)
           || space.rlim_cur != RLIM_INFINITY || data.rlim_cur != RLIM_INFINITY;
}

size_t lc_sys_process_stack(size_t want)
{
    struct rlimit stack;
    if (getrlimit(RLIMIT_STACK, &stack))
        return want;
    rlim_t before = stack.rlim_cur;
    if (before < want) {
        stack.rlim_cur = stack.rlim_max < want ? stack.rlim_max : want;
        if (setrlimit(RLIMIT_STACK, &stack))
            stack.rlim_cur = before;
    }
    return stack.rlim_cur < want ? (size_t)stack.rlim_cur : want;
}

void lc_sys_process_files(size_t more)
{
    enum { OTHERS = 64 };
    struct rlimit files;
    rlim_t need = (rlim_t)more + OTHERS;
    if (getrlimit(RLIMIT_NOFILE, &files) || files.rlim_cur >= need)
        return;
    files.rlim_cur = need < files.rlim_max ? need : files.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &files);
}

void lc_sys_process_anew(char **argv, const char *name, const char *value)
{
    if (!setenv(name, value, 1))
        execv(self, argv);
}

void lc_sys_process_forget(const char *name)
{
    unsetenv(name);
}

bool lc_sys_process_path(char *out, size_t room)
{
    ssize_t size = readlink(self, out, room - 1);
    if (size <= 0)
        return false;
    out[size] = 0;
    return true;
}

#ifdef LC_COUNTED
extern void __gcov_dump(void);
#endif

void lc_sys_process_end(int status)
{
#ifdef LC_COUNTED
    __gcov_dump();
#endif
    _exit(status);
}

long lc_sys_process_number(void)
{
    return getpid();
}

unsigned long lc_sys_process_user(void)
{
    return getuid();
}
