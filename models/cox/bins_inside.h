/* Event times as bins, and each row's place among them.
 *
 * A bin is a distinct event time of a stratum; bins ascend by (stratum, time). A row is
 * at risk in the bins after `entry` up to and with `exit`, so a risk set is a sum by
 * bin and a running sum, not a sort of the rows.
 */
#pragma once

#include "models/family/family.h"

struct lc_bins {
    size_t n, count, strata;
    size_t *first;     /* [strata + 1] first bin of each stratum */
    double *time;      /* [count] */
    double *weight;    /* [count] summed weight of the events */
    uint32_t *event;   /* [count] how many events (of weight above 0) */
    uint32_t *risk;    /* [count] how many rows are at risk */
    uint8_t *is_event; /* [n] */
    int32_t *exit;     /* [n] last bin at or before stop; -1: in no risk set */
    int32_t *entry;    /* [n] last bin at or before start, or -1; NULL without start */
};

/* Rows whose cause is `cause` are events; a row of weight 0 is none. LC_UNFIT if there
 * is no event. O(n log count). */
int lc_bins_new(struct lc_bins **bins, const struct lc_sample *sample, int cause,
                lc_team *team, struct lc_error *err) LC_MUST_CHECK;
void lc_bins_free(struct lc_bins *bins); /* NULL is allowed */
