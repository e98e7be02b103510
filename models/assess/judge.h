/* How good is a study's model on months and children that it never saw (tested.h)?
 *
 * Beside it stand two baselines that any panel has: the rank by missing episodes in the
 * 12 months before the landmark, and the base rate (any list at all). */
#pragma once

#include "models/assess/bootstrap.h"
#include "models/assess/calibration.h"
#include "models/assess/tested.h"

/* The smooth curve of calibration leaves out the rows of the least and the greatest
 * risks, five at each end: what came of them is a few children's own. */
enum { LC_BINS = 10, LC_SMOOTH_POINTS = 60, LC_SMOOTH_ENDS = 5 };

/* A group of like risk and what came of it; the interval knows of the children. */
struct lc_bin {
    struct lc_group group;
    double low, high;
};

/* What is said of one set of predictions. Metrics of sums have their interval by
 * bootstrap, those of a study's times by their own standard error, clustered by child;
 * others are not filled. */
struct lc_judged {
    struct lc_bootstrap boot;
    struct lc_estimate metric[LC_METRIC_COUNT];
    struct lc_estimate precision[LC_CUTS], recall[LC_CUTS]; /* at each cut */
};

/* What is said of a test. */
struct lc_judged_test {
    struct lc_tested tested;
    struct lc_judged judged, missing; /* the latter where tested.missing */
    struct lc_estimate gain;          /* in precision over it */
};

/* Of all origins together: pairs are compared within an origin and a fold, children are
 * drawn with the rows that they have in any. An origin by itself is as a study with its
 * test alone would have it. */
struct lc_judgement {
    struct lc_judged_test whole, *origin; /* [whole.tested.origins]; NULL where one */
    size_t cuts;
    double cut[LC_CUTS]; /* cut[0] is the capacity, then ascending others */
    size_t bins;
    struct lc_bin bin[LC_BINS];
    size_t points; /* of the smooth calibration curve */
    double smooth_risk[LC_SMOOTH_POINTS], smooth_outcome[LC_SMOOTH_POINTS];
};

/* The places of a list: those asked for, else those that the study states; LC_USAGE
 * where neither says them, for nobody else may say how many children a panel can
 * discuss. */
int lc_capacity_choose(size_t *capacity, const struct lc_study *study, size_t asked,
                       struct lc_error *err) LC_MUST_CHECK;

/* Fills *out anew. Fails as lc_tested_fill does. LC_FOLDS fits and a bootstrap an
 * origin, and a bootstrap of all. */
int lc_judge_run(struct lc_judgement *out, const struct lc_judge *judge,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_judgement_free(struct lc_judgement *judgement);
