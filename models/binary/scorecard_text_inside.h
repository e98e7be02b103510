/* A scorecard as a page that one can work with. */
#ifndef LC_BINARY_SCORECARD_TEXT_INSIDE_H
#define LC_BINARY_SCORECARD_TEXT_INSIDE_H

#include "models/family/family.h"

void lc_scorecard_text(const struct lc_fit *fit, struct lc_text *out);

#endif
