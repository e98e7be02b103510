/* Which cell of a row that was not taken may be shown. Part of the import. */
#pragma once

#include "import/cell_inside.h"

/* What a list of rejects says of the cell in `column`: its text, or "(withheld)".
 *
 * Shown is a day that has a day's shape (2024-13-01) and a number of up to three
 * figures, in a column that names nobody, of a row whose every other cell is what its
 * column says. In any other row a cell may stand under a column that is not its own,
 * for the row was shifted; and a word is never shown, whatever column it is in, since a
 * name is one. cell: [columns] as read. O(columns). */
struct lc_slice lc_shown(const struct lc_schema *schema, const struct lc_cell *cell,
                         int column);
