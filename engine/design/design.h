/* The design: what a study makes of a store. One row a (child, landmark): what was
 * known before the landmark, and what happened from it on.
 *
 * Rows ascend by (shard of the child, child, landmark), so that a shard is a run of
 * rows and a child lies in one shard. Columns are the study's predictors, before any
 * formula: a model's formula (formula.h) turns them into a matrix. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "numeric/column.h"

enum lc_cause { LC_CENSORED = 0, LC_ENTRY = 1 }; /* further causes: the study's list */

struct lc_design {
    struct lc_frame frame; /* the predictors; frame.n rows; missing = not observed */
    uint32_t *child;       /* [n] child numbers */
    uint32_t *unit;    /* [n] the units of study/cohort.h, whose rows stand together;
                          NULL: a child is one */
    bool families;     /* does the store know families? */
    int32_t *landmark; /* [n] days */
    int32_t *days;     /* [n] follow-up from the landmark in days, at least 0: an
                          event on day t + d has d; followed to before t + d, d */
    uint8_t *cause;    /* [n] an lc_cause: what ended it; LC_CENSORED at horizon */
    uint8_t *complete; /* [n] 1 if the landmark's whole horizon was over by the last day
                          seen, so that the outcome is known whether it came or not; 0:
                          the data ended before, though an event may have come */
    size_t *shard;     /* [LC_SHARDS + 1] first row of each shard */
    int32_t horizon;   /* days; of calendar months, 365/12 each, rounded down */
    const char *linkage; /* the ISO day whose children they are; NULL: the store's own;
                            borrowed */
};

/* Whom a row must not be parted from: in folds, draws and clusters. */
static inline uint32_t lc_design_unit(const struct lc_design *design, size_t row)
{
    return design->unit ? design->unit[row] : design->child[row];
}

/* NULL is allowed; leaves it empty. */
void lc_design_free(struct lc_design *design);
