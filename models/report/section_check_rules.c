/* Rules that rows broke. */
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *rules)
{
    static const struct lc_rows_column columns[] = {
        { "Rule", "rule", LC_ROW_WORD },
        { "What is wrong", "meaning", LC_ROW_WORD },
        { "Rows", "rows", LC_ROW_NUMBER },
        { "Files", "files", LC_ROW_NUMBER },
    };
    if (json_array_size(rules))
        lc_html_rows(page, "Rules that were broken", rules, 4, columns);
    else
        lc_html_element(page, "p", "govuk-body", "No row broke a rule.");
}

const struct lc_section lc_section_check_rules = {
    .id = "rules",
    .title = "Which rules were broken?",
    .needs = "rules",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
