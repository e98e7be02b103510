/* A study on a store, counted before anything is trained: is there enough of it? */
#pragma once

#include "base/text.h"
#include "design/asof.h"
#include "design/assumed.h"
#include "design/design.h"
#include "study/acceptance.h"
#include "study/cohort.h"
#include "study/flow.h"
#include "study/landmarks.h"
#include "study/sample_size.h"
#include "study/study.h"

/* A run of landmarks. An entry is one child's one day, at however many landmarks. */
struct lc_plan_span {
    int32_t from, to; /* first and last landmark; LC_NO_DAY when there is none */
    size_t landmarks, rows, children, entries;
    size_t incomplete; /* rows whose outcome by the horizon is not known */
};

/* A test span and what is learnt for it: what was known on its first day. */
struct lc_plan_origin {
    int32_t day;
    struct lc_plan_span train, test;
};

struct lc_plan_cause {
    size_t rows, events; /* an event is one child's one day */
};

struct lc_plan_column {
    size_t missing;         /* rows not observed */
    size_t nonzero;         /* rows not zero, of those observed */
    size_t children;        /* with a row that is not zero */
    size_t entries;         /* among the children of rows that are not zero */
    double low, high, mean; /* over observed rows; NaN where there is none */
    /* at most which, and at least which, six children had; NaN: so many are not seen */
    double six_low, six_high;
    bool used; /* by a model */
};

struct lc_plan_model {
    size_t columns; /* of the matrix that training would learn (terms.h) */
    size_t entries; /* in training */
    double each;    /* entries a column */
    bool advised;   /* whether anything can be said below */
    /* Of children in training, an entry each: their rows are not independent. */
    struct lc_sample_size size;
};

/* On a day on which a history is not observed a model has the fit that it keeps for it;
 * or, where it saw as much in the rows learnt from, a level for just that; or it scores
 * nobody. */
enum lc_plan_lacking { LC_PLAN_REFIT, LC_PLAN_SEEN_MISSING, LC_PLAN_REFUSES };

struct lc_plan_without {
    unsigned model;      /* of the study's */
    const char *history; /* borrowed of the study */
    int does;            /* an lc_plan_lacking */
};

enum { LC_PLAN_CHANCES = 5 };

/* Would a model of a given precision pass? Foreseen from the entries of the test span
 * (study/acceptance.h). */
struct lc_plan_pass {
    bool asked;    /* precision_at_least, and there is a test span with entries */
    size_t places; /* on the lists of the test */
    size_t entries, entry_rows; /* of the test, and the rows that end in one */
    double each;                /* landmarks at which an entry stands, on average */
    size_t independent;         /* places / each: as many as they count */
    size_t chances;
    struct {
        double precision; /* the true one; as high as the span's entries allow */
        double pass;      /* acceptance.h (1) */
    } chance[LC_PLAN_CHANCES];
};

struct lc_plan {
    const struct lc_study *study; /* borrowed */
    struct lc_flow_told flow;
    struct lc_cohort cohort;
    struct lc_design design;
    struct lc_splits splits;
    struct lc_split split;                /* the last of them */
    struct lc_plan_origin *origin;        /* [splits.count], where there is a test */
    struct lc_plan_span all, train, test; /* train: of the last; test: of all of them */
    size_t both;                          /* children with rows on both sides */
    struct lc_assumed assumed;            /* of what is trained on */
    struct lc_plan_cause cause[LC_STUDY_CAUSES + 2];
    struct lc_plan_column *column; /* [predictors] */
    struct lc_plan_model *model;   /* [models] */
    size_t withouts;
    struct lc_plan_without *without; /* [withouts] by model, then history */
    struct lc_plan_pass pass;
    size_t bytes;      /* of the design */
    bool unlinked;     /* one child may be counted as several */
    bool unsuppressed; /* true counts: lc_plan_tell */
    size_t findings;
    struct lc_text finding; /* a line each, ended by \n */
};

/* Entries a column under which a plan warns, and under which a model would be noise.
 * Peduzzi et al. (1996), J. Clin. Epidemiol. 49:1373-1379; PROBAST (2019) asks 20. */
enum { LC_PLAN_FEW = 10, LC_PLAN_TOO_FEW = 5, LC_PLAN_EXPLORATORY = 100 };

/* Fills *plan anew. LC_RANGE: the horizon is longer than the data, or a split has no
 * landmark; LC_UNFIT: nobody is in the cohort, no entry, or nothing but entries. */
int lc_plan_make(struct lc_plan *plan, const struct lc_study *study,
                 const struct lc_store *store, lc_team *team,
                 struct lc_error *err) LC_MUST_CHECK;
/* Makes of every count and figure what may be told (disclosure/small.h: LC_FEW where a
 * count is 1 to 5), or, suppress being false, leaves all but the flow as it is. Once,
 * and last: nothing can be worked out from a plan afterwards. Findings tell no more
 * either way. */
void lc_plan_tell(struct lc_plan *plan, bool suppress);
void lc_plan_free(struct lc_plan *plan);
