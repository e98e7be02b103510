/* The challenger's two families: boosted.c says what they are and are not. */
#pragma once

#include "models/family/family.h"

extern const struct lc_family lc_family_boosted_logistic; /* "boosted-logistic" */
extern const struct lc_family lc_family_boosted_cox;      /* "boosted-cox" */
