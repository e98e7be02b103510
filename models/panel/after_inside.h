/* What became of those who entered care, in the half year since. Part of models/panel.
 */
#pragma once

#include "models/panel/missed.h"
#include "models/panel/sheet.h"

/* Puts the section `after` of dashboard.h. O(entries x their events). */
int lc_after_put(json_t *sheet, const struct lc_missed *missed,
                 const struct lc_store *store, struct lc_error *err) LC_MUST_CHECK;
