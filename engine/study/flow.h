/* How many left a cohort at each rule, as it is told: in a plan, in a model file and on
 * its page (disclosure/small.h). */
#pragma once

#include <jansson.h>

#include "study/cohort.h"

struct lc_flow_told {
    size_t removed[LC_RULE_COUNT], rows_removed[LC_RULE_COUNT];
    size_t children[LC_RULE_COUNT + 1]; /* [0]: before any rule, [r + 1]: after r */
    size_t rows[LC_RULE_COUNT + 1];
    bool uncertain;                 /* LC_UNCERTAIN is a rule of the study */
    size_t entries, known, unknown; /* lc_flow's, and the rest of them */
};

/* What is true, or what may be told: then what stays between the first rule and the
 * last is worked out from what is told, and so says nothing more; rows at a rule that
 * took few children are hidden; and the first rows are the children told, at every
 * landmark. */
void lc_flow_tell(struct lc_flow_told *told, const struct lc_flow *flow, bool suppress);

/* Is the rule one of the study's? */
static inline bool lc_flow_has(const struct lc_flow_told *told, size_t rule)
{
    return rule != LC_UNCERTAIN || told->uncertain;
}

/* Its entries: {all, known, unknown}; NULL when out of memory. */
json_t *lc_flow_entries(const struct lc_flow_told *told);
