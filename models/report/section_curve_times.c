/* The numbers of the curves: at the times below them, and when shares had the event. */
#include <math.h>
#include <stdlib.h>

#include "models/report/curve_series_inside.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

/* What the curve is at a time: its last mark there or before; NULL where it ends before
 * that, or has none. */
static const struct lc_mark *mark_at(size_t count, const struct lc_mark *mark, double x)
{
    const struct lc_mark *at = NULL;
    for (size_t i = 0; i < count && mark[i].x <= x; i++)
        at = mark + i;
    return count && x <= mark[count - 1].x ? at : NULL;
}

static void add_group(struct lc_page *page, const json_t *group,
                      const struct lc_axis *times, const struct lc_curve_kind *kind,
                      size_t which)
{
    struct lc_mark *mark;
    size_t count = lc_curve_marks(page, group, kind, which, &mark);
    lc_html_group(page, lc_curve_group(page, group));
    for (size_t k = 0; k < times->ticks; k++) {
        const struct lc_mark *at = mark_at(count, mark, times->tick[k]);
        if (!at || !(times->tick[k] > 0))
            continue;
        lc_html_row(page);
        lc_html_number(page, times->tick[k], lc_curve_time);
        lc_html_number(page, at->y, lc_people_percent);
        lc_html_interval(page, at->low, at->high, lc_people_percent);
        lc_html_row_end(page);
    }
    free(mark);
}

static void add_shares(struct lc_page *page, const json_t *document,
                       const struct lc_curve_kind *kind, size_t which)
{
    static const struct lc_head heads[] = { { "Time", true },
                                            { "Share", true },
                                            { "95% interval", true } };
    const json_t *groups = lc_page_need_list(page, document, "groups"), *group;
    const struct lc_axis times = lc_curve_times(page, document);
    struct lc_text name = { 0 };
    lc_curve_name(&name, kind, which);
    lc_html_table(page, name.data ? name.data : "", false, 3, heads);
    for (size_t g = 0; (group = json_array_get(groups, g)); g++)
        add_group(page, group, &times, kind, which);
    lc_html_table_end(page);
    page->out->failed |= name.failed;
    lc_text_free(&name);
}

static void add_quantiles(struct lc_page *page, const json_t *group)
{
    const json_t *list = lc_page_list(page, group, "quantiles"), *one;
    lc_html_group(page, lc_curve_group(page, group));
    for (size_t i = 0; (one = json_array_get(list, i)); i++) {
        lc_html_row(page);
        lc_html_number(page, lc_page_number(page, one, "quantile"), lc_people_percent);
        lc_html_number(page, lc_page_number(page, one, "time"), lc_people_figures);
        lc_html_interval(page, lc_page_number(page, one, "low"),
                         lc_page_number(page, one, "high"), lc_people_figures);
        lc_html_row_end(page);
    }
}

static bool has_quantiles(const json_t *groups)
{
    return json_array_size(json_object_get(json_array_get(groups, 0), "quantiles")) > 0;
}

static void write_section(struct lc_page *page, const json_t *document)
{
    static const struct lc_head heads[] = { { "Share", true },
                                            { "Time", true },
                                            { "95% interval", true } };
    const struct lc_curve_kind kind = lc_curve_kind_of(page, document);
    const json_t *groups = lc_page_need_list(page, document, "groups"), *group;
    if (has_quantiles(groups)) {
        lc_html_table(page, "By when so many have had the event", false, 3, heads);
        for (size_t g = 0; (group = json_array_get(groups, g)); g++)
            add_quantiles(page, group);
        lc_html_table_end(page);
    }
    for (size_t which = 0; which < kind.count && !page->code; which++)
        add_shares(page, document, &kind, which);
    lc_html_add(page, "<p class=\"govuk-body\">95% limits on the ");
    lc_html_text(page, lc_page_need_word(page, document, "limits"));
    lc_html_add(page, " scale.</p>\n");
}

const struct lc_section lc_section_curve_times = {
    .id = "numbers",
    .title = "The numbers",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
