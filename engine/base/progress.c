#include "base/progress.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "system/clock.h"
#include "system/file.h"

/* The line belongs to the process, as its terminal does; only the main thread
 * reports. */
static bool shown;
static double last;

static bool wanted(void)
{
    const char *forced = getenv("LATECARE_PROGRESS");
    return (forced && *forced == '1') || lc_sys_is_terminal(LC_SYS_ERRORS);
}

void lc_progress(const char *what, unsigned long done, unsigned long of,
                 const char *detail, ...)
{
    double now = lc_sys_clock_seconds();
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
