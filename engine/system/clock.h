/* Time as the machine tells it. */
#pragma once

#include <stdbool.h>

enum { LC_SYS_STAMP = 32 };

/* Seconds since some moment; never goes back. */
double lc_sys_clock_seconds(void);

/* Now, in UTC, as 2026-02-28T12:34:56Z in out[LC_SYS_STAMP]; "" if it cannot be told.
 */
void lc_sys_clock_stamp(char *out);

/* The calendar's date here and now, by the machine's time zone; false if it cannot be
 * told. */
bool lc_sys_clock_date(int *year, int *month, int *day);
