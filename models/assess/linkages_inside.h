/* What is told of a few linkages, for linkages.c and its test. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "models/assess/rubin.h"

/* Terms of which both intervals are known, and of these whose conclusion moves. */
struct lc_judged_terms {
    size_t judged, moved;
};

/* One term more: its estimate and standard error of the kept model, and over linkages.
 * true or false: one of the two 95% intervals holds 0 and the other does not, or they
 * lie on two sides; null where either is not known, as under a penalty. */
json_t *lc_linkages_judge(struct lc_judged_terms *terms, double estimate, double se,
                          const struct lc_rubin *over);
/* How many move; null where none could be judged. */
json_t *lc_linkages_moved(const struct lc_judged_terms *terms);

/* Records of one of LC_LINKAGES draws, of those of all: any are at least one. */
size_t lc_linkages_each(size_t records);
