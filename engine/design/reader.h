/* A predictor, resolved against a store: which events it reads, on which landmarks it
 * is observed, and how narrow its column may be.
 *
 * Not seen is not zero. A column is observed at landmark t if the sources of each of
 * its histories cover, in one span, all that it looks at:
 *   with a window      [window's start, t);
 *   without            the day before t;
 * where a source may stop, or pause, for up to the study's lag, where nothing before
 * the predictor's observed_from is covered, and where no day of it lies in a silence of
 * the sources (store/rhythm.h), as of t; one of LC_OF_FAMILY if the store knows
 * families, besides. Elsewhere it is missing for every child. `age` and `sex` are
 * missing for a child of whom nothing was known before t. */
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kind/kind.h"
#include "numeric/column.h"
#include "study/landmarks.h"
#include "study/study.h"

struct lc_reader {
    const struct lc_study_predictor *p;
    struct lc_look look;
    uint8_t *observed; /* [landmarks] */
    uint64_t *lost;    /* [landmarks] bit k: its history number k is why it is not */
    /* [landmarks] the latest silence of its sources that its window meets: from its
     * first day to when they spoke again; LC_NO_DAY: they speak, LC_OPEN: not to this
     * day. */
    int32_t (*silent)[2];
    struct lc_kin_ties *ties; /* its own, for all of the study; NULL: borrowed, or none
                               */
    int type;                 /* an lc_type wide enough for every value it can take */
};
