/* What `train` tells a person. */
#pragma once

#include "base/text.h"
#include "models/assess/training.h"

void lc_train_text(const struct lc_training *training, const char *out,
                   struct lc_text *text);

/* Of each origin by itself and of all together, where there are several. */
void lc_train_origins(const struct lc_training *training, struct lc_text *text);
