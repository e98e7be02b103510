/* Are bytes as plain as a CSV's can be? */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* No quote, no NUL, nothing beyond ASCII, and no CR but right before an LF (a CR at the
 * very end counts as one before). */
bool lc_is_plain(size_t n, const char *bytes);
