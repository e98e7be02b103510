/* What a reading of nested things gives, as text. */
#pragma once

#include "base/text.h"
#include "table/tree_inside.h"

/* The rows that are ready, a line each: "line:cell,cell", with "!" behind what is
 * troubled. */
void trees_take_rows(lc_tree *tree, struct lc_text *out);
