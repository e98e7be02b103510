/* What a look back at past lists is made from: a model, a store loaded whole, and what
 * is to be said of them first. Part of models/command. */
#pragma once

#include "base/text.h"
#include "command/verb.h"
#include "models/fit/model.h"
#include "models/panel/missed.h"
#include "store/store.h"

struct lc_looking {
    struct lc_missed_ask ask;
    struct lc_model *model;
    struct lc_store store;
    struct lc_text caution; /* lines, each with its end */
};

/* --from and --to, which must be there, as days: the first and the one after the last.
 * what: which the user is asked for ("months"). */
int lc_looking_days(int32_t span[2], const char *what, const char *from, const char *to,
                    struct lc_error *err) LC_MUST_CHECK;

/* Opens MODEL and STORE (argv) as the options say (linkage, threads), fills *missed
 * (lc_missed_run) and says in caution what is to be said of a model that has seen these
 * children. lc_looking_close() in any case. */
int lc_looking_back(struct lc_missed *missed, struct lc_looking *looking, char **argv,
                    const struct lc_common *common, struct lc_error *err) LC_MUST_CHECK;
/* What is to be said of the model first, a line a note of the sheet. */
int lc_looking_note(json_t *sheet, const struct lc_looking *looking,
                    struct lc_error *err) LC_MUST_CHECK;
void lc_looking_close(struct lc_looking *looking);
