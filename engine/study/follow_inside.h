/* Inside of follow.h: what the files of engine/study share. */
#pragma once

#include "study/follow.h"

/* Fills *follow anew; it borrows study, store and landmarks. known_at: facts.h.
 * LC_RANGE for more histories in known_to than there is room for. */
int lc_follow_begin(struct lc_follow *follow, const struct lc_study *study,
                    const struct lc_store *store, const struct lc_landmarks *landmarks,
                    int32_t known_at, struct lc_error *err) LC_MUST_CHECK;
void lc_follow_end(struct lc_follow *follow);

/* Into left[landmarks.count]: the rule (rule.h) at which the child leaves each
 * landmark, or `kept`. Work: balance[landmarks.count + 1]; NULL: the last rule, that
 * the child is known, is left to the caller. */
void lc_follow_rules(const struct lc_follow *f, const struct lc_facts *facts,
                     uint32_t child, uint8_t kept, uint8_t *left, int32_t *balance);

/* The last rule at one day t: is an event of the study's histories known before it? */
bool lc_follow_known(const struct lc_follow *f, uint32_t child, int32_t t);

struct lc_ending {
    int32_t days;
    uint8_t cause, complete;
};

/* A sweep over one child's landmarks, ascending; zero at first. */
struct lc_follow_sweep {
    size_t period;
    uint64_t row[LC_STUDY_CAUSES];
};

void lc_follow_sweep_begin(struct lc_follow_sweep *sweep, const struct lc_follow *f,
                           uint32_t child);
struct lc_ending lc_follow_sweep_end_of(struct lc_follow_sweep *sweep,
                                        const struct lc_follow *f,
                                        const struct lc_facts *facts, uint32_t child,
                                        size_t landmark);
