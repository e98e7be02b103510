/* One child's rows: which landmarks are in the cohort, and how follow-up ends. */
#ifndef LC_STUDY_FOLLOW_H
#define LC_STUDY_FOLLOW_H

#include <stdint.h>

#include "study/calendar.h"
#include "study/facts.h"
#include "study/landmarks.h"

/* What all children share. */
struct lc_follow {
    struct lc_sight sight;
    const struct lc_landmarks *landmarks;
    struct lc_calendar calendar; /* of the landmarks' days */
    size_t known_tos;
    const struct lc_history *known_to[64];
};

/* Into left[landmarks.count]: the rule (rule.h) at which the child leaves each
 * landmark, or `kept`. Work: balance[landmarks.count + 1]. */
void lc_follow_rules(const struct lc_follow *f, const struct lc_facts *facts,
                     uint32_t child, uint8_t kept, uint8_t *left, int32_t *balance);

struct lc_ending {
    int32_t days;
    uint8_t cause, complete;
};

/* A sweep over one child's landmarks, ascending; zero at first. */
struct lc_sweep {
    size_t period;
    uint64_t row[LC_STUDY_CAUSES];
};

void lc_sweep_begin(struct lc_sweep *sweep, const struct lc_follow *f, uint32_t child);
struct lc_ending lc_sweep_end_of(struct lc_sweep *sweep, const struct lc_follow *f,
                                 const struct lc_facts *facts, uint32_t child,
                                 size_t landmark);

#endif
