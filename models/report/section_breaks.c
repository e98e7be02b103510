/* Breaks that the model learns across: before anything that it says is read. */
#include "models/report/html_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *breaks)
{
    lc_html_element(page, "p", "govuk-body",
                    "From these days on something is told otherwise than before, or "
                    "means something else. The model learnt from both sides of them as "
                    "if they were one.");
    lc_html_bullets(page, breaks);
}

const struct lc_section lc_section_breaks = {
    .id = "breaks",
    .title = "Breaks in what it learnt from",
    .of = LC_OF_RESULTS,
    .needs = "breaks",
    .write = write_section,
};
