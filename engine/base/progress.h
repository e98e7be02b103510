/* A progress line on standard error: only on a terminal, unless LATECARE_PROGRESS=1.
 * Updates come at most five times a second, so a loop may report every step.
 * `of` 0: how many there will be is not known, and not said. */
#pragma once

#include "base/error.h"

/* "what: 3 of 30 (detail)". detail is a printf format, or NULL for none. */
void lc_progress(const char *what, unsigned long done, unsigned long of,
                 const char *detail, ...) LC_PRINTF(4, 5);
void lc_progress_end(void); /* clears the line, if there is one */
