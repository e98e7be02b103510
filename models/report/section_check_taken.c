/* Rows that could not be taken. */
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *rejects)
{
    static const struct lc_rows_column columns[] = {
        { "File", "file", LC_ROW_WORD },
        { "Column", "column", LC_ROW_WORD },
        { "Why", "reason", LC_ROW_WORD },
        { "Rows", "rows", LC_ROW_NUMBER },
    };
    if (json_array_size(rejects))
        lc_html_rows(page, "Rows that could not be taken", rejects, 4, columns);
    else
        lc_html_element(page, "p", "govuk-body", "Every row could be taken.");
}

const struct lc_section lc_section_check_taken = {
    .id = "not-taken",
    .title = "Which rows could not be taken?",
    .needs = "not_taken",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
