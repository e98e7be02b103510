/* A child's risk drawn on a strip: its interval, itself, and the base rate. */
#pragma once

#include "models/report/page_inside.h"

/* The strip runs from 0 to `top`, the same for every child of a page. */
void lc_strip_add(struct lc_page *page, struct lc_stated risk, double base_rate,
                  double top);
