/* Who the child is, where names were asked for. */
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *who)
{
    static const struct lc_head heads[] = {
        { "What", false }, { "Said", false }, { "By", false }, { "First on", false }
    };
    json_t *one;
    lc_html_table(page, "Who this is, by what agencies say", true, 4, heads);
    for (size_t i = 0; (one = json_array_get(who, i)); i++) {
        lc_html_row(page);
        lc_html_head_cell(page, lc_page_need_word(page, one, "what"));
        lc_html_cell(page, lc_page_need_word(page, one, "text"));
        lc_html_cell(page, lc_page_word(page, one, "system"));
        lc_html_cell_open(page, "");
        lc_people_day(page->out, lc_page_word(page, one, "first_said")
                                     ? lc_page_word(page, one, "first_said")
                                     : "");
        lc_html_add(page, "</td>");
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

const struct lc_section lc_section_child_who = {
    .id = "who",
    .title = "Who this is",
    .needs = "who",
    .of = LC_OF_CHILD,
    .write = write_section,
};
