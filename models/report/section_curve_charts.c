/* The curves, a chart for each thing that happens, a line a group. */
#include <math.h>
#include <stdlib.h>

#include "models/report/curve_series_inside.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

enum { MOST = 6 }; /* curves that can be told apart */

static const char WORDS[] =
    "Line chart: a curve a group, each with the band of its 95% limits. Numbers follow "
    "in a table.";

/* The share at which the axis ends: of survival 1, else above the highest. */
static double top_of(struct lc_page *page, const json_t *groups,
                     const struct lc_curve_kind *kind, size_t which)
{
    const json_t *group;
    double top = 0;
    if (kind->of == LC_CURVE_SURVIVAL)
        return 1;
    for (size_t g = 0; g < MOST && (group = json_array_get(groups, g)); g++) {
        struct lc_mark *mark;
        size_t count = lc_curve_marks(page, group, kind, which, &mark);
        for (size_t i = 0; i < count; i++)
            top = fmax(top, fmax(mark[i].y, mark[i].high));
        free(mark);
    }
    return top > 0 ? fmin(1, top * 1.05) : 1;
}

static void add_chart(struct lc_page *page, const json_t *document,
                      const struct lc_curve_kind *kind, size_t which)
{
    const json_t *groups = lc_page_need_list(page, document, "groups"), *group;
    struct lc_text title = { 0 };
    const char *names[MOST];
    size_t g = 0;
    lc_curve_name(&title, kind, which);
    const struct lc_plot plot = { page, lc_curve_times(page, document),
                                  lc_axis_even("Share", 0,
                                               top_of(page, groups, kind, which), 5,
                                               lc_people_percent),
                                  260 };
    lc_plot_open(&plot, "curve", title.data ? title.data : "", WORDS);
    for (; g < MOST && (group = json_array_get(groups, g)); g++) {
        struct lc_mark *mark;
        size_t count = lc_curve_marks(page, group, kind, which, &mark);
        lc_plot_band(&plot, count, mark, g, true);
        lc_plot_line(&plot, count, mark, g, true);
        free(mark);
        names[g] = lc_curve_group(page, group);
    }
    lc_plot_close(&plot);
    lc_plot_key(page, g, names);
    page->out->failed |= title.failed;
    lc_text_free(&title);
}

static void write_section(struct lc_page *page, const json_t *document)
{
    const struct lc_curve_kind kind = lc_curve_kind_of(page, document);
    size_t groups = json_array_size(lc_page_need_list(page, document, "groups"));
    if (groups > MOST)
        lc_text_addf(page->out,
                     "<p class=\"govuk-body\">Of %zu groups the first %d are drawn; "
                     "all are in the table.</p>\n",
                     groups, MOST);
    for (size_t which = 0; which < kind.count && !page->code; which++)
        add_chart(page, document, &kind, which);
}

const struct lc_section lc_section_curve_charts = {
    .id = "curves",
    .title = "The curves",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
