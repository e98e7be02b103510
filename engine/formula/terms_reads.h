/* Which variables frozen terms were made from. */
#pragma once

#include <stdbool.h>

#include "formula/terms.h"

/* Does a column with any spread read the variable; and does one say that it is missing,
 * which it was then in some row that was learnt from? */
void lc_terms_reads(const lc_terms *terms, const char *name, bool *reads, bool *flags);
