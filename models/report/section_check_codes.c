/* Codes that the store had not met. */
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *codes)
{
    static const struct lc_rows_column columns[] = {
        { "Of what", "history", LC_ROW_WORD },
        { "Attribute", "attribute", LC_ROW_WORD },
        { "Code", "code", LC_ROW_WORD },
    };
    if (json_array_size(codes))
        lc_html_rows(page, "Codes that are new", codes, 3, columns);
    else
        lc_html_element(page, "p", "govuk-body", "Every code has been seen before.");
}

const struct lc_section lc_section_check_codes = {
    .id = "codes",
    .title = "Which codes are new?",
    .needs = "new_codes",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
