/* What `train` tells a person. */
#ifndef LC_COMMAND_TRAIN_TEXT_INSIDE_H
#define LC_COMMAND_TRAIN_TEXT_INSIDE_H

#include "base/text.h"
#include "models/assess/training.h"

void lc_train_text(const struct lc_training *training, const char *out,
                   struct lc_text *text);

#endif
