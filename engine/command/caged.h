/* What is said of the cage in which files are read (table/csv_cage.h). */
#pragma once

#include <stdbool.h>

#include "base/text.h"
#include "table/csv_cage.h"

/* Says so on standard error, where the reader is held by less than it should be. */
void lc_cage_warn(const lc_csv_cage *cage);

/* What this machine holds a cage by, in words for `doctor`; false: too little. */
bool lc_cage_judge(struct lc_text *says);
