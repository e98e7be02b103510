/* Numbers to and from text, whatever the locale. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

enum { LC_NUMBER_ROOM = 32 };

/* Parse a decimal number that fills the whole slice (spaces at the ends allowed):
 * [+-]digits[.digits][e[+-]digits], or inf, infinity, nan in any case. The result is
 * the nearest double. Returns LC_OK, LC_FORMAT (nothing is recorded: the caller
 * knows the place), LC_RANGE for a finite number beyond a double, or LC_NOMEM. Numbers
 * of up to 15 digits with an exponent within 1e+-22, in up to 64 bytes, take the exact
 * fast path: about 10 ns. */
int lc_number_parse(struct lc_slice text, double *value) LC_MUST_CHECK;

/* Parse a whole number within [low, high]; "7.0" counts as 7. Same returns. */
int lc_integer_parse(struct lc_slice text, int64_t low, int64_t high,
                     int64_t *value) LC_MUST_CHECK;

/* The shortest of %.15g, %.16g and %.17g that reads back to the same bits.
 * Writes a terminated text into out[LC_NUMBER_ROOM]; returns its length. */
size_t lc_number_print(double value, char *out);
