/* Ctrl-C and friends: noted, and looked at where work can stop cleanly.
 *
 * SIGINT, SIGTERM and SIGHUP set a flag (system/signal.h); long loops call
 * lc_interrupt_check() at least ten times a second and unwind with LC_INTERRUPTED, so
 * that temporary files go and the store stays as it was. A second SIGINT ends the
 * process at once. */
#pragma once

#include <stdbool.h>

#include "base/error.h"

bool lc_interrupted(void); /* any thread, no cost */
int lc_interrupt_check(struct lc_error *err)
    LC_MUST_CHECK; /* LC_OK or LC_INTERRUPTED */
