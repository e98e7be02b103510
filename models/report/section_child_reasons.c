/* Why the risk is what it is, and what nobody knows. */
#include "models/panel/list.h"
#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/reasons_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *entry)
{
    const json_t *unknown = lc_page_list(page, entry, "unknown");
    lc_html_add(page, "<div class=\"lc-pair\">");
    lc_list_why(page, "What raises it", "lc-for", lc_reasons_for(page, entry));
    lc_list_why(page, "What lowers it", "lc-against", lc_reasons_against(page, entry));
    lc_html_add(page, "</div>\n");
    lc_list_why(page, "What is not known", "lc-unknown",
                json_incref((json_t *)(size_t)unknown));
    if (lc_list_all_known(page, entry)) {
        lc_html_element(page, "h3", "govuk-heading-s", "What is not known");
        lc_html_element(page, "p", "govuk-body", LC_LIST_NONE_UNKNOWN);
    }
    lc_html_element(page, "p", "govuk-body lc-quiet",
                    "Age and sex are what the model starts from. No reason says what "
                    "causes what; what changes the risk by less than a twentieth is "
                    "left out.");
}

const struct lc_section lc_section_child_reasons = {
    .id = "why",
    .title = "Why",
    .of = LC_OF_ENTRY,
    .write = write_section,
};
