/* See curve_page.h. */
#include "models/report/curve_page.h"

#include "models/report/page_frame_inside.h"

#define SECTIONS(X)                                                                    \
    X(curve_head)                                                                      \
    X(curve_charts)                                                                    \
    X(curve_times)

#define DECLARE(name) extern const struct lc_section lc_section_##name;
#define ROW(name)     &lc_section_##name,

SECTIONS(DECLARE)

static const struct lc_section *const sections[] = { SECTIONS(ROW) NULL };

int lc_curve_page(const json_t *document, struct lc_text *page, struct lc_error *err)
{
    struct lc_page state = { .results = document, .out = page, .err = err };
    lc_page_frame(&state, &(struct lc_frame_of){ sections, LC_NO_CONTENTS, "" });
    return lc_page_check(&state);
}
