/* See check_page.h: the sections, a row each, in the order in which they are read. */
#include "models/report/check_page.h"

#include "models/report/page_frame_inside.h"

#define SECTIONS(X)                                                                    \
    X(check_head)                                                                      \
    X(check_files)                                                                     \
    X(check_rules)                                                                     \
    X(check_taken)                                                                     \
    X(check_differ)                                                                    \
    X(check_costs)                                                                     \
    X(check_time)                                                                      \
    X(check_codes)                                                                     \
    X(check_ages)

#define DECLARE(name) extern const struct lc_section lc_section_##name;
#define ROW(name)     &lc_section_##name,

SECTIONS(DECLARE)

static const struct lc_section *const sections[] = { SECTIONS(ROW) NULL };

int lc_check_page(const json_t *document, struct lc_text *page, struct lc_error *err)
{
    struct lc_page state = { .results = document, .out = page, .err = err };
    lc_page_frame(&state, &(struct lc_frame_of){ sections, 0, "" });
    return lc_page_check(&state);
}
