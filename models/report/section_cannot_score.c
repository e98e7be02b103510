/* Children of the cohort who have no risk, and why. */
#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *cannot)
{
    static const struct lc_head heads[] = { { "Child", false }, { "Why", false } };
    json_t *entry;
    lc_html_element(
        page, "p", "govuk-body",
        "They have no risk, high or low. Somebody should look at them too.");
    lc_html_table(page, "Children who could not be scored", true, 2, heads);
    for (size_t i = 0; (entry = json_array_get(cannot, i)); i++) {
        lc_html_row(page);
        lc_html_cell_open(page, "");
        lc_html_add(page, "Child ");
        lc_list_number_of(page, entry);
        lc_html_add(page, "</td>");
        lc_html_cell(page, lc_page_need_word(page, entry, "reason"));
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

const struct lc_section lc_section_cannot_score = {
    .id = "cannot-score",
    .title = "Children who could not be scored",
    .needs = "cannot_score",
    .of = LC_OF_LIST,
    .write = write_section,
};
