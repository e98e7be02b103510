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

/* The readers of all of a study's predictors, in its order: reader[predictors] is
 * filled anew, *made says how many were (all, or those to free after a failure).
 * narrow: find the narrowest types, which looks through the histories; else they are as
 * wide as their kinds may need. O(rows of the histories + landmarks). */
int lc_readers_init(struct lc_reader *reader, size_t *made,
                    const struct lc_study *study, const struct lc_store *store,
                    const struct lc_landmarks *landmarks, bool narrow,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_readers_free(struct lc_reader *reader, size_t count);

/* Adds the reader's column, of frame->n rows, to the frame. */
int lc_reader_column(const struct lc_reader *reader, struct lc_frame *frame,
                     struct lc_error *err) LC_MUST_CHECK;

/* Writes the value of a kind that is not made from events into its column. */
static inline void lc_reader_put(struct lc_column *column, size_t row, double value)
{
    if (column->type == LC_CATEGORY)
        ((uint16_t *)column->data)[row] = (uint16_t)(isnan(value) ? 0 : value);
    else
        ((float *)column->data)[row] = (float)value;
}

#endif
