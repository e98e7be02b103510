/* A predictor, resolved against a store: which events it reads, on which landmarks it
 * is observed, and how narrow its column may be.
 *
 * Not seen is not zero. A column is observed at landmark t if its history's sources
 * cover, in one span, all that it looks at:
 *   with a window      [window's start, t);
 *   without            the day before t;
 * where a source may stop, or pause, for up to the study's lag, and where nothing
 * before the predictor's observed_from is covered. Elsewhere it is missing for every
 * child. `age` and `sex` are missing for a child of whom nothing was known before t. */
#ifndef LC_DESIGN_READER_H
#define LC_DESIGN_READER_H

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
    int type;          /* an lc_type wide enough for every value it can take */
};

#endif
