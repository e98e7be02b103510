/* LD_PRELOAD: the process is killed before the KILL_AT-th rename, by SIGKILL or the
 * signal of the number KILL_BY. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int rename(const char *from, const char *to)
{
    static int count;
    const char *at = getenv("KILL_AT"), *by = getenv("KILL_BY");
    if (at && ++count == atoi(at))
        kill(getpid(), by ? atoi(by) : SIGKILL);
    return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}
