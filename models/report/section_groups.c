/* The children whom the study names apart: is the model as good for them? */
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

static void add_group(struct lc_page *page, const json_t *group)
{
    lc_html_row(page);
    lc_html_head_cell(page, lc_page_need_word(page, group, "label"));
    const json_t *measures = lc_page_list(page, group, "measures");
    lc_html_count(page, group, "children");
    lc_html_count(page, group, "entries");
    lc_html_measure(page, measures, "observed_over_expected");
    lc_html_measure(page, measures, "auc");
    lc_html_number(page, lc_page_number(page, group, "share_on_list"),
                   lc_people_percent);
    lc_html_row_end(page);
}

static void write_section(struct lc_page *page, const json_t *groups)
{
    static const struct lc_head heads[] = {
        { "Children", false },    { "Tested", true },
        { "Entered care", true }, { "Observed over expected", true },
        { "AUC", true },          { "On the list", true }
    };
    json_t *group;
    lc_html_element(
        page, "p", "govuk-body",
        "The same test, told of some children apart. Observed over expected "
        "is 1 where as many entered care as the model foretold; above 1 the "
        "model foretells too little for them, below 1 too much. The last "
        "column is how often one of them was on the list. What tells them "
        "apart is no predictor. Where an interval holds 1, a difference may "
        "be chance.");
    lc_html_table(page, "By group, with 95% intervals", true, 6, heads);
    for (size_t i = 0; (group = json_array_get(groups, i)); i++)
        add_group(page, group);
    lc_html_table_end(page);
}

const struct lc_section lc_section_groups = {
    .id = "groups",
    .title = "Is it as good for every group?",
    .needs = "groups",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
