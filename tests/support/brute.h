/* Random stores with every awkward thing in them (open and unknown ends, corrections,
 * same days, gaps in coverage), a study of every row of the table of kinds, and a
 * reader of them that knows no trick. */
#pragma once

#include "base/random.h"
#include "kind/kind.h"
#include "numeric/column.h"
#include "store/store.h"
#include "study/study.h"

enum {
    BRUTE_CHILDREN = 12,
    BRUTE_FIRST = 18262, /* 2020-01-01 */
    BRUTE_SPAN = 900,
    BRUTE_HISTORIES = 3
};

struct lc_study *brute_study(void);
struct lc_store brute_store(struct lc_random *r);
/* Who is of one family, found again after a change of the store. */
void brute_families(struct lc_store *store);
/* Are they two of one family on day t? */
bool brute_siblings(const struct lc_store *store, uint32_t child, uint32_t other,
                    int32_t t);
int32_t brute_day(struct lc_random *r); /* about when the events are */

/* A predictor's value for a child at t, event by event, by its kind's slow definition;
 * NaN: not observed. */
double brute_value(const struct lc_study_predictor *p, const struct lc_store *store,
                   uint32_t child, int32_t t);

/* The start of the predictor's window at t; INT32_MIN: it has none. */
int32_t brute_low(const struct lc_study_predictor *p, int32_t t);

bool brute_same(double a, double b); /* NaN is the same as NaN */
double brute_get(const struct lc_column *column, size_t row); /* NaN: missing */
