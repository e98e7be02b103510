/* A section of the page: one struct, the whole of it, in section_NAME.c, and one row of
 * table.c. */
#pragma once

#include "models/report/page_inside.h"

enum lc_section_of {
    LC_OF_RESULTS = 1,
    LC_OF_LIST,
    LC_OF_ENTRY,
    LC_OF_CHILD,
    LC_OF_DAILY
};

struct lc_section {
    const char *id;    /* of the element, for links */
    const char *title; /* the heading; NULL: none, and not in the contents */
    const char *needs; /* the key of what it is of without which, or empty, it is left
                          out; or NULL */
    int of;            /* an lc_section_of */
    /* object: what it is of, or of that the member that it needs */
    void (*write)(struct lc_page *page, const json_t *object);
};

/* Of the model's page, of a list's, of its summary's and of a child's; each ends with
 * NULL. */
extern const struct lc_section *const lc_sections[],
    *const lc_list_sections[], *const lc_summary_sections[], *const lc_child_sections[];
