/* How the risk went over the last months, by what was known in each. */
#include <math.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/memory.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/plot_inside.h"
#include "models/report/section_inside.h"

/* How many months before the list's day: it is the right edge. */
static void print_back(struct lc_text *out, double months)
{
    if (months > -0.5)
        lc_text_add(out, "now");
    else
        lc_text_addf(out, "%.0f", -months);
}

static double months_back(struct lc_page *page, const json_t *point)
{
    int32_t day = 0, to = 0;
    const char *text = lc_page_need_word(page, point, "as_of");
    const char *now = lc_page_need_word(page, page->list, "as_of");
    if (lc_day_parse(lc_slice_of(text), LC_DAY_ISO, &day)
        || lc_day_parse(lc_slice_of(now), LC_DAY_ISO, &to))
        lc_page_fail(page, "as_of", "is not a day");
    return round(((double)day - to) / (365.25 / 12));
}

static void add_chart(struct lc_page *page, const json_t *path)
{
    size_t n = json_array_size(path), count = 0;
    struct lc_mark *mark = lc_alloc(n, sizeof *mark);
    double first = -1, top = 0.01;
    page->out->failed |= !mark;
    for (size_t i = 0; mark && i < n; i++) {
        const json_t *point = json_array_get(path, i);
        struct lc_stated e = lc_page_limits(page, point, "risk", "low", "high");
        if (isnan(e.estimate))
            continue;
        mark[count] =
            (struct lc_mark){ months_back(page, point), e.estimate, e.low, e.high };
        first = fmin(first, mark[count].x);
        top = fmax(top, fmax(e.estimate, e.high));
        count++;
    }
    const struct lc_plot plot = {
        page, lc_axis_even("Months before the list", first, 0, 6, print_back),
        lc_axis_even("Risk", 0, fmin(1, top * 1.05), 4, lc_people_percent), 150
    };
    lc_plot_open(&plot, "path", NULL,
                 "Line chart: the risk in each of the last months, with its 95% "
                 "interval. The numbers follow in a table.");
    lc_plot_band(&plot, count, mark, 0, false);
    lc_plot_line(&plot, count, mark, 0, false);
    for (size_t i = 0; i < count; i++)
        lc_plot_point(&plot, &(struct lc_mark){ mark[i].x, mark[i].y, NAN, NAN });
    lc_plot_close(&plot);
    free(mark);
}

static void add_numbers(struct lc_page *page, const json_t *path)
{
    static const struct lc_head heads[] = { { "On", false },
                                            { "Risk", true },
                                            { "95% interval", true } };
    json_t *point;
    lc_html_fold(page, "The numbers in this chart");
    lc_html_table(page, "The risk month by month", true, 3, heads);
    for (size_t i = 0; (point = json_array_get(path, i)); i++) {
        struct lc_stated e = lc_page_limits(page, point, "risk", "low", "high");
        lc_html_row(page);
        lc_html_head_open(page);
        lc_people_day(page->out, lc_page_need_word(page, point, "as_of"));
        lc_html_head_close(page, lc_page_word(page, point, "why"));
        lc_html_number(page, e.estimate, lc_people_percent);
        lc_html_interval(page, e.low, e.high, lc_people_percent);
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
    lc_html_fold_end(page);
}

static void write_section(struct lc_page *page, const json_t *path)
{
    lc_html_element(page, "p", "govuk-body lc-quiet",
                    "Each point is by the model of today and by what was known on its "
                    "day, nothing later.");
    lc_html_add(page, "<div class=\"lc-narrow\">\n");
    add_chart(page, path);
    lc_html_add(page, "</div>\n");
    add_numbers(page, path);
}

const struct lc_section lc_section_child_path = {
    .id = "path",
    .title = "The risk over the last months",
    .needs = "path",
    .of = LC_OF_CHILD,
    .write = write_section,
};
