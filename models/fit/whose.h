/* Whose children a model learnt from: those of the store's own linkage, or of another
 * day's (train --linkage), which the model's file says (ranges.h). Asked of children of
 * another linkage it answers as ever, so whoever uses it says that first. */
#pragma once

#include "base/text.h"
#include "models/fit/model.h"

/* A sentence without its stop, where the model learnt from the children of a day's
 * linkage and is asked of those of another; linkage LC_NO_DAY: of the store's own. */
void lc_whose_hold(struct lc_text *text, const struct lc_model *model, int32_t linkage);
