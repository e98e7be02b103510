/* Inside of terms_apply: one run of frozen terms over a frame. */
#pragma once

#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "formula/terms.h"
#include "formula/terms_inside.h"

struct lc_applying {
    const lc_terms *terms;
    const struct lc_frame *frame;
    int how; /* an lc_apply */
    lc_arena *arena;
    struct lc_bound *bound; /* [terms->variables] */
    struct lc_bound stratum;
    const struct lc_column **base; /* [terms->bases] or NULL where not in the frame */
    struct lc_sides sides;
    struct lc_present present;
    unsigned char *state;        /* [frame->n] 0: usable */
    const char **reason;         /* SCORE: [frame->n] */
    unsigned char *base_missing; /* [bases * BLOCK] of the block */
    struct lc_error *err;
};

size_t lc_applying_block(const struct lc_applying *a, size_t first); /* rows in it */
/* Which base columns are missing on the block's rows, into a->base_missing. */
void lc_applying_bases(struct lc_applying *a, size_t first, size_t count);

/* terms_rows.c: finds every column, then says of each row what stands against it. */
int lc_applying_bind(struct lc_applying *a) LC_MUST_CHECK;
int lc_applying_scan(struct lc_applying *a) LC_MUST_CHECK;
int lc_applying_rows(struct lc_applying *a, struct lc_applied *out) LC_MUST_CHECK;

/* terms_matrix.c: the matrix's columns on the rows chosen. */
int lc_applying_matrix(struct lc_applying *a, struct lc_applied *out) LC_MUST_CHECK;
