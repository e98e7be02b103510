/* The negative control: deal the children's outcomes out anew, and see that nothing is
 * found.
 *
 * A deal gives each child the day of entry (or none) of another, drawn without
 * replacement, whatever its own histories; a row's outcome follows from that day.
 * Folds, fits and bootstrap are those of a real training, but for a ridge of at least
 * 1, since a rare column often has no entry at all among dealt ones. If the method is
 * sound, the 95% interval of the AUC holds one half in 95% of deals. */
#pragma once

#include "models/assess/tested.h"

struct lc_dealt {
    size_t deals, held; /* deals; those whose interval holds one half */
    double mean_auc, lowest, highest;
};

/* judge.replicates of the bootstrap a deal; deal k draws from the stream (seed, k).
 * O(deals x LC_FOLDS fits). */
int lc_deal_run(struct lc_dealt *out, const struct lc_judge *judge, size_t deals,
                struct lc_error *err) LC_MUST_CHECK;
