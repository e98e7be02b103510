/* Regression of binary outcomes: what the links (link_inside.h) and Firth's penalty
 * share. */
#pragma once

#include "models/climb/finish.h"
#include "models/climb/newton.h"

extern const struct lc_family lc_family_logistic, lc_family_cloglog;
