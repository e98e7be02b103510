/* What `train` tells a person. */
#ifndef LC_COMMAND_TRAIN_TEXT_INSIDE_H
#define LC_COMMAND_TRAIN_TEXT_INSIDE_H

#include "base/text.h"
#include "models/assess/training.h"

void lc_train_text(const struct lc_training *training, const char *out,
                   struct lc_text *text);

/* Of each origin by itself and of all together, where there are several. */
void lc_train_origins(const struct lc_training *training, struct lc_text *text);

#endif
