/* See terminal.h. POSIX.1-2008: termios; ppoll(2). */
#include "system/terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>

#include "system/file.h"
#include "system/signal.h"

/* What a handler puts back: tcsetattr() may be called there. */
static struct termios before;
static volatile sig_atomic_t hidden = -1; /* the descriptor, while nothing is shown */

int lc_sys_terminal_open(int *fd)
{
    return lc_sys_file_both("/dev/tty", fd);
}

static void restore(void)
{
    int fd = hidden;
    hidden = -1;
    if (fd >= 0)
        tcsetattr(fd, TCSAFLUSH, &before);
}

static int hide(int fd)
{
    struct termios now;
    if (tcgetattr(fd, &before))
        return errno;
    now = before;
    now.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
    now.c_lflag |= ICANON | ECHONL | ISIG;
    hidden = fd;
    lc_sys_signal_last(restore);
    return tcsetattr(fd, TCSAFLUSH, &now) ? errno : 0;
}

/* Signals are let in here alone, so that none comes unseen between two calls. */
static int wait_for(int fd, const sigset_t *let_in)
{
    struct pollfd one = { .fd = fd, .events = POLLIN };
    while (!lc_sys_signal()) {
        if (ppoll(&one, 1, NULL, let_in) > 0)
            return 0;
        if (errno != EINTR)
            return errno;
    }
    return EINTR;
}

/* The terminal gives a line at a time, of which there may be more than there is room
 * for: the rest is not anybody's next answer. */
static int take_line(int fd, const sigset_t *let_in, size_t room, char *to, size_t *got)
{
    char c = 0;
    size_t size = 1;
    int number = 0;
    while (!number && size && c != '\n') {
        number = wait_for(fd, let_in);
        if (!number)
            number = lc_sys_file_read(fd, 1, &c, &size);
        if (!number && size && c != '\n' && *got < room)
            to[(*got)++] = c;
    }
    return number;
}

int lc_sys_terminal_ask(int fd, const char *question, size_t room, void *to,
                        size_t *got)
{
    static const int all[] = { SIGTSTP, SIGQUIT, SIGINT, SIGTERM, SIGHUP };
    enum { ALL = sizeof all / sizeof *all, KEPT_BACK = 2 };
    sigset_t kept_back, let_in, before_it;
    *got = 0;
    sigemptyset(&kept_back);
    for (size_t i = 0; i < ALL; i++)
        sigaddset(&kept_back, all[i]);
    int number = pthread_sigmask(SIG_BLOCK, &kept_back, &before_it);
    if (number)
        return number;
    let_in = before_it;
    for (size_t i = 0; i < KEPT_BACK; i++)
        sigaddset(&let_in, all[i]);
    number = hide(fd); /* first: what is typed before it goes */
    if (!number)
        number = lc_sys_file_write(fd, question, strlen(question));
    if (!number)
        number = take_line(fd, &let_in, room, to, got);
    restore();
    lc_sys_signal_last(NULL);
    pthread_sigmask(SIG_SETMASK, &before_it, NULL);
    return number;
}
