/* How much of a design rests on assumed knowledge. On a first load of old data nobody
 * wrote down when a thing was known: that it was known `delay` days after it happened
 * is an assumption (history.h, `assumed`), and so is what a predictor saw on a landmark
 * by it. A model whose training rests on it has been tested the less. */
#pragma once

#include "design/design.h"
#include "store/store.h"
#include "study/study.h"

struct lc_share {
    size_t assumed, of;
};

struct lc_assumed {
    struct lc_share rows;     /* of which a predictor's history showed such an event */
    struct lc_share entries;  /* a child's one day of entry: with such a row */
    struct lc_share versions; /* of events, seen on any of the rows */
};

/* Over the rows whose landmark is before `before`, and the histories that the study's
 * predictors read. LC_NOMEM. O(rows + sum over children of versions x log landmarks +
 * what they see). */
int lc_assumed_of(struct lc_assumed *assumed, const struct lc_study *study,
                  const struct lc_store *store, const struct lc_design *design,
                  int32_t before, struct lc_error *err) LC_MUST_CHECK;
