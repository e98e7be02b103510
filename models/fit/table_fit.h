/* One model on one table: formula, rows and options in, a model out. What `fit`,
 * and any check that fits again on other rows, share. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "formula/terms.h"
#include "models/family/family.h"
#include "models/fit/model.h"
#include "numeric/column.h"

/* What an elastic net (or, of factors, a ridge) is asked beside the options. */
struct lc_net_ask {
    size_t lambdas, factors;
    const double *lambda; /* [lambdas] descending: this path */
    const double
        *factor;      /* [factors] a column of the matrix each: its penalty's share */
    const char *fold; /* column: rows of one value are left out together */
    bool unscaled;    /* penalise the columns as they are, not standardised */
};

struct lc_table_fit {
    const char *formula;
    const struct lc_family *family;
    const char *weights;       /* a column, or NULL */
    const unsigned char *keep; /* [frame->n] or NULL */
    struct lc_net_ask net;     /* all 0: as the options alone say */
    bool robust; /* sandwich variance: by cluster() if the formula has one, else HC0 */
    struct lc_fit_options options;
};

/* Borrowed view of applied rows as a family wants them. names [p] is the caller's room
 * for the columns' names. A family of one event gets cause 1 where the row's cause is
 * the one asked for. LC_USAGE where the response is not of the family's kind. */
int lc_sample_of(struct lc_sample *sample, struct lc_applied *applied,
                 const struct lc_family *family, int cause, const char **names,
                 struct lc_error *err) LC_MUST_CHECK;

/* How many of the rows asked for a fit made nothing of: for a missing value, or for a
 * weight of 0. */
struct lc_unused {
    size_t missing, weightless;
};

/* Learn, apply, fit. *model is new, with terms, fit, family, cause, seed. A fit that
 * did not converge is a model all the same: fit->status says it. */
int lc_table_fit(struct lc_model **model, struct lc_unused *unused,
                 const struct lc_frame *frame, const struct lc_table_fit *ask,
                 struct lc_error *err) LC_MUST_CHECK;

/* Name, rows and digest (NULL: none) of a file that it learnt from, behind those that
 * it names already. */
int lc_model_note_input(struct lc_model *model, const char *path, size_t rows,
                        const unsigned char *digest,
                        struct lc_error *err) LC_MUST_CHECK;
