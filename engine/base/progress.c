#include "base/progress.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/letter.h"
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

/* A path, cut where it is long; its letters as a terminal may have them. */
static void add_detail(const char *format, va_list args)
{
    char detail[256];
    int size = vsnprintf(detail, sizeof detail, format, args);
    struct lc_slice rest = lc_slice_of(size > 0 ? detail : "");
    fputs(" (", stderr);
    while (rest.size) {
        struct lc_slice piece = lc_letters_take(&rest);
        fwrite(piece.data, 1, piece.size, stderr);
    }
    fputs(")", stderr);
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
        add_detail(detail, args);
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
