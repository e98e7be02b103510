/* A scorecard as a page that one can work with. */
#ifndef LC_MODELS_COMMAND_CARD_PRINT_H
#define LC_MODELS_COMMAND_CARD_PRINT_H

#include "base/text.h"
#include "models/family/family.h"

void lc_card_text(const struct lc_fit *fit, struct lc_text *out);

#endif
