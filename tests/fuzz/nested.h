/* A nested file read whole, for the fuzzers of its forms. */
#pragma once

#include <stddef.h>

#include "table/layout.h"

/* Aborts where a row is not as csv.h has it, or a table is another the second time. */
void fuzz_nested(const char *name, const void *data, size_t size,
                 const struct lc_layouts *layouts);
