/* How a sweep (sweep.h) sees a design, and what it shows of it to a rule. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "numeric/kernel.h"
#include "numeric/matrix.h"
#include "parallel/team.h"

struct lc_view {
    const struct lc_matrix *x; /* borrowed */
    bool intercept;
    const double *centre, *scale; /* [p], or both NULL: 0 and 1 */
    const size_t *shard;          /* [LC_SHARDS + 1], or NULL: even cuts */
    lc_team *team;                /* or NULL */
};

enum { LC_EXTRAS = 6 };

/* A block of rows as a rule meets it. What the rule does not set is 0. */
struct lc_rows {
    size_t first, count, shard, worker;
    size_t vector;     /* which of several (many.h), else 0 */
    double *eta;       /* [count] z beta, 0 without beta; the rule may add an offset */
    double *gradient;  /* [count] out: d loglik / d eta */
    double *curvature; /* [count] out: -d2 loglik / d eta2, or an expectation of it */
    double *cross;     /* [count] out: a second vector for z' cross */
    double loglik, extra[LC_EXTRAS]; /* out: added up over all blocks */
    size_t q, stride;
    const double *z; /* column k at z + k * stride */
    double *scratch; /* [4 * stride] for the rule's own use, aligned */
    const struct lc_kernels *kernels;
};

typedef void lc_row_rule(void *context, struct lc_rows *rows);
