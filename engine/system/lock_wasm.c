/* See lock.h. A worker's files are its own: nobody else can hold one. */
#include "system/lock.h"

#include <unistd.h>

int lc_sys_lock_take(int fd, bool wait)
{
    (void)fd;
    (void)wait;
    return 0;
}

int lc_sys_lock_hold(int fd)
{
    (void)fd;
    return 0;
}

void lc_sys_lock_remove_unheld(const char *path)
{
    unlink(path);
}
