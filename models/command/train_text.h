/* What `train` tells a person. */
#ifndef LC_MODELS_COMMAND_TRAIN_TEXT_H
#define LC_MODELS_COMMAND_TRAIN_TEXT_H

#include "base/text.h"
#include "models/assess/training.h"

void lc_train_text(const struct lc_training *training, const char *out,
                   struct lc_text *text);

#endif
