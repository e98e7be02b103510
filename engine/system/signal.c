/* See signal.h. POSIX.1-2008. */
#include "system/signal.h"

#include <signal.h>
#include <stddef.h>
#include <stdlib.h>

static volatile sig_atomic_t received;
static void (*volatile before_end)(void);

static void note(int number)
{
    if (received && number == SIGINT) {
        if (before_end)
            before_end();
        _Exit(130);
    }
    received = number;
}

void lc_sys_signal_begin(void)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = note };
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

void lc_sys_signal_last(void (*last)(void))
{
    before_end = last;
}

int lc_sys_signal(void)
{
    return received;
}
