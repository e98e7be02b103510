/* Cumulative incidence: how soon the outcome comes, and what comes in its place. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/plot_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

enum { CAUSES = 6 };

static size_t marks_of(struct lc_page *page, const json_t *cause,
                       struct lc_mark **marks)
{
    const json_t *points = lc_page_need_list(page, cause, "points"), *point;
    size_t count = 0;
    *marks = lc_alloc(json_array_size(points) + 1, sizeof **marks);
    page->out->failed |= !*marks;
    for (size_t i = 0; *marks && (point = json_array_get(points, i)); i++) {
        struct lc_stated e = lc_page_limits(page, point, "incidence", "low", "high");
        double months = lc_page_need_number(page, point, "months");
        if (isfinite(months) && isfinite(e.estimate))
            (*marks)[count++] = (struct lc_mark){ months, e.estimate, e.low, e.high };
    }
    return count;
}

/* A tick each month, quarter or year, so that there are at most thirteen. */
static struct lc_axis months_axis(double months)
{
    struct lc_axis axis = { .title = "Months",
                            .high = months,
                            .print = lc_people_count };
    int step = months <= 12 ? 1 : months <= 36 ? 3 : 12;
    for (int m = 0; m <= months && axis.ticks < 16; m += step)
        axis.tick[axis.ticks++] = m;
    return axis;
}

/* The ends of the axes: x months, y the share. */
static struct lc_mark extent_of(struct lc_page *page, const json_t *causes)
{
    struct lc_mark extent = { .x = 1 };
    json_t *cause;
    for (size_t c = 0; (cause = json_array_get(causes, c)); c++) {
        struct lc_mark *mark;
        size_t count = marks_of(page, cause, &mark);
        for (size_t i = 0; i < count; i++) {
            extent.x = fmax(extent.x, mark[i].x);
            extent.y = fmax(extent.y, fmax(mark[i].y, mark[i].high));
        }
        free(mark);
    }
    extent.y = extent.y > 0 ? extent.y * 1.05 : 1;
    return extent;
}

static const char *label_of(struct lc_page *page, const json_t *cause)
{
    return lc_words_of(lc_page_need_word(page, cause, "label"));
}

static void add_chart(struct lc_page *page, const json_t *causes)
{
    struct lc_mark extent = extent_of(page, causes);
    const struct lc_plot plot = {
        page, months_axis(extent.x),
        lc_axis_even("Share of children", 0, extent.y, 5, lc_people_percent), 260
    };
    const char *names[CAUSES];
    size_t count = json_array_size(causes);
    lc_plot_open(
        &plot, "incidence",
        "Share of children to whom it has happened, by months from then",
        "Line chart: cumulative incidence of entry into care and of each event "
        "that comes in its place, with 95% intervals. The numbers follow in a "
        "table.");
    for (size_t c = 0; c < count; c++) {
        struct lc_mark *mark;
        size_t marks = marks_of(page, json_array_get(causes, c), &mark);
        lc_plot_band(&plot, marks, mark, c, true);
        lc_plot_line(&plot, marks, mark, c, true);
        free(mark);
    }
    lc_plot_close(&plot);
    for (size_t c = 0; c < count && c < CAUSES; c++)
        names[c] = label_of(page, json_array_get(causes, c));
    lc_plot_key(page, count < CAUSES ? count : CAUSES, names);
}

static void add_rows(struct lc_page *page, const json_t *cause)
{
    const char *label = label_of(page, cause);
    json_t *p;
    const json_t *points = lc_page_need_list(page, cause, "points");
    for (size_t i = 0; (p = json_array_get(points, i)); i++) {
        lc_html_row(page);
        lc_html_head_cell(page, label);
        lc_html_number(page, lc_page_number(page, p, "months"), lc_people_count);
        lc_html_number(page, lc_page_number(page, p, "incidence"), lc_people_percent);
        lc_html_interval(page, lc_page_number(page, p, "low"),
                         lc_page_number(page, p, "high"), lc_people_percent);
        lc_html_row_end(page);
    }
}

static void add_at_risk(struct lc_page *page, const json_t *at_risk)
{
    static const struct lc_head heads[] = { { "Months", true },
                                            { "Children still followed", true } };
    json_t *row;
    if (!json_array_size(at_risk))
        return;
    lc_html_table(page, "Children still followed", false, 2, heads);
    for (size_t i = 0; (row = json_array_get(at_risk, i)); i++) {
        lc_html_row(page);
        lc_html_number(page, lc_page_number(page, row, "months"), lc_people_count);
        lc_html_count(page, row, "children");
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

static void add_origin(struct lc_page *page, const char *origin)
{
    if (!origin)
        return;
    lc_html_add(page, "<p class=\"govuk-body\">Time runs from ");
    lc_html_text(page, origin);
    lc_html_add(page, ".</p>\n");
}

static void write_section(struct lc_page *page, const json_t *incidence)
{
    static const struct lc_head heads[] = { { "Event", false },
                                            { "Months", true },
                                            { "Share of children", true },
                                            { "95% interval", true } };
    const json_t *causes = lc_page_need_list(page, incidence, "causes");
    json_t *cause;
    add_origin(page, lc_page_word(page, incidence, "origin"));
    add_chart(page, causes);
    lc_html_fold(page, "The numbers in this chart");
    lc_html_table(page, "Cumulative incidence", true, 4, heads);
    for (size_t i = 0; (cause = json_array_get(causes, i)); i++)
        add_rows(page, cause);
    lc_html_table_end(page);
    add_at_risk(page, lc_page_list(page, incidence, "at_risk"));
    lc_html_fold_end(page);
}

const struct lc_section lc_section_incidence = {
    .id = "incidence",
    .title = "How soon children enter care",
    .needs = "incidence",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
