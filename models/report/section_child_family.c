/* Who else is of the family: beside the child, never merged with it. */
#include <math.h>

#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

/* One who is on the list too leads to a page of its own. */
static void add_relative(struct lc_page *page, const json_t *one)
{
    double age = lc_page_number(page, one, "age"),
           rank = lc_page_number(page, one, "rank");
    const json_t *listed = lc_page_list(page, page->list, "listed");
    lc_html_add(page, "<li>");
    if (rank >= 1)
        lc_list_child(page, json_array_get(listed, (size_t)rank - 1));
    else {
        lc_html_add(page, "Child ");
        lc_list_number_of(page, one);
    }
    if (!isnan(age)) {
        lc_html_add(page, ", aged ");
        lc_people_count(page->out, floor(age));
    }
    if (rank >= 1) {
        lc_html_add(page, ", on this list too, at place ");
        lc_people_count(page->out, rank);
    }
    lc_html_add(page, "</li>\n");
}

static void write_section(struct lc_page *page, const json_t *child)
{
    const json_t *family = lc_page_need_list(page, child, "family"), *one;
    if (!json_array_size(family)) {
        lc_html_element(page, "p", "govuk-body",
                        "No other child is known to be of this child's family on the "
                        "day.");
        return;
    }
    lc_html_add(page, "<ul class=\"govuk-list govuk-list--bullet\">\n");
    for (size_t i = 0; (one = json_array_get(family, i)); i++)
        add_relative(page, one);
    lc_html_add(page, "</ul>\n");
}

const struct lc_section lc_section_child_family = {
    .id = "family",
    .title = "Of the same family",
    .of = LC_OF_CHILD,
    .write = write_section,
};
