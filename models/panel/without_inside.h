/* What each of a child's events adds to its risk, as objects. Part of models/panel. */
#pragma once

#include <jansson.h>

#include "models/panel/score.h"

/* What is made of: a scoring of a day, and children of its list, the first `count` in
 * order of rank. The store is altered in memory and put back. Borrowed. */
struct lc_without {
    const struct lc_scoring *now;
    const struct lc_model *model;
    struct lc_store *store;
    lc_team *team;
    size_t count;
    const uint32_t *child; /* [count], ascending */
};

/* Puts "without" (child.h) into each of documents[count], of the children by rank. Two
 * of one family are not looked at at once, for one's events may be what the other's
 * risk is made of. LC_WITHOUT_MOST scorings of these children, times the most who are
 * of one family. */
int lc_without_put(json_t *documents, const struct lc_without *w,
                   struct lc_error *err) LC_MUST_CHECK;
