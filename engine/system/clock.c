/* See clock.h. POSIX.1-2008. */
#include "system/clock.h"

#include <time.h>

double lc_sys_clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void lc_sys_clock_stamp(char *out)
{
    time_t now = time(NULL);
    struct tm utc;
    *out = 0;
    if (gmtime_r(&now, &utc))
        strftime(out, LC_SYS_STAMP, "%Y-%m-%dT%H:%M:%SZ", &utc);
}
