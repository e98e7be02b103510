/* A scorecard as a page that one can work with. */
#pragma once

#include "models/family/family.h"

void lc_scorecard_text(const struct lc_fit *fit, struct lc_text *out);
