/* A row of dots, some of them filled: "5 of 30" as a picture. */
#pragma once

#include "models/report/page_inside.h"

/* `of` dots (1 to 200) in rows of ten, round(filled) of them filled. Filled and hollow
 * differ by more than colour. words describe it; ours, not escaped. */
void lc_dots_add(struct lc_page *page, double filled, double of, const char *words);
