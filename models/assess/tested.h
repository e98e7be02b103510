/* Held-out rows, and what foretells them: the model, fold by fold, and missing
 * episodes.
 *
 * The landmarks are cut in time (study/landmarks.h): training landmarks end a horizon
 * and a label delay before the first test landmark. A child may live on both sides, and
 * to drop it from one would be to choose by outcome: those who stay in the cohort are
 * those who did not enter care. So the children are dealt into LC_FOLDS folds, and each
 * fold's test rows are foretold by a model of the training rows of the other folds. No
 * fit has a child on both sides, all test rows are used, and nobody is chosen. What is
 * judged is the recipe; the model that is kept is fitted to everybody by it. */
#ifndef LC_ASSESS_TESTED_H
#define LC_ASSESS_TESTED_H

#include "models/fit/train.h"
#include "store/store.h"
#include "study/landmarks.h"

enum { LC_FOLDS = 5 };

struct lc_judge {
    struct lc_train train; /* keep is not read */
    const struct lc_store *store;
    const struct lc_landmarks *landmarks;
    const struct lc_split *split;
    size_t replicates;
    uint64_t seed;
};

/* The held-out rows, in the order of the design. */
struct lc_tested {
    size_t n;
    size_t *row;     /* [n] rows of the design */
    double *risk;    /* [n] foretold */
    double *missing; /* [n] episodes in the 12 months before; NULL: no such history */
    uint8_t *outcome;
    int32_t *child, *list; /* numbered from 0 */
    int32_t *model;        /* [n] the fold whose model foretold the row */
    size_t children, lists;
    size_t entrants; /* children with an entry */
    size_t lost;     /* test rows left out: their outcome is not known */
    size_t cannot;   /* test rows left out: they cannot be scored */
};

/* Fills *tested anew, and *trained. */
int lc_tested_fill(struct lc_tested *tested, struct lc_train_counts *trained,
                   const struct lc_judge *judge, struct lc_error *err) LC_MUST_CHECK;
void lc_tested_free(struct lc_tested *tested);

#endif
