/* What it costs a model. */
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *costs)
{
    static const struct lc_rows_column columns[] = {
        { "Predictor", "label", LC_ROW_WORD },
        { "Rows not taken", "rejected", LC_ROW_NUMBER },
        { "Breaks of a rule", "findings", LC_ROW_NUMBER },
        { "Children", "children", LC_ROW_NUMBER },
    };
    lc_html_element(
        page, "p", "govuk-body",
        "Predictors that read what these extracts tell, with the rows that "
        "were not taken, the breaks of rules, and the children whose events "
        "come from rows that broke one.");
    if (json_array_size(costs))
        lc_html_rows(page, "Predictors", costs, 4, columns);
    else
        lc_html_element(page, "p", "govuk-body", "None is touched.");
}

const struct lc_section lc_section_check_costs = {
    .id = "costs",
    .title = "What does it cost a model?",
    .needs = "costs",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
