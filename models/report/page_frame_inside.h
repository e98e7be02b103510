/* The frame of a page: its head, its contents, and a table of sections in their order.
 */
#pragma once

#include <stdint.h>

#include "models/report/section_inside.h"

#define LC_NO_CONTENTS SIZE_MAX

struct lc_frame_of {
    const struct lc_section *const *sections; /* ends with NULL; those that the page has
                                                 nothing for are left out */
    size_t contents;   /* they follow the section of that place */
    const char *class; /* of the body, beside the template's own; begins with a space */
};

void lc_page_frame(struct lc_page *page, const struct lc_frame_of *frame);
