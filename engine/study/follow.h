/* One child's rows: which landmarks are in the cohort, and how follow-up ends. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/calendar.h"
#include "study/facts.h"
#include "study/landmarks.h"

/* What all children share. */
struct lc_follow {
    struct lc_sight sight;
    const struct lc_landmarks *landmarks;
    struct lc_calendar calendar; /* of the landmarks' days */
    size_t known_tos;
    const struct lc_history *known_to[LC_STUDY_KNOWN_TO];
    /* [records] above 0: the study leaves the child out (link/drawn.h); NULL: nobody */
    const uint8_t *uncertain;
};
