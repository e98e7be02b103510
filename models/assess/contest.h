/* Several models foretelling the very same held-out rows.
 *
 * A contest holds the rows, what became of them, and one set of predictions a
 * contender. No row was seen by the fit that foretells it, and no child is on both
 * sides of a fit; folds are the same for all, and a row that one contender cannot
 * foretell counts for none, so that measures differ by the models and nothing else. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "models/assess/lists.h"
#include "models/assess/training.h"
#include "models/family/family.h"
#include "numeric/column.h"

struct lc_contender {
    char *name, *family, *formula; /* family and formula NULL for a rule */
    double *risk;                  /* [n]; NULL where it cannot contend */
    bool ranks_only;               /* a score, not a risk */
    char cannot[240];              /* "", or why it has no predictions */
};

struct lc_contest {
    size_t n;
    int32_t *child; /* [n] 0 .. children - 1: rows of one child stand together */
    size_t children;
    int32_t *unit; /* [n] 0 .. units - 1: whom a draw takes whole (design/design.h);
                      NULL: a child */
    size_t units;
    uint8_t *outcome; /* [n] 0 or 1 for a yes or no; else NULL */
    double *time;     /* [n] of the event or the end of follow-up; or NULL */
    int32_t *cause;   /* [n] with time: 0 censored, 1 the event, 2 competing */
    int32_t *list;    /* [n] 0 .. lists - 1, or NULL: one */
    size_t lists;
    struct lc_repeat repeat; /* a column of people, where nothing said whose rows are */
    int32_t *model;  /* [n] the fold whose models foretold the row; or NULL: one */
    int32_t *origin; /* [n] 0 .. origins - 1, ascending in time, of a study whose test
                        rolls; NULL: one. Times are compared within an origin */
    size_t origins;
    int32_t *origin_day; /* [origins] */
    size_t events;
    double capacity; /* of a list; 0: there is none */
    double horizon;  /* in the unit of time; 0 where there is none */
    size_t left_out; /* rows that some contender or the outcome lacks a value for */
    size_t models;   /* contenders that are models come first; rules after them */
    size_t contenders;
    struct lc_contender *contender; /* [contenders] */
};

/* Every model of the study on the held-out rows of tested.h, then two rules: the rank
 * by missing episodes (where there is such a history) and the base rate of the training
 * landmarks. A model that cannot be fitted says why and does not contend. ask->model
 * and ask->deals are not read. LC_FOLDS fits a model. */
int lc_contest_of_study(struct lc_contest *contest, const struct lc_training_ask *ask,
                        struct lc_error *err) LC_MUST_CHECK;

/* Into *one, anew, the rows of an origin and what all contenders foretell of them. */
int lc_contest_of_origin(struct lc_contest *one, const struct lc_contest *all,
                         size_t origin, struct lc_error *err) LC_MUST_CHECK;

/* One model that a researcher asks for. Borrowed. */
struct lc_variant {
    const char *name, *formula;
    const struct lc_family *family;
    struct lc_fit_options options;
};

struct lc_table_contest { /* borrowed */
    const struct lc_frame *frame;
    const unsigned char *keep; /* [frame->n] or NULL */
    size_t count;
    const struct lc_variant *variant; /* [count] */
    const char *child; /* a column: whose row it is; NULL: cluster(), or a row each */
    int folds;
    double horizon;   /* for Surv(time, event) */
    double capacity;  /* 0: no list */
    const char *list; /* a column: which list a row is on; NULL: there is one */
    int seed;
};

/* The variants on folds over children (or rows), each fold foretold by a fit of the
 * others, then the base rate of the rows (Aalen-Johansen's for times). All variants
 * share a left side. LC_USAGE for one that has another, for counts or spells, or for
 * times without a horizon. */
int lc_contest_of_table(struct lc_contest *contest, const struct lc_table_contest *ask,
                        struct lc_error *err) LC_MUST_CHECK;

void lc_contest_free(struct lc_contest *contest);
