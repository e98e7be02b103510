/* Fits for days on which a history is not observed.
 *
 * A model that learnt from a history and never saw it missing cannot score a day on
 * which its sources are silent. Beforehand a study may ask, for each such history, for
 * a second fit (sources.refit_without): the same recipe, the same rows, with every
 * predictor of that history not observed in all of them. Their columns are then the
 * same in every row and have no coefficient; what they told moves into the others. It
 * is kept in the model's file and is nobody's choice on the day. It is tested by itself
 * (assess/without.h), and has a verdict of its own. */
#pragma once

#include "base/text.h"
#include "models/fit/train.h"

/* model->without, one object a history that the study names: { history, model }. Costs
 * a fit each. */
int lc_fallbacks_fit(struct lc_model *model, const struct lc_train *train,
                     struct lc_error *err) LC_MUST_CHECK;

/* A design as it would be, were the history never observed; all else is borrowed. */
struct lc_hidden {
    struct lc_design design;
    float *none;
    uint16_t *unsaid; /* of categories */
};

int lc_hidden_make(struct lc_hidden *hidden, const struct lc_study *study,
                   const struct lc_design *design, const char *history,
                   struct lc_error *err) LC_MUST_CHECK;
void lc_hidden_free(struct lc_hidden *hidden);

/* The fit that `model` keeps for days without the history, new, NULL where it keeps
 * none. It has the digest, the study and the training's ranges of `model`, and its own
 * verdict (none where an older program kept it). */
int lc_fallback_of(struct lc_model **without, const struct lc_model *model,
                   const char *history, struct lc_error *err) LC_MUST_CHECK;

/* Adds the histories of the fits that are kept, "missing, gang"; nothing of none. */
void lc_fallbacks_add(struct lc_text *text, const struct lc_model *model);
