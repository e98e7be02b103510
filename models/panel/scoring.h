/* What a scoring holds (score.h says what it means). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/memory.h"
#include "design/evidence.h"
#include "models/fit/ranges.h"
#include "study/study.h"

/* What is asked of one (lc_score_run). */
struct lc_score_ask {
    int32_t day;
    size_t capacity; /* how many to list; 0: as the study says */
    size_t beyond;   /* how many below the list to keep, with the rows of all that are
                        kept: band.h asks for them; 0: none */
    /* NULL, or whom alone to score, of the cohort: child numbers, ascending. */
    const uint32_t *child;
    size_t children;
    /* NULL, or the model's study as another scoring by it has parsed it, which lives
     * longer than this one. */
    struct lc_study *study;
};

struct lc_scored_child {
    uint32_t child;
    double lp, risk, low, high;
    double *part; /* [groups] (2); borrowed from the scoring */
};

/* A history that the model reads: a group of columns. */
struct lc_score_group {
    const char *history; /* "missing"; "person" for age and sex; "several" */
    double centre;
    size_t predictors; /* of the study, that its columns are made from */
    size_t *predictor; /* [predictors] */
};

/* Where in scored a child stands. */
struct lc_scored_at {
    uint32_t child, at;
};

struct lc_cannot_score {
    uint32_t child;
    const char *why; /* borrowed from the scoring */
};

/* A predictor as the day's cohort has it, against its range. */
struct lc_sighting {
    size_t seen, outside, not_observed; /* children; outside: of those seen */
};

struct lc_model;

struct lc_scoring {
    struct lc_study *study; /* parsed from the model's own text */
    bool borrowed;          /* it is another scoring's */
    int32_t day;
    struct lc_evidence_book book; /* of that day; borrows the study and the store */
    struct lc_model *stand_in; /* the fit without a history that is not observed on the
                                  day, in place of the model; NULL: the model itself */
    const char *without;       /* that history; borrowed from the study */
    const char *lost;          /* one not observed, without which no fit is kept and
                                  nobody can be scored; or NULL; likewise */
    json_t *verdict;           /* on the model: verdict.h, as this program takes it */
    int standing;              /* an lc_standing */
    struct lc_range *range;    /* [predictors] of the study, in training */
    struct lc_sighting *tally; /* [predictors] */
    bool *used;                /* [predictors] by a column of the model */
    double base;               /* (1) */
    double sense; /* lc_family.sense: b and the constant are taken times it */
    size_t groups;
    struct lc_score_group *group;
    size_t n;                       /* children scored */
    double sum;                     /* of their risks */
    size_t capacity, listed;        /* as asked or stated; min(n, capacity) */
    size_t kept;                    /* listed, and what was asked for beyond */
    struct lc_scored_child *scored; /* [kept] the first, in order */
    struct lc_scored_at *by_child;  /* [listed] of scored, ascending */
    size_t columns;
    double *x; /* [kept * columns] their rows, less the centre; NULL: not asked for */
    size_t refused;
    struct lc_cannot_score *cannot;
    double *part;    /* [kept * groups] */
    lc_arena *words; /* of cannot */
};

/* What a model says of one column: its coefficient, and the group it counts in. */
struct lc_rank_column {
    double beta;
    size_t group;
};
