/* "30,100,365" on a command line. */
#pragma once

#include <stddef.h>

#include "base/error.h"

enum { LC_TIMES = 1000 };

/* Numbers between commas into times[LC_TIMES], ascending; NULL or "" for none. LC_USAGE
 * names the option. */
int lc_numbers_parse(const char *option, const char *text, double *values,
                     size_t *count,
                     struct lc_error *err) LC_MUST_CHECK; /* as written */
int lc_times_parse(const char *option, const char *text, double *times, size_t *count,
                   struct lc_error *err) LC_MUST_CHECK;
