/* The dated events behind a predictor's value: what a reason quotes. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "design/reader.h"
#include "store/store.h"
#include "study/study.h"

/* A study's predictors made ready for one day; borrows study and store. */
struct lc_evidence_book {
    const struct lc_study *study;
    int32_t day;
    size_t readers;
    struct lc_reader *reader; /* [predictors], in the study's order */
};

/* Fills *book anew. O(rows of the histories read). */
int lc_evidence_open(struct lc_evidence_book *book, const struct lc_study *study,
                     const struct lc_store *store, int32_t day,
                     struct lc_error *err) LC_MUST_CHECK;
void lc_evidence_close(struct lc_evidence_book *book);

/* The events that make predictor number `which` what it is for a child on the day,
 * ascending by start, of one history after the other, as its kind says (kind.h); none
 * for what is not made from events. *list is new, free() it. O(the child's events). */
int lc_evidence_list(const struct lc_evidence_book *book, size_t which, uint32_t child,
                     size_t *count, struct lc_evidence **list,
                     struct lc_error *err) LC_MUST_CHECK;

/* Was the predictor observed on the day at all (reader.h)? */
bool lc_evidence_observed(const struct lc_evidence_book *book, size_t which);

/* ... and is its history number k (lc_study_read) why it was not? */
bool lc_evidence_lost(const struct lc_evidence_book *book, size_t which, unsigned k);

/* The silence of its sources for which it was not: its first day, and in *end when they
 * spoke again (LC_OPEN: they have not). LC_NO_DAY: they speak. */
int32_t lc_evidence_silent(const struct lc_evidence_book *book, size_t which,
                           int32_t *end);

/* Is a predictor that is made of what is known of the person missing for this child? */
bool lc_evidence_unknown(const struct lc_evidence_book *book, size_t which,
                         const struct lc_store *store, uint32_t child);
