/* A league table in words and as a document. */
#ifndef LC_COMMAND_COMPARE_PRINT_INSIDE_H
#define LC_COMMAND_COMPARE_PRINT_INSIDE_H

#include <jansson.h>

#include "base/text.h"
#include "models/assess/league.h"

/* Borrowed. */
struct lc_comparison {
    const struct lc_contest *contest;
    const struct lc_league *league;
    int folds;
    bool children;    /* small counts are hidden */
    size_t reference; /* the first that could contend: differences are to it */
    double *scratch;  /* [2 * replicates + 2] */
};

void lc_compare_text(const struct lc_comparison *c, struct lc_text *out);
/* NULL when out of memory. */
json_t *lc_compare_json(const struct lc_comparison *c);

#endif
