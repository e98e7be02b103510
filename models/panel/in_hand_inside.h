/* What is in hand already for a child of a list, and what its risk rests on. Part of
 * models/panel. */
#pragma once

#include <jansson.h>

#include "store/store.h"

/* Puts in_hand into the row, a list of words: what lasts on the day of a protection
 * plan, pre-proceedings and care proceedings, as it was known then, and whether a panel
 * has decided before. A history that is not in the store has none, which is no proof.
 * False: out of memory. O(the child's events). */
bool lc_in_hand_put(json_t *row, const struct lc_store *store, uint32_t child,
                    int32_t day);

/* How many young people like this one the risk is worth: as many as would have to be
 * counted to know a share so well. With v the variance of the risk's logit, by the
 * delta method,
 *
 *     var(p) = (p (1 - p))^2 v    and of a share of n    p (1 - p) / n,     (1)
 *     n = 1 / (p (1 - p) v),                                               (2)
 *
 * v = x' V x in logistic regression: Thomassen, le Cessie, van Houwelingen and
 * Steyerberg (2024), Statistics in Medicine 43:1384-1396. v is taken from the 95%
 * limits, ((logit high - logit low) / (2 z))^2, which is that for a family whose limits
 * are of the logit, and near it for others. NaN unless 0 < low < high < 1. */
double lc_worth(double risk, double low, double high);
