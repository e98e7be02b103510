/* A cohort at two days: everybody's risk on either, and whose has moved. For what a
 * list changed by (change.h), and for a meeting that asks what a day brought (daily.h).
 */
#pragma once

#include "models/panel/score.h"

/* A risk has risen or fallen where the linear predictor has moved by so much: a tenth
 * of the odds, or of the hazard, about. */
#define LC_CHANGE_STEADY 0.1

/* Both by the model and by what was known on the day. Owned. */
struct lc_whole {
    struct lc_scoring before, now; /* all of the cohort are listed */
    bool comparable; /* false: another fit stood in on one of the days (a source was
                        silent), and the two say nothing of each other */
    size_t count;
    uint32_t *moved; /* [count] whose linear predictor has moved by LC_CHANGE_STEADY:
                        who moved furthest first, then by number */
};

/* Fills *whole anew; lc_whole_free() whether or not it fails. LC_RANGE as lc_score_run.
 * Two scorings of everybody, with the parts and limits of all. */
int lc_whole_of(struct lc_whole *whole, const struct lc_model *model,
                const struct lc_store *store, const int32_t day[2], lc_team *team,
                struct lc_error *err) LC_MUST_CHECK;
/* The same of the later day and one after it, with one scoring: what was the later is
 * the earlier. Freed likewise. */
int lc_whole_next(struct lc_whole *whole, const struct lc_model *model,
                  const struct lc_store *store, int32_t day, lc_team *team,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_whole_free(struct lc_whole *whole);

/* NULL: not scored on the later day. */
const struct lc_scored_child *lc_whole_now(const struct lc_whole *whole,
                                           uint32_t child);
