/* The horizon in words. */
#pragma once

#include "models/report/page_inside.h"

/* Adds "12 months", escaped, from document.horizon { months, text? }. */
void lc_horizon_add(struct lc_page *page, const json_t *document);
