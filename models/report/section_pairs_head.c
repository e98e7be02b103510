/* The head of a page of pairs: what is to be decided, and how an answer goes back. */
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

static void write_section(struct lc_page *page, const json_t *document)
{
    size_t told = json_array_size(lc_page_need_list(page, document, "pairs"));
    lc_html_element(page, "span", "govuk-caption-xl", "Linkage");
    lc_html_element(page, "h1", "govuk-heading-xl",
                    lc_page_need_word(page, document, "title"));
    lc_html_add(page, "<p class=\"govuk-body-l\"><strong>");
    lc_people_count(page->out, (double)told);
    lc_html_add(page, "</strong> of ");
    lc_people_count(page->out, lc_page_need_number(page, document, "reviews"));
    lc_html_add(page, " pairs of records that a person should look at, as linkage sees "
                      "them on ");
    lc_people_day(page->out, lc_page_need_word(page, document, "from"));
    lc_html_add(
        page, "; first those that are joined though something speaks against it, then "
              "those nearest to even chances.</p>\n");
    lc_html_element(page, "p", "govuk-body",
                    "This page names children. It is for whoever decides these pairs, "
                    "and is to be deleted then; that each was looked at is in the "
                    "store's log.");
    lc_html_element(
        page, "p", "govuk-body",
        "A bar to the right speaks for one child, one to the left for two; a bit "
        "doubles the odds. What one of the two does not say has none. Every bar is to "
        "one scale. The bits of a card add up to its weight, which against how many "
        "pairs there are at all gives the chance. Nothing here decides: brothers, "
        "sisters and twins agree in much.");
    lc_html_element(
        page, "p", "govuk-body",
        "To answer, write 1 (one child) or 0 (two) behind a pair's numbers in the "
        "column same of a CSV with the columns record_a, record_b and same, as "
        "latecare link --review writes it, and give it to latecare link --accept.");
}

const struct lc_section lc_section_pairs_head = {
    .id = "head",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
