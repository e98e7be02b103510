/* A study on a store, from cohort to verdict: what `train` does, without the printing.
 */
#pragma once

#include "design/assumed.h"
#include "models/assess/deal.h"
#include "models/assess/judge.h"
#include "study/cohort.h"
#include "study/crossing.h"

struct lc_training_ask { /* borrowed */
    const struct lc_study *study;
    struct lc_slice text;   /* of the study's file */
    struct lc_store *store; /* lent: linkages are drawn on it (linkages.h) */
    const char *linkage; /* the ISO day whose children the store has; NULL: its own */
    const struct lc_crossings *crossings; /* breaks that it learns across; or NULL */
    const char *model;                    /* of the study's models; NULL: the first */
    size_t capacity; /* of a list; 0: as the study says, which must then say it */
    int replicates;  /* of the bootstrap; negative: as the study says */
    uint64_t seed;
    int deals; /* of the negative control (deal.h), instead of a training; 0: train */
    lc_team *team;
};

struct lc_training {
    struct lc_cohort cohort;
    struct lc_design design;
    struct lc_splits splits;
    struct lc_split split; /* the last of them */
    struct lc_design
        *learnt; /* [splits.count] as known on their days; NULL for deals */
    struct lc_test_origin *origin; /* [splits.count] */
    struct lc_judge judge;
    struct lc_judgement judgement;
    struct lc_judgement told; /* as it may be told (tell.h); borrows of the other */
    struct lc_train_counts counts; /* of the model kept */
    struct lc_assumed assumed;     /* of its rows */
    struct lc_model *model;        /* its verdict and metrics set */
    json_t *results;               /* the document; also model->metrics */
    int standing;                  /* an lc_standing */
    struct lc_dealt dealt;         /* where deals were asked: then nothing of the above
                                      but the design and the splits is there, and what
                                      is learnt from is the design itself */
};

/* The cohort, the design, the splits and the judge's question, up to any fit: what a
 * comparison of models begins with. Fills *training anew. */
int lc_training_prepare(struct lc_training *training, const struct lc_training_ask *ask,
                        struct lc_error *err) LC_MUST_CHECK;

/* inputs: [{name, digest, rows}], taken over (also on failure). Fills *training anew.
 */
int lc_training_run(struct lc_training *training, const struct lc_training_ask *ask,
                    json_t *inputs, struct lc_error *err) LC_MUST_CHECK;
void lc_training_free(struct lc_training *training);
