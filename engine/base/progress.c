#include "base/progress.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* The line belongs to the process, as its terminal does; only the main thread
 * reports. */
static bool shown;
static double last;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool wanted(void)
{
    const char *forced = getenv("LATECARE_PROGRESS");
    return (forced && *forced == '1') || isatty(STDERR_FILENO);
}

void lc_progress(const char *what, unsigned long done, unsigned long of,
                 const char *detail, ...)
{
    double now = seconds();
    if ((shown && now - last < 0.2) || !wanted())
        return;
    shown = true;
    last = now;
    fprintf(stderr, "\r%s: %lu", what, done);
    if (of)
        fprintf(stderr, " of %lu", of);
    if (detail) {
        va_list args;
        va_start(args, detail);
        fputs(" (", stderr);
        vfprintf(stderr, detail, args);
        fputs(")", stderr);
        va_end(args);
    }
    fputs("\033[K", stderr);
    fflush(stderr);
}

void lc_progress_end(void)
{
    if (shown)
        fputs("\r\033[K", stderr);
    shown = false;
}
