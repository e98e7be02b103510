/* The challenger's two families: boosted.c says what they are and are not. */
#ifndef LC_BOOSTED_BOOSTED_INSIDE_H
#define LC_BOOSTED_BOOSTED_INSIDE_H

#include "models/family/family.h"

extern const struct lc_family lc_family_boosted_logistic; /* "boosted-logistic" */
extern const struct lc_family lc_family_boosted_cox;      /* "boosted-cox" */

#endif
