/* How good is a study's model on months and children that it never saw?
 *
 * The landmarks are cut in time (study/landmarks.h): training landmarks end a horizon
 * and a label delay before the first test landmark. A child may live on both sides, and
 * to drop it from one would be to choose by outcome: those who stay in the cohort are
 * those who did not enter care. So the children are dealt into LC_FOLDS folds, and each
 * fold's test rows are foretold by a model of the training rows of the other folds. No
 * fit has a child on both sides, all test rows are used, and nobody is chosen. What is
 * judged is the recipe; the model that is kept is fitted to everybody by it.
 *
 * Beside it stand two baselines that any panel has: the rank by missing episodes in the
 * 12 months before the landmark, and the base rate (any list at all). */
#ifndef LC_ASSESS_JUDGE_H
#define LC_ASSESS_JUDGE_H

#include "models/assess/bootstrap.h"
#include "models/assess/calibration.h"
#include "models/fit/train.h"
#include "study/landmarks.h"

enum { LC_FOLDS = 5, LC_BINS = 10, LC_SMOOTH_POINTS = 60 };

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
    size_t children, lists;
    size_t entrants; /* children with an entry */
    size_t lost;     /* test rows left out: their outcome is not known */
    size_t cannot;   /* test rows left out: they cannot be scored */
};

/* A group of like risk and what came of it; the interval knows of the children. */
struct lc_bin {
    struct lc_group group;
    double low, high;
};

struct lc_judgement {
    struct lc_tested tested;
    struct lc_train_counts trained; /* of the split's training landmarks, all folds */
    struct lc_bootstrap boot, missing_boot;
    struct lc_estimate metric[LC_METRIC_COUNT];
    struct lc_estimate missing[LC_METRIC_COUNT]; /* where tested.missing */
    struct lc_estimate gain;                     /* in precision over it */
    struct lc_estimate concordance; /* Harrell's C, clustered by child (analytic) */
    size_t cuts;
    double cut[LC_CUTS]; /* cut[0] is the capacity, then ascending others */
    struct lc_estimate precision[LC_CUTS], recall[LC_CUTS];
    struct lc_estimate missing_precision[LC_CUTS], missing_recall[LC_CUTS];
    size_t bins;
    struct lc_bin bin[LC_BINS];
    size_t points; /* of the smooth calibration curve */
    double smooth_risk[LC_SMOOTH_POINTS], smooth_outcome[LC_SMOOTH_POINTS];
};

/* Fills *out anew. Fails as lc_train_fit does. LC_FOLDS fits and a bootstrap. */
int lc_judge_run(struct lc_judgement *out, const struct lc_judge *judge,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_judgement_free(struct lc_judgement *judgement);

/* Which fold a child is dealt to. */
size_t lc_fold_of(uint32_t child);

#endif
