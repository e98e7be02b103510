/* The head of a sheet of counts: of when, and how it is to be read. */
#include "models/report/people_inside.h"
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *sheet)
{
    const json_t *notes = lc_page_need_list(page, sheet, "notes");
    lc_html_element(page, "h1", "govuk-heading-xl",
                    lc_page_need_word(page, sheet, "title"));
    lc_html_add(page, "<p class=\"govuk-body-l\">");
    lc_people_day(page->out, lc_page_need_word(page, sheet, "from"));
    lc_html_add(page, " to before ");
    lc_people_day(page->out, lc_page_need_word(page, sheet, "to"));
    lc_html_add(page, ", by what is said today.</p>\n");
    if (json_array_size(notes))
        lc_html_bullets(page, notes);
}

const struct lc_section lc_section_sheet_head = {
    .id = "head",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
