/* See horizon_inside.h. */
#include "models/report/horizon_inside.h"

#include "models/report/html_inside.h"
#include "models/report/people_inside.h"

void lc_horizon_add(struct lc_page *page, const json_t *document)
{
    const json_t *horizon = lc_page_object(page, document, "horizon");
    const char *text = lc_page_word(page, horizon, "text");
    if (text) {
        lc_html_text(page, text);
        return;
    }
    double months = lc_page_need_number(page, horizon, "months");
    lc_people_count(page->out, months);
    lc_html_add(page, months == 1 ? " month" : " months");
}
