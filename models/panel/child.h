/* What the page of one listed child has beside its row of the list (list.h): what is
 * known of it in order of time, how its risk went, and who is of its family. A child's
 * number, never a name. */
#pragma once

#include <jansson.h>

#include "models/panel/score.h"

enum {
    LC_TIMELINE_MONTHS = 24,
    LC_TIMELINE_MOST = 200, /* of one history: the latest */
    LC_PATH_MONTHS = 6,
    LC_WITHOUT_MOST = 12 /* events: the latest */
};

/* *documents is new, a list: of each child listed, in order, of the first `most`,
 *
 *     child
 *     from         the first day of the timeline
 *     timeline     [{ history, start, end or null (not stated), open: does it last
 *                  on the day?, known_from [of its first version], late (explain.h),
 *                  code?, level? }] of every history that
 *                  was loaded, as it was known on the day, by history and then start:
 *                  what began or lasted within LC_TIMELINE_MONTHS
 *     earlier      how many are left out, for they were over before or are too many
 *     path         [{ as_of, risk, low, high or why }], a day a month up to the
 *                  scoring's own: by the model of today and what was known on that day;
 *                  days that the store does not cover are left out
 *     without      [{ an event of explain.h, risk: had it never been recorded
 *                  (what_if.h), change [of the risk], why [not scored then] }], of the
 *                  latest events behind the risk, what changes it most first
 *     family       [{ child, age?, rank? [on the list] }], who else is of its family on
 *                  the day
 *
 * store: with the lines of its events (lc_score_load). O(the children's events, and a
 * scoring of these children for each day of the path and each event of `without`). The
 * store is altered in memory and put back. */
int lc_child_documents(json_t **documents, const struct lc_scoring *scoring,
                       size_t most, const struct lc_model *model,
                       struct lc_store *store, lc_team *team,
                       struct lc_error *err) LC_MUST_CHECK;
