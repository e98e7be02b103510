/* A model and the store that it is used with, and what the store says of it: what
 * score, explain and panel begin with. */
#pragma once

#include "base/text.h"
#include "command/verb.h"
#include "models/fit/model.h"
#include "models/panel/score.h"
#include "store/store.h"

struct lc_believed {
    struct lc_model *model;
    struct lc_store store;
    struct lc_text caution; /* a sentence (vouch.h), or nothing */
    int32_t linkage;        /* the day whose children they are; LC_NO_DAY: today's */
};

/* Fills *believed anew; close it in either case. shows: as
 * lc_score_load(). --linkage of the common options says whose children are wanted
 * (link/dated.h). */
int lc_believed_open(struct lc_believed *believed, const char *model_path,
                     const char *store_path, enum lc_score_shows shows,
                     const struct lc_common *common,
                     struct lc_error *err) LC_MUST_CHECK;
/* Puts before the document's other warnings (panel/list.h) what the store says of the
 * model, then the declared breaks between the model's last landmark and the scoring's
 * day that its study does not accept: it never learnt what its predictors mean since;
 * and first of all whose linkage it is by, if not the store's, and that the model
 * learnt from the children of another, if it did.
 * Files of schemas are read. */
int lc_believed_warn(json_t *document, const struct lc_believed *believed,
                     const struct lc_scoring *scoring,
                     struct lc_error *err) LC_MUST_CHECK;
/* LC_ABSENT where the study looks at nobody on its day: a list of nobody looks like one
 * of nobody at risk. */
int lc_believed_somebody(const struct lc_scoring *scoring,
                         struct lc_error *err) LC_MUST_CHECK;
/* The scoring's list as score writes it: those warnings, and its checksum last; new. */
int lc_believed_list(json_t **document, const struct lc_scoring *scoring,
                     const struct lc_believed *believed,
                     struct lc_error *err) LC_MUST_CHECK;
/* The log's words on it. */
void lc_believed_say_list(struct lc_text *detail, const struct lc_scoring *scoring,
                          const struct lc_believed *believed, const json_t *list);
void lc_believed_close(struct lc_believed *believed);
