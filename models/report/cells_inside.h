/* Cells of a change, by the name of what a row holds: a risk and what it is made of. */
#pragma once

#include "models/report/page_inside.h"

/* The risk of that name as a percentage; where it has none: "not scored". */
void lc_cell_risk(struct lc_page *page, const json_t *row, const char *name);

/* The part of a change of that name, in log-odds with its sign; none: a dash. */
void lc_cell_part(struct lc_page *page, const json_t *row, const char *name);
