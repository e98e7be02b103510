/* The frame of a page: its head, its contents, and a table of sections in their order.
 */
#pragma once

#include "models/report/section_inside.h"

/* sections ends with NULL; those that page->results has nothing for are left out. The
 * first is the page's head, and the contents follow it. */
void lc_page_frame(struct lc_page *page, const struct lc_section *const *sections);
