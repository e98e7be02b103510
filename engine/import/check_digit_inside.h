/* Numbers that bear a check digit: a mistyped one is nobody's, or another's. */
#pragma once

#include <stdbool.h>

#include "base/slice.h"

/* May the number be one of its type? A pupil number (13 letters and figures) or an NHS
 * number (10 figures, gaps among them) must agree with its check; of other types, or
 * none, and of what is empty, any may. O(1). */
bool lc_number_may_be(struct lc_slice type, struct lc_slice number);
/* The same of a type that is named: NULL has no numbers. */
bool lc_number_is_one(const char *type, struct lc_slice number);
