/* As-of columns by hand: one child, a few events (stores.h), one predictor, one day. */
#pragma once

#include "study/study.h"
#include "support/stores.h"

/* Child 0 turns 13 on 15 January 2020 and is known to cin from 2019 on. Everything is
 * covered but where a test says otherwise. */
#define CHILD                                                                          \
    "covers care 2000-01-01 2030-01-01\n"                                              \
    "covers cin 2000-01-01 2030-01-01\n"                                               \
    "person 0 2007-01-15 - code F\n"                                                   \
    "cin 0 2019-01-01 -\n"
#define MISSING "covers missing 2000-01-01 2030-01-01\n"

/* A study of first entries of children known to cin; predictors as the file has them.
 */
struct lc_study *study_of(const char *every, const char *from, const char *to,
                          const char *predictors);

/* The value of the only predictor on day t for child 0 of CHILD and these events: the
 * design's, which must be the one day's too. NaN: not observed; of a category, its
 * level's number. */
double value_at(const char *events, const char *t, const char *predictor);

#define AT(events, t, predictor, value)                                                \
    cr_expect(eq(dbl, value_at(MISSING events, t, predictor), value), "%s | %s",       \
              events, t)
