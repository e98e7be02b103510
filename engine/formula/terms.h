/* What a formula means for a table: the columns of the model's matrix, and how the
 * response is read.
 *
 * Everything that must be looked up in data is learnt once, from the training rows:
 * levels of factors, knots of splines, centres of polynomials, whether a column can be
 * not observed. It is then frozen: applied to new rows the same way for ever, and
 * written as JSON inside the model file.
 *
 * Names are those R prints: "sexMale", "factor(sex)2", "log(bili)", "a:b",
 * "ns(age, 3)1", "poly(x, 2)2", "I(age > 60)TRUE"; splines of rcs as rms prints them:
 * "age", "age'", "age''". Text columns are factors with treatment contrasts; levels in
 * alphabetical order as R's under a UTF-8 locale (marks, digits, letters with capitals
 * among the small ones), unless factor(x, ref = "b") or factor(x, levels = c(...)) says
 * else. Terms come in R's order: by degree, then as
 * written; an interaction whose margin is absent is coded in full as R does. "." is
 * every column that the response and strata(), cluster(), offset(), weights() do not
 * mention. strata(), cluster(), offset() and weights() never become columns; a stratum
 * in an interaction does, as in R.
 *
 * Missing values: LC_DROP_MISSING leaves out a row with a missing value in any column
 * used (R's na.omit) and counts it. LC_FLAG_MISSING is for studies, where missing means
 * not observed: the value becomes 0 and a column "not observed(name)" becomes 1. The
 * column exists if training had such a row; base columns that are not observed on the
 * very same rows of training share one.
 *
 * A row of weight 0 is no row: nothing is learnt from it, a fit does not get it, and it
 * is counted.
 *
 * rcs: Harrell, Regression Modeling Strategies (2nd ed., 2015), section 2.4.5; knots at
 * his table 2.3's quantiles. ns, bs, poly, scale: as R's splines::ns and bs,
 * stats::poly and base::scale; Chambers and Hastie, Statistical Models in S (1992),
 * chapter 7; poly by the three-term recursion of Kennedy and Gentle, Statistical
 * Computing (1980), p. 343. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"
#include "numeric/column.h"
#include "numeric/matrix.h"

typedef struct lc_terms lc_terms;

enum lc_missing { LC_DROP_MISSING, LC_FLAG_MISSING };

enum lc_outcome {
    LC_OUTCOME_NONE,   /* the formula has no left side: the caller knows the outcome */
    LC_OUTCOME_VALUE,  /* y ~ : 0/1, a comparison, or a factor of two levels */
    LC_OUTCOME_COUNTS, /* cbind(successes, failures) ~ */
    LC_OUTCOME_TIME,   /* Surv(time, cause) ~ */
    LC_OUTCOME_SPELL,  /* Surv(start, stop, cause) ~ */
    LC_OUTCOME_INTERVAL, /* Surv(low, high, type = "interval2") ~ */
    LC_OUTCOME_LEFT,     /* Surv(time, event, type = "left") ~: 0 is before time */
    LC_OUTCOME_CODED /* Surv(low, high, code, type = "interval") ~: 0 right, 1 event,
                        2 left, 3 interval censored. Both are read as INTERVAL */
};

struct lc_terms_options {
    int missing;               /* an lc_missing */
    const char *weights;       /* a column of weights, if the formula names none */
    const char *cluster;       /* a column of clusters, likewise */
    const unsigned char *keep; /* [n] 0: the row is not to be learnt from; NULL: all */
};

/* One column of the matrix. Owned by the terms. */
struct lc_term {
    const char *name;  /* as R prints it */
    const char *label; /* plain English: "age (spline, part 2)", "sex: Male" */
    const char *unit;  /* of its one base column where the value is left as it is */
    const char *group; /* the history that all its base columns come from, or NULL */
    size_t bases;
    const char *const *base; /* [bases] columns of the frame that it is made from */
    double mean, sd;         /* over the training rows kept (sd with n) */
    bool indicator;          /* a "not observed" column */
};

/* Learn the formula's terms from a frame. On success *terms is new; else NULL.
 * LC_USAGE for a mistake in the formula (with its character; an unknown column names
 * the nearest), LC_UNFIT where the data cannot carry it (no row left, fewer than three
 * distinct knots), LC_RANGE for too many levels. O(rows x columns). */
int lc_terms_learn(lc_terms **terms, const char *formula, const struct lc_frame *frame,
                   const struct lc_terms_options *options,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_terms_free(lc_terms *terms); /* NULL is allowed */

/* Means and spreads of the columns as they may be told of children's rows, so many
 * (disclosure/small.h): a mean of noughts and ones is a count over these. Means by
 * sixes of rows; spreads in one figure, and never below that of six ones. */
void lc_terms_tell(lc_terms *terms, size_t rows);

const char *lc_terms_formula(const lc_terms *terms); /* "." written out */
bool lc_terms_intercept(const lc_terms *terms);
int lc_terms_outcome(const lc_terms *terms); /* an lc_outcome */
size_t lc_terms_count(const lc_terms *terms);
const struct lc_term *lc_terms_at(const lc_terms *terms, size_t column);
/* The term of the formula that a column belongs to, "sex" or "sex:age", added to out.
 * Columns of one term stand together. */
void lc_terms_product_name(const lc_terms *terms, size_t column, struct lc_text *out);
bool lc_terms_same_product(const lc_terms *terms, size_t a, size_t b);
size_t lc_terms_strata(const lc_terms *terms); /* 1 without strata() */
const char *lc_terms_stratum(const lc_terms *terms,
                             size_t stratum); /* "site=2" or "" */

/* The frozen form: no row of the data, only what was learnt. */
json_t *lc_terms_write(const lc_terms *terms); /* NULL when out of memory */
int lc_terms_read(lc_terms **terms, const json_t *json,
                  struct lc_error *err) LC_MUST_CHECK;

/* --- rows ------------------------------------------------------------------------- */

enum lc_apply {
    LC_APPLY_FIT,  /* response, weights and clusters are read; a level not met in
                      training is an error naming column and row */
    LC_APPLY_SCORE /* columns, strata and offset only; every row is kept, and one that
                      cannot be scored says why in `cannot` (its columns are 0) */
};

/* A table made ready for a family. Free with lc_applied_free. A plain numeric column
 * is the frame's own memory where every row is kept and none is missing, so the frame
 * must outlive it. */
struct lc_applied {
    size_t n;           /* rows kept */
    size_t *row;        /* [n] their rows of the frame */
    size_t missing;     /* rows left out because a used column is missing */
    size_t weightless;  /* rows left out because their weight is 0 */
    struct lc_matrix x; /* n x p */
    int outcome;        /* an lc_outcome */
    double *y;          /* [n] VALUE, COUNTS (successes) */
    double *trials;     /* [n] COUNTS */
    double *start;      /* [n] SPELL */
    double *stop;       /* [n] TIME, SPELL; INTERVAL: the lower end (-inf if none) */
    double *stop_high;  /* [n] INTERVAL: the upper end; = stop: exact; inf: none */
    int32_t *cause;     /* [n] TIME, SPELL, INTERVAL: 0 censored, 1 .. */
    double *weight;     /* [n] or NULL */
    double *offset;     /* [n] or NULL */
    int32_t *stratum;   /* [n] 0 .. strata - 1, or NULL */
    size_t strata;      /* as learnt; at least 1 */
    int32_t *cluster;   /* [n] 0 .. clusters - 1 in order of first sight, or NULL */
    size_t clusters;
    const char **cannot; /* SCORE: [n] NULL, or why ("age is missing"); else NULL */
    struct lc_column *column; /* x's columns; theirs is what `borrowed` says */
    lc_arena *arena;          /* holds the reasons */
};

/* Columns that a table of few rows is read otherwise in than the training table was:
 * where a factor of text has numbers here, or nothing at all, they become text again,
 * as numbers are written shortest. To be called before lc_terms_apply on a foreign
 * table. O(rows). */
int lc_terms_suit(const lc_terms *terms, struct lc_frame *frame,
                  struct lc_error *err) LC_MUST_CHECK;

/* keep [n] or NULL as above. Times that are not whole or not ordered are the family's
 * to judge; here causes must be whole numbers of at least 0. Threads may share terms.
 * O(rows x columns). */
int lc_terms_apply(struct lc_applied *applied, const lc_terms *terms,
                   const struct lc_frame *frame, const unsigned char *keep, int how,
                   struct lc_error *err) LC_MUST_CHECK;
/* R reads a status of 1 and 2 as censored and event; here that would make everybody's
 * end an event, so LC_RANGE asks for it plainly. */
int lc_events_check(size_t n, const int32_t *cause, struct lc_error *err) LC_MUST_CHECK;
void lc_applied_free(struct lc_applied *applied);

/* Rows of a Markdown table: what a formula's functions are, from the tables that read
 * them. */
void lc_formula_add_words(struct lc_text *out);
