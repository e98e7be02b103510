/* Kinds of predictor, computed: a row a kind, in the order of study/kind.h.
 *
 * Each gives one child's values at all of the child's rows in one pass over the child's
 * events of one history. */
#ifndef LC_DESIGN_ACCUMULATE_H
#define LC_DESIGN_ACCUMULATE_H

#include <stddef.h>
#include <stdint.h>

#include "design/kernel_asof.h"
#include "design/reader.h"

/* One child's rows of a design. */
struct lc_child_rows {
    uint32_t child;
    size_t m;
    const uint16_t *at;    /* [m] the landmarks' indices, ascending */
    const uint32_t *local; /* [landmarks + 1] how many rows lie before a landmark */
    const int32_t *day;    /* [m] the landmarks' days */
    const struct lc_calendar *calendar; /* of all landmarks */
};

/* Workspace, reused from child to child; zero at first. */
struct lc_scratch {
    size_t runs, run_room, spans, span_room;
    struct lc_run *run;
    struct lc_span *span;
    int64_t *out, *slope; /* [rows], [3 * (rows + 1)] */
    int32_t *balance, *low, *day;
    uint32_t *next;
};

/* Room for m rows, once. */
int lc_scratch_reserve(struct lc_scratch *scratch, size_t m,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_scratch_free(struct lc_scratch *scratch);

/* scratch->out[m] = the reader's values for a child with at least one event in its
 * history. O(events + rows), but for highest_level, which sorts the child's events. */
int lc_accumulate(struct lc_scratch *scratch, const struct lc_reader *reader,
                  const struct lc_child_rows *rows, struct lc_error *err) LC_MUST_CHECK;

/* The value of a child without any event at landmark index at, day t. */
int64_t lc_accumulate_none(const struct lc_reader *reader, size_t at, int32_t t);

#endif
