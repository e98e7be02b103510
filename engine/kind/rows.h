/* One child's rows of a design, and the workspace in which a kind gives its values at
 * all of them, in one pass over the child's events of one history. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"
#include "base/error.h"
#include "kind/kernel_asof.h"

struct lc_child_rows {
    uint32_t child;
    size_t m;
    const uint16_t *at;    /* [m] the landmarks' indices, ascending */
    const uint32_t *local; /* [landmarks + 1] how many rows lie before a landmark */
    const int32_t *day;    /* [m] the landmarks' days */
    const struct lc_calendar *calendar; /* of all landmarks */
};

/* A version of an event: its rows, and the day on which it was known and had started.
 */
struct lc_kind_version {
    uint64_t key;
    struct lc_asof_run run;
};

/* Workspace, reused from child to child; zero at first. */
struct lc_scratch {
    size_t runs, run_room, spans, span_room, version_room;
    struct lc_asof_run *run;
    struct lc_span *span;
    struct lc_kind_version *version;
    int64_t *out, *slope; /* [rows], [3 * (rows + 1)] */
    int32_t *balance, *low, *day;
    uint32_t *next;
};

/* Room for m rows, once. */
int lc_scratch_reserve(struct lc_scratch *scratch, size_t m,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_scratch_free(struct lc_scratch *scratch);
