/* Inside of `latecare link`: what is told of whose errors (link/report.h). */
#pragma once

#include "base/json.h"
#include "base/text.h"
#include "link/report.h"

/* Counts of pairs and records pass the house's door (disclosure/small.h); where such a
 * count is not shown, nothing expected of it is. */
void lc_link_say_groups(const struct lc_link_report *report, struct lc_text *out);
void lc_link_say_nhs(const struct lc_link_report *report, struct lc_text *out);
/* NULL when out of memory. */
json_t *lc_link_review_json(const struct lc_link_report *report,
                            const struct lc_review *row);
json_t *lc_link_groups_json(const struct lc_link_report *report);
json_t *lc_link_nhs_json(const struct lc_link_report *report);
