/* The rows that `evaluate` judges: each with its risk and what became of it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "command/verb.h"
#include "models/assess/lists.h"
#include "models/fit/model.h"
#include "numeric/column.h"

/* Rows of one child stand together. Free with lc_evaluated_free. */
struct lc_evaluated {
    size_t n, events;
    size_t left_out;   /* rows kept by the filter but without a risk or an outcome */
    size_t weightless; /* rows that the filter kept and whose weight is 0 */
    size_t separated;  /* rows that the filter kept and the model has no risk for: the
                          outcome is separated there (family/endless.h) */
    size_t *row;       /* [n] rows of the frame */
    double *risk;      /* [n] in [0, 1], or of any size where it only ranks */
    bool ranks;
    double *index;   /* [n] what orders times: the model's linear predictor where it
                        orders as the risks do, or a marker; else the risks */
    bool linear;     /* the index is not the risks */
    double *against; /* [n] a second marker, or NULL */
    int32_t *child;  /* [n] 0 .. children - 1 */
    size_t children;
    uint8_t *outcome; /* [n] 0 or 1 for y; else NULL */
    double *time;     /* [n] for Surv(time, event); else NULL */
    int32_t *cause;   /* [n] likewise: 0 censored, 1 the event, 2 competing */
    double *start;    /* [n] of Surv(start, time, event), or NULL */
    double *weight;   /* [n] or NULL */
    int32_t *stratum; /* [n] 0 .. strata - 1, or NULL */
    size_t strata;    /* at least 1 */
    int32_t *list; /* [n] 0 .. lists - 1: rows that compete for places; or NULL: one */
    size_t lists;
    struct lc_repeat repeat; /* a column of people, where nothing said whose rows are */
    const struct lc_family *by; /* of a model whose linear predictor is of the hazard of
                                   one cause's incidence: it; else NULL */
};

struct lc_evaluate_settings {
    struct lc_common common;
    const char *risk,
        *marker;         /* without a model: the column of risks; or of any size */
    const char *against; /* a second such column, or NULL */
    const char *outcome; /* a formula's left side; NULL: the model's own response */
    const char *list;    /* column that says which list it is on, or NULL */
    const char *child;   /* column that says whose row it is; NULL: each row its own */
    const char *where, *weights, *strata; /* columns but for where, or NULL */
    double horizon, until, integrate;
    int cause;    /* the event of interest */
    int capacity; /* of a list; 0: none. Without `list` it must be one list */
    int replicates, time_weight, groups;
};

struct lc_evaluate_ask {
    const struct lc_model *model; /* gives the risks, and the outcome unless stated */
    const struct lc_evaluate_settings *settings;
    const unsigned char *keep; /* [frame->n] or NULL */
    double horizon; /* 0 or below: of a model of times only the order is judged */
};

int lc_evaluated_read(struct lc_evaluated *rows, const struct lc_frame *frame,
                      const struct lc_evaluate_ask *ask,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_evaluated_free(struct lc_evaluated *rows);
