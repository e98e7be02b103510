/* A measure's cell (html_inside.h). */
#include <math.h>
#include <string.h>

#include "models/report/html_inside.h"
#include "models/report/people_inside.h"

/* The measure of that name, or NULL. */
static const json_t *find(const json_t *measures, const char *name)
{
    const json_t *one;
    for (size_t i = 0; (one = json_array_get(measures, i)); i++) {
        const char *is = json_string_value(json_object_get(one, "name"));
        if (is && strcmp(is, name) == 0)
            return one;
    }
    return NULL;
}

void lc_html_measure(struct lc_page *page, const json_t *measures, const char *name)
{
    const json_t *is = find(measures, name);
    struct lc_stated e = lc_page_limits(page, is, "estimate", "low", "high");
    lc_html_cell_open(page, "govuk-table__cell--numeric");
    if (!is || isnan(e.estimate)) {
        lc_html_add(page, "\xe2\x80\x93");
    } else {
        lc_people_figures(page->out, e.estimate);
        if (!isnan(e.low) && !isnan(e.high)) {
            lc_html_add(page, "<br><span class=\"lc-quiet\">");
            lc_people_interval(page->out, e.low, e.high, lc_people_figures);
            lc_html_add(page, "</span>");
        }
    }
    lc_html_add(page, "</td>");
}
