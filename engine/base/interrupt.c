#include "base/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t received;

static void note(int number)
{
    if (received && number == SIGINT)
        _exit(130);
    received = number;
}

void lc_interrupt_begin(void)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = note };
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

bool lc_interrupted(void)
{
    return received != 0;
}

int lc_interrupt_signal(void)
{
    return received;
}

int lc_interrupt_check(struct lc_error *err)
{
    if (!received)
        return LC_OK;
    return LC_FAIL(err, LC_INTERRUPTED, "interrupted; nothing was left half done");
}
