/* Inside of held_out.h: what the files of models/assess share. */
#pragma once

#include "models/assess/held_out.h"

/* Sorts. O(n). ready keeps nothing of data but what it copied. */
size_t lc_ready_children(const lc_ready *ready);
/* Children with an outcome, or children without, whichever are fewer: what an interval
 * rests on. */
size_t lc_ready_fewer(const lc_ready *ready);

/* The sums with every child as often as times[children] says; NULL: once. The
 * calibration lines of a replicate are one Newton step from those of all rows, which
 * differs from the replicate's own maximum by terms of order 1/children (Davison and
 * Hinkley, 1997, Bootstrap Methods and their Application, 7.2). One pass; threads may
 * share ready. */
void lc_ready_sum(const lc_ready *ready, const uint16_t *times,
                  struct lc_held_sums *sums);
