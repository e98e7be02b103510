/* Predictions for rows that the model never saw, made ready to be weighed many times.
 *
 * Every metric of the table (metric.h) is a function of a handful of sums over the
 * rows. A bootstrap replicate weighs each child by how often it was drawn; so the rows
 * are sorted once, and a replicate is one pass in that order. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum { LC_CUTS = 24 };

/* Borrowed. Rows of one list compete for its places: a landmark's cohort. */
struct lc_held_out {
    size_t n;
    const double *risk;     /* [n] in [0, 1]; any score for a rule that only ranks */
    const uint8_t *outcome; /* [n] 0 or 1 */
    const int32_t *child; /* [n] 0 .. children - 1: rows of one child stand together */
    size_t children;
    const int32_t *list; /* [n] 0 .. lists - 1, or NULL: one */
    size_t lists;
    /* [n] which model foretold the row, or NULL: one. The AUC compares rows of one
     * model only: two folds' models differ in level by chance, and that is no merit of
     * either (Airola et al., 2011, Computational Statistics and Data Analysis
     * 55:1828-1844). */
    const int32_t *model;
    size_t cuts; /* list sizes wanted, 1 .. LC_CUTS; cut[0] is the panel's capacity */
    double cut[LC_CUTS];
};

/* What a list of one size holds, summed over the lists. Where the cut falls among equal
 * risks, these are means over all ways to break the tie. */
struct lc_cut {
    double listed, hits, expected; /* rows, outcomes, sum of risks */
};

/* The sums. NaN where a sum cannot be: the AUC of one class, the slope of none. */
struct lc_held_sums {
    double n, events, expected; /* rows, outcomes, sum of risks */
    double squares;             /* of outcome - risk */
    double auc;
    double large;            /* calibration in the large, calibration.h (1) */
    double intercept, slope; /* (2) there */
    double lists;
    struct lc_cut cut[LC_CUTS];
};

typedef struct lc_ready lc_ready;

/* Sorts. O(n). ready keeps nothing of data but what it copied. */
int lc_ready_new(lc_ready **ready, const struct lc_held_out *data,
                 struct lc_error *err) LC_MUST_CHECK;
void lc_ready_free(lc_ready *ready); /* NULL is allowed */
