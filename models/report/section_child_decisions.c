/* What panels decided of this child so far. */
#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *entry)
{
    const json_t *decisions = lc_page_list(page, entry, "decisions");
    if (json_array_size(decisions))
        lc_list_decided(page, decisions);
    else
        lc_html_element(
            page, "p", "govuk-body",
            "Nothing that was recorded here. decisions.csv beside this page "
            "takes what this meeting decides.");
}

const struct lc_section lc_section_child_decisions = {
    .id = "decided",
    .title = "Decisions so far",
    .of = LC_OF_ENTRY,
    .write = write_section,
};
