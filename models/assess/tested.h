/* Held-out rows, and what foretells them: the model, fold by fold, and missing
 * episodes.
 *
 * The landmarks are cut in time (study/landmarks.h). A test span is foretold by what
 * was known on its first day and nothing else: the landmarks whose horizon and label
 * delay were over by then, who was in the cohort, what had become of them. Where a
 * study rolls there are several such spans, each with an origin of its own.
 *
 * A child may live on both sides, and to drop it from one would be to choose by
 * outcome: those who stay in the cohort are those who did not enter care. So the
 * children, a family together (design/design.h), are dealt into LC_FOLDS folds, and
 * each fold's test rows are foretold by a model of the training rows of the other
 * folds. No fit has a child on both sides, all test rows are used, and nobody is
 * chosen. What is judged is the recipe; the model that is kept is fitted to everybody
 * by it. */
#pragma once

#include "models/fit/train.h"
#include "store/store.h"
#include "study/landmarks.h"

enum { LC_FOLDS = 5 };

/* A test span, and what is learnt for it. */
struct lc_test_origin {
    struct lc_split split;
    const struct lc_design *design; /* borrowed: as known on split.test_from */
    int32_t before;                 /* its rows of earlier landmarks are learnt from */
    int32_t first, last;            /* of these landmarks; LC_NO_DAY: there is none */
};

struct lc_judge {
    struct lc_train train; /* its design holds the tests' rows; keep is not read */
    const struct lc_store *store;
    const struct lc_landmarks *landmarks; /* of that design */
    size_t origins;                       /* at least 1 */
    const struct lc_test_origin *origin;  /* [origins] ascending in time */
    size_t capacity;                      /* of a list */
    size_t replicates;
    uint64_t seed;
};

/* What came of one origin. */
struct lc_tested_origin {
    const struct lc_test_origin *from;                 /* borrowed of the judge */
    struct lc_train_counts trained;                    /* all folds */
    size_t n, lists, children, entrants, lost, cannot; /* of its rows, as below */
    char why[240]; /* "", or why no model could be fitted: then it has no rows */
};

/* The held-out rows, in the order of the design. */
struct lc_tested {
    size_t n;
    size_t *row;     /* [n] rows of the design */
    double *risk;    /* [n] foretold */
    double *missing; /* [n] episodes in the 12 months before; NULL: no such history */
    uint8_t *outcome;
    int32_t *child, *list; /* numbered from 0 */
    int32_t *unit;   /* the same, of the design's units: what a draw takes whole */
    int32_t *model;  /* [n] which fit foretold the row: of an origin, a fold */
    int32_t *origin; /* [n] */
    size_t origins;
    struct lc_tested_origin *at; /* [origins] */
    size_t children, lists, units;
    size_t entrants; /* children with an entry */
    size_t lost;     /* test rows left out: their outcome is not known */
    size_t cannot;   /* test rows left out: they cannot be scored */
};

/* Fills *tested anew. Fails as lc_train_fit does at the last origin; that an earlier
 * one cannot be fitted is a result. LC_FOLDS fits an origin. */
int lc_tested_fill(struct lc_tested *tested, const struct lc_judge *judge,
                   struct lc_error *err) LC_MUST_CHECK;
/* Into *one, anew, the rows of an origin, with children and lists of their own. */
int lc_tested_of(struct lc_tested *one, const struct lc_tested *all, size_t origin,
                 struct lc_error *err) LC_MUST_CHECK;
/* Why the first origin of those that could not be fitted could not; NULL: all were. */
const char *lc_tested_why(const struct lc_tested *tested);
void lc_tested_free(struct lc_tested *tested);
