/* Cumulative incidence: how soon the outcome comes, and what comes in its place. */
#include <math.h>

#include "base/json.h"
#include "models/report/chart_inside.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

struct extent {
    double months, share; /* the ends of the axes */
};

static bool add_point(struct lc_page *page, json_t *rows, const char *label,
                      const json_t *point, struct extent *extent)
{
    struct lc_stated e = lc_page_limits(page, point, "incidence", "low", "high");
    double months = lc_page_need_number(page, point, "months");
    bool limits = !isnan(e.low) && !isnan(e.high);
    extent->months = fmax(extent->months, months);
    extent->share = fmax(extent->share, fmax(e.estimate, e.high));
    return lc_json_push(rows,
                        LC_OBJECT({ "cause", json_string(label) },
                                  { "months", lc_json_number(months) },
                                  { "incidence", lc_json_number(e.estimate) },
                                  { limits ? "low" : NULL, lc_json_number(e.low) },
                                  { limits ? "high" : NULL, lc_json_number(e.high) }));
}

/* A tick each month, quarter or year, so that there are at most thirteen. */
static json_t *ticks_of(double months)
{
    int step = months <= 12 ? 1 : months <= 36 ? 3 : 12;
    json_t *ticks = json_array();
    bool ok = ticks != NULL;
    for (int m = 0; m <= months && m <= 600; m += step)
        ok = lc_json_push(ticks, json_integer(m)) && ok;
    return lc_json_whole(ticks, ok);
}

static void add_cause(struct lc_page *page, struct lc_chart *chart, json_t *rows,
                      const json_t *cause, struct extent *extent)
{
    const char *label = lc_words_of(lc_page_need_word(page, cause, "label"));
    json_t *point;
    const json_t *points = lc_page_need_list(page, cause, "points");
    for (size_t i = 0; (point = json_array_get(points, i)); i++) {
        if (!add_point(page, rows, label, point, extent))
            chart->failed = true;
    }
}

static void add_chart(struct lc_page *page, const json_t *causes)
{
    struct lc_chart chart = lc_chart_new();
    struct extent extent = { 1, 0 };
    json_t *rows = json_array(), *names = json_array(), *cause;
    for (size_t i = 0; (cause = json_array_get(causes, i)); i++) {
        add_cause(page, &chart, rows, cause, &extent);
        const char *label = lc_words_of(lc_page_need_word(page, cause, "label"));
        chart.failed = !lc_json_push(names, json_string(label)) || chart.failed;
    }
    lc_chart_data(&chart, "points", rows);
    lc_chart_styles(&chart, names);
    lc_chart_param(&chart, "top",
                   json_real(extent.share > 0 ? extent.share * 1.05 : 1));
    lc_chart_param(&chart, "last", json_real(extent.months));
    lc_chart_param(&chart, "ticks", ticks_of(extent.months));
    lc_chart_end(
        &chart, page, "incidence",
        "Share of children to whom it has happened, by months from then",
        "Line chart: cumulative incidence of entry into care and of each event "
        "that comes in its place, with 95% intervals. The numbers follow in a "
        "table.");
}

static void add_rows(struct lc_page *page, const json_t *cause)
{
    const char *label = lc_words_of(lc_page_need_word(page, cause, "label"));
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
