/* See terminal.h. A browser has none: whoever wants an answer hands it in. */
#include "system/terminal.h"

#include <errno.h>

int lc_sys_terminal_open(int *fd)
{
    *fd = -1;
    return ENXIO;
}

int lc_sys_terminal_ask(int fd, const char *question, size_t room, void *to,
                        size_t *got)
{
    (void)fd;
    (void)question;
    (void)room;
    (void)to;
    *got = 0;
    return ENXIO;
}
