/* Inside of reader.h: what the files of engine/design share. */
#pragma once

#include "design/reader.h"

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

/* What a kind of events makes of its whole number at landmark k, the day t. */
static inline void lc_reader_put_real(struct lc_column *column, size_t row,
                                      const struct lc_reader *r, size_t k, int32_t t,
                                      int64_t value)
{
    int32_t low = r->look.low ? r->look.low[k] : INT32_MIN;
    lc_reader_put(column, row,
                  r->observed[k] ? r->look.kind->real(value, t, low) : (double)NAN);
}
