/* May a model be believed? Its checksum anybody can make good. A model that was made
 * from a store has a seal beside it (store/signature.h), and a line in the log of that
 * store, whose chain is keyed. One of a table has neither, and says so. */
#pragma once

#include "models/fit/model.h"

/* Where no store is named: a model of a store must bear a seal that holds (LC_DAMAGED).
 * Whose it is only a store can tell. */
int lc_model_need_seal(const struct lc_model *model, const char *path,
                       struct lc_error *err) LC_MUST_CHECK;

/* By the store that it is used with. Its log tells of the model: it is the store's own.
 * Else a seal that holds is said in `caution`, a sentence: of this store, whose log
 * does not tell of it, or of another, of which nobody here can say what it learnt from.
 * Neither is LC_DAMAGED. O(lines of the log). */
int lc_model_vouch(struct lc_text *caution, const struct lc_model *model,
                   const char *path, const char *store_path,
                   struct lc_error *err) LC_MUST_CHECK;
