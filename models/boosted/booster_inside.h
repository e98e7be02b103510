/* Gradient-boosted trees by Debian's libxgboost, looked for when first asked: nothing
 * else needs it, and a machine without it loses only the challenger.
 *
 * Chen and Guestrin (2016), "XGBoost: a scalable tree boosting system", KDD. */
#pragma once

#include <stddef.h>

#include "base/error.h"

typedef struct lc_booster lc_booster;

struct lc_booster_plan {
    const char *objective; /* "binary:logistic", "survival:cox" */
    int rounds, depth;
    double rate; /* learning rate */
    double base; /* the starting score, in the objective's own unit */
    int threads, seed;
};

/* Rows to learn from. Borrowed. */
struct lc_booster_rows {
    size_t n, p;
    const float *x;               /* [n * p] row-major */
    const float *label;           /* [n] 0/1, or a time, negative if censored */
    const float *weight, *margin; /* [n] or NULL */
};

/* LC_ABSENT where the library is not installed;
 * LC_INTERRUPTED by Ctrl-C between rounds. The trees do not depend on threads. */
int lc_booster_train(lc_booster **booster, const struct lc_booster_rows *rows,
                     const struct lc_booster_plan *plan,
                     struct lc_error *err) LC_MUST_CHECK;

/* Scores before the link, without any margin: score[n]. */
int lc_booster_score(const lc_booster *booster, size_t n, size_t p, const float *x,
                     float *score, struct lc_error *err) LC_MUST_CHECK;

/* The trees as JSON text, and back. free() the text. */
int lc_booster_print(const lc_booster *booster, char **text,
                     struct lc_error *err) LC_MUST_CHECK;
int lc_booster_parse(lc_booster **booster, const char *text, size_t size,
                     struct lc_error *err) LC_MUST_CHECK;

void lc_booster_free(lc_booster *booster); /* NULL is allowed */
