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

bool lc_sys_clock_date(int *year, int *month, int *day)
{
    time_t now = time(NULL);
    struct tm here;
    if (!localtime_r(&now, &here))
        return false;
    *year = here.tm_year + 1900;
    *month = here.tm_mon + 1;
    *day = here.tm_mday;
    return true;
}
