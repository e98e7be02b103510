/* One model of a study, fitted to chosen rows of its design.
 *
 * A family that needs a yes or no takes the rows whose outcome by the horizon is known;
 * the answer is whether the study's entry came, so that a competing event and the 18th
 * birthday are no. A family of times takes every row: an event on day t + d has time
 * d + 1 (the day's end), follow-up to before t + d has time d, and rows of time 0 tell
 * nothing; a discrete-time hazard's follow-up ends with the last whole interval of the
 * horizon. Standard errors are clustered by child, but for those of Firth's penalty or
 * of exact ties, which are the model's own. Baselines are kept at knots of six children
 * or more (coarse.h). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/slice.h"
#include "design/design.h"
#include "models/fit/model.h"
#include "parallel/team.h"
#include "study/study.h"

enum { LC_TRAIN_STEP_DAYS = 7 }; /* of a baseline between its knots (coarse.h) */

/* Borrowed. */
struct lc_train {
    const struct lc_study *study;
    struct lc_slice text; /* of the study's file: kept in the model */
    const struct lc_study_model *spec;
    const struct lc_design *design;
    const unsigned char *keep; /* [n] rows to learn from, or NULL for all */
    double least_ridge;        /* 0: as the model says */
    lc_team *team;
};

/* What a fit used. */
struct lc_train_counts {
    size_t rows, children;
    size_t entries;  /* rows whose outcome is the entry */
    size_t entrants; /* children with one */
};

/* The options of a study's model as `fit` would have them, those not given at their
 * default, and which were, a bit a row of lc_fit_knobs. LC_USAGE with the *key at
 * fault: a family or option that is not there, a value that it does not take, an option
 * that the family does not read. */
int lc_train_options(struct lc_fit_options *options, uint64_t *given,
                     const struct lc_study_model *model, const char **key,
                     struct lc_error *err) LC_MUST_CHECK;

/* The same, for those who only want to know (an lc_study_judge). */
int lc_train_judge(const struct lc_study_model *model, const char **key,
                   struct lc_error *err);

/* Learns the formula's terms and fits. On success *model is new, with everything but
 * metrics, verdict and inputs. LC_UNFIT, LC_SEPARATED, LC_SINGULAR, LC_DIVERGED where
 * the data cannot carry it. */
int lc_train_fit(struct lc_model **model, const struct lc_train *train,
                 struct lc_train_counts *counts, struct lc_error *err) LC_MUST_CHECK;

/* The same family, options and terms, as the model learnt them, fitted to the rows of
 * train's design: of other data, to be held against it. *fit is new; *units: clusters
 * of its rows. Fails as lc_train_fit does. */
int lc_train_refit(struct lc_fit **fit, const struct lc_model *model,
                   const struct lc_train *train, size_t *units,
                   struct lc_error *err) LC_MUST_CHECK;

/* Whether a failure of lc_train_fit is that the data cannot carry the model: one of the
 * four above, and no mistake of usage, no want of memory, no interrupt. */
bool lc_train_cannot(int code);

/* A design's rows as a family wants them. The design must outlive them. */
struct lc_train_rows {
    struct lc_applied applied; /* of the terms */
    double *y, *stop;
    int32_t *cause, *cluster; /* clusters are the units of the design (design.h) */
    size_t clusters, children;
    const char **name; /* [p] of the columns */
    struct lc_sample sample;
};

/* Rows of keep (NULL: all) under frozen terms; fills *rows anew. */
int lc_train_rows_of(struct lc_train_rows *rows, const struct lc_design *design,
                     const lc_terms *terms, int response, const unsigned char *keep,
                     struct lc_error *err) LC_MUST_CHECK;
void lc_train_rows_free(struct lc_train_rows *rows);

/* A discrete-time hazard knows whole intervals of length grid: a horizon that is none
 * would leave a last one of which only its events are seen. So its rows end with the
 * last whole one, as its risk by the horizon does. Other families' rows stay. */
void lc_train_whole_intervals(struct lc_train_rows *rows,
                              const struct lc_family *family, double horizon,
                              double grid);

/* Into usable[n]: 1 where a family of this response can learn from the row. */
void lc_train_usable(const struct lc_design *design, int response,
                     unsigned char *usable);

/* cluster[n]: the rows' children numbered from 0 in order; returns how many. Rows of
 * one child stand together in a design. keep as above: others get the number before. */
size_t lc_train_clusters(const struct lc_design *design, const unsigned char *keep,
                         int32_t *cluster);
