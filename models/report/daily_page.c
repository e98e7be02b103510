/* See daily_page.h. */
#include "models/report/daily_page.h"

#include "models/report/page_frame_inside.h"

extern const struct lc_section lc_section_daily;

static const struct lc_section *const sections[] = { &lc_section_daily, NULL };

int lc_daily_page(const json_t *results, const json_t *list, const json_t *daily,
                  struct lc_text *page, struct lc_error *err)
{
    struct lc_page state = {
        .results = results, .list = list, .daily = daily, .out = page, .err = err
    };
    lc_page_frame(&state, &(struct lc_frame_of){ sections, LC_NO_CONTENTS,
                                                 " lc-of-list lc-of-daily" });
    return lc_page_check(&state);
}
