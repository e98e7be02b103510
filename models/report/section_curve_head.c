/* The head of a page of curves: of what, and whether the groups differ. */
#include <math.h>

#include "models/report/curve_series_inside.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

static void add_left_out(struct lc_page *page, const json_t *document, const char *name,
                         const char *why)
{
    double rows = lc_page_number(page, document, name);
    if (!(rows > 0))
        return;
    lc_html_add(page, "; ");
    lc_people_count(page->out, rows);
    lc_html_add(page, why);
}

static void add_p(struct lc_page *page, const json_t *one)
{
    double p = lc_page_need_number(page, one, "p");
    lc_html_add(page, "chi-squared ");
    lc_people_figures(page->out, lc_page_need_number(page, one, "chisq"));
    lc_html_add(page, ", degrees of freedom ");
    lc_people_count(page->out, lc_page_need_number(page, one, "df"));
    lc_html_add(page, ", p ");
    if (p < 0.0001)
        lc_html_add(page, "below 0.0001");
    else
        lc_people_figures(page->out, p);
}

/* Gray's has one of each cause. */
static void add_test(struct lc_page *page, const json_t *test)
{
    const json_t *causes = lc_page_list(page, test, "causes"), *one;
    if (!test)
        return;
    lc_html_add(page,
                "<p class=\"govuk-body\">Do the groups differ? By the test called ");
    lc_html_text(page, lc_page_need_word(page, test, "kind"));
    lc_html_add(page, ": ");
    if (!causes)
        add_p(page, test);
    for (size_t i = 0; (one = json_array_get(causes, i)); i++) {
        lc_text_addf(page->out, "%sof cause %.0f ", i ? "; " : "",
                     lc_page_need_number(page, one, "cause"));
        add_p(page, one);
    }
    lc_html_add(page, ".</p>\n");
}

static void add_counts(struct lc_page *page, const json_t *document)
{
    static const struct lc_head heads[] = { { "Group", false },
                                            { "Rows", true },
                                            { "Events", true } };
    const json_t *groups = lc_page_need_list(page, document, "groups"), *group;
    lc_html_table(page, "Rows and events", true, 3, heads);
    for (size_t g = 0; (group = json_array_get(groups, g)); g++) {
        lc_html_row(page);
        lc_html_cell(page, lc_curve_group(page, group));
        lc_html_number(page, lc_page_need_number(page, group, "n"), lc_people_count);
        lc_html_number(page, lc_page_need_number(page, group, "events"),
                       lc_people_count);
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

static void write_section(struct lc_page *page, const json_t *document)
{
    lc_html_element(page, "span", "govuk-caption-xl", "Curves by group");
    lc_html_element(page, "h1", "govuk-heading-xl",
                    lc_page_need_word(page, document, "title"));
    lc_html_add(page, "<p class=\"govuk-body-l\">");
    lc_people_count(page->out, lc_page_need_number(page, document, "n"));
    lc_html_add(page, " rows");
    add_left_out(page, document, "rows_missing", " left out for a missing value");
    add_left_out(page, document, "rows_weightless", " left out for a weight of 0");
    lc_html_add(page, ".</p>\n");
    add_counts(page, document);
    add_test(page, lc_page_object(page, document, "test"));
    lc_html_element(page, "p", "govuk-body",
                    "A step of a curve may be one row of the table. Where rows are "
                    "people, this page is for those alone who may see the table.");
}

const struct lc_section lc_section_curve_head = {
    .id = "head",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
