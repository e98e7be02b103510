/* A league table in words and as a document. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "models/assess/league.h"

/* One origin of a study whose test rolls, by itself. */
struct lc_compared_origin {
    int32_t day;
    struct lc_contest contest; /* without a row: then the league is empty */
    struct lc_league league;
};

/* Borrowed. */
struct lc_comparison {
    const struct lc_contest *contest;
    const struct lc_league *league;
    int folds;
    bool children;    /* of children: told by disclosure/small.h */
    size_t reference; /* the first that could contend: differences are to it */
    double *scratch;  /* [2 * replicates + 2] */
    size_t origins;   /* 0: there is one alone, which is the contest */
    const struct lc_compared_origin *origin;
};

void lc_compare_text(const struct lc_comparison *c, struct lc_text *out);
/* NULL when out of memory. */
json_t *lc_compare_json(const struct lc_comparison *c);
