/* See lock.h. Linux: flock(2), and fcntl(2) with F_OFD_SETLK. */
#include "system/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

int lc_sys_lock_take(int fd, bool wait)
{
    return flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) ? errno : 0;
}

int lc_sys_lock_hold(int fd)
{
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    return fcntl(fd, F_OFD_SETLK, &whole) ? errno : 0;
}

void lc_sys_lock_remove_unheld(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return;
    if (lc_sys_lock_hold(fd) == 0)
        unlink(path);
    close(fd);
}
