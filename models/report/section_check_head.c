/* The head of a check's page: when, and what it found, in a sentence. */
#include "models/report/people_inside.h"
#include "models/report/rows_inside.h"
#include "models/report/section_inside.h"

static double sum_of(struct lc_page *page, const char *list, const char *key)
{
    const json_t *rows = lc_page_list(page, page->results, list);
    json_t *row;
    double sum = 0;
    for (size_t i = 0; (row = json_array_get(rows, i)); i++)
        sum += lc_page_need_number(page, row, key);
    return sum;
}

static void add_strong(struct lc_page *page, double count, const char *after)
{
    lc_html_add(page, "<strong>");
    lc_people_count(page->out, count);
    lc_html_add(page, "</strong> ");
    lc_html_add(page, after);
}

static void write_section(struct lc_page *page, const json_t *document)
{
    lc_html_element(page, "span", "govuk-caption-xl", "Check of extracts");
    lc_html_element(page, "h1", "govuk-heading-xl",
                    lc_page_need_word(page, document, "title"));
    lc_html_add(page, "<p class=\"govuk-body-l\">Extracts as they were on ");
    lc_people_day(page->out, lc_page_need_word(page, document, "received"));
    lc_html_add(page, ", looked at before anything is stored: ");
    add_strong(page, sum_of(page, "files", "rows"), "rows, of which ");
    add_strong(page, sum_of(page, "files", "rejected"), "could not be taken; ");
    add_strong(page, sum_of(page, "rules", "rows"), "breaks of a rule; ");
    add_strong(page, sum_of(page, "differ", "rows"),
               "places where two sources differ.</p>\n");
    lc_html_element(
        page, "p", "govuk-body",
        "Nothing here names a child. The lines to look at stand in the file "
        "that comes with this page; whoever owns a source finds them by "
        "their number. Rows are counted as they are; counts of children, "
        "and of events by age, that are 1 to 5 are shown as c, and others "
        "are the nearest multiple of six.");
}

const struct lc_section lc_section_check_head = {
    .id = "head",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
