/* What `train` tells a person. */
#pragma once

#include "base/text.h"
#include "disclosure/small.h"
#include "models/assess/training.h"

void lc_train_text(const struct lc_training *training, const char *out,
                   struct lc_text *text);

/* A told count, or "1 to 5"; returns either. */
static inline const char *lc_train_told(size_t told, char room[LC_TOLD_ROOM])
{
    return told == LC_FEW ? "1 to 5" : lc_told_text(told, room);
}

/* Of the groups that the study names, where it names any. */
void lc_train_groups(const struct lc_training *training, struct lc_text *text);

/* Of each origin by itself and of all together, where there are several. */
void lc_train_origins(const struct lc_training *training, struct lc_text *text);

/* Of links that may be wrong, where the study asks. */
void lc_train_linkages(const struct lc_training *training, struct lc_text *text);
