/* Of which collection year a return is whose rows have no day of their own. Part of the
 * import. */
#pragma once

#include "import/run_inside.h"

/* As the user says (--year); else the year of the extract that the schema comes after,
 * as it was received on this day, if that is of one year; else 0: not known. 0 too for
 * a schema whose rows have days. O(sources). */
int lc_of_year(const struct lc_import_run *run, const struct lc_schema *schema);
