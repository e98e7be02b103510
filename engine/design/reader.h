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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "numeric/column.h"
#include "study/calendar.h"
#include "study/landmarks.h"
#include "study/seen.h"
#include "study/study.h"

struct lc_reader_filter {
    const uint16_t *value; /* the history's attribute; NULL: the store has none */
    uint8_t *wanted;       /* [codes + 1] */
};

struct lc_reader {
    const struct lc_study_predictor *p;
    const struct lc_history *history; /* NULL: the store has none */
    uint8_t *wanted;                  /* [codes + 1] or NULL: all codes */
    size_t filters;
    struct lc_reader_filter *filter;
    bool windowed;
    int32_t *low;              /* [landmarks] the windows' starts; NULL: none */
    struct lc_calendar by_low; /* of low */
    uint8_t *observed;         /* [landmarks] */
    int type;                  /* an lc_type wide enough for every value it can take */
};

/* The readers of all of a study's predictors, in its order: reader[predictors] is
 * filled anew, *made says how many were (all, or those to free after a failure).
 * narrow: find the narrowest types, which looks through the histories; else every whole
 * number is an I32, but for total_days. O(rows of the histories + landmarks). */
int lc_readers_init(struct lc_reader *reader, size_t *made,
                    const struct lc_study *study, const struct lc_store *store,
                    const struct lc_landmarks *landmarks, bool narrow,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_readers_free(struct lc_reader *reader, size_t count);

/* Adds the reader's column, of frame->n rows, to the frame. */
int lc_reader_column(const struct lc_reader *reader, struct lc_frame *frame,
                     struct lc_error *err) LC_MUST_CHECK;

/* What is not made from events. row: of the history "person", lc_person_at; below 0
 * where nothing is known. sex: the store's codes of F and M, at 1 and 2. */
void lc_sex_codes(const struct lc_store *store, uint16_t sex[3]);
uint16_t lc_sex_number(const struct lc_history *person, int64_t row,
                       const uint16_t sex[3]); /* 1 F, 2 M, 0 not known */
float lc_age_years(const struct lc_history *person, int64_t row,
                   int32_t t); /* or NaN */
float lc_calendar_years(int32_t t);

/* Does the predictor read event i of its history at all (codes, level, attributes)? */
static inline bool lc_reader_wants(const struct lc_reader *r, uint64_t i)
{
    const struct lc_history *h = r->history;
    if (r->wanted && !r->wanted[h->code[i]])
        return false;
    if (r->p->level_from && h->level[i] < r->p->level_from)
        return false;
    for (size_t f = 0; f < r->filters; f++)
        if (!r->filter[f].value || !r->filter[f].wanted[r->filter[f].value[i]])
            return false;
    return true;
}

#endif
