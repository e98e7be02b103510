/* Regression of binary outcomes: what the links (link_inside.h) and Firth's penalty
 * share. */
#ifndef LC_BINARY_BINARY_H
#define LC_BINARY_BINARY_H

#include "models/climb/finish.h"
#include "models/climb/newton.h"

extern const struct lc_family lc_family_logistic, lc_family_cloglog;

#endif
