/* The head of the page: what it is for, as of when, by which model, and until when. */
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

static void add_fact(struct lc_page *page, const char *name, const char *value)
{
    lc_html_add(page, "<div class=\"lc-fact\">");
    lc_html_element(page, "dt", NULL, name);
    lc_html_element(page, "dd", NULL, value ? value : "Not stated");
    lc_html_add(page, "</div>\n");
}

static void add_day(struct lc_page *page, const char *name, const char *day)
{
    lc_html_add(page, "<div class=\"lc-fact\">");
    lc_html_element(page, "dt", NULL, name);
    lc_html_add(page, "<dd>");
    if (day)
        lc_people_day(page->out, day);
    else
        lc_html_add(page, "Not stated");
    lc_html_add(page, "</dd></div>\n");
}

/* The first twelve characters tell two models apart; all of them are at the end. */
static void add_model(struct lc_page *page, const json_t *model)
{
    const char *id = lc_page_word(page, model, "id");
    const char *hash = lc_page_need_word(page, model, "hash");
    lc_html_add(page, "<div class=\"lc-fact\"><dt>Model</dt><dd>");
    lc_html_text(page, lc_page_need_word(page, model, "title"));
    if (id) {
        lc_html_add(page, ", ");
        lc_html_text(page, id);
    }
    lc_html_add(page, "<br><code>");
    struct lc_slice start = lc_slice_of(hash);
    start.size = start.size < 12 ? start.size : 12;
    lc_text_add_html(page->out, start);
    lc_html_add(page, "</code></dd></div>\n");
}

static void write_section(struct lc_page *page, const json_t *results)
{
    lc_html_element(page, "span", "govuk-caption-xl", "Model report");
    lc_html_element(page, "h1", "govuk-heading-xl",
                    lc_page_need_word(page, results, "title"));
    lc_html_element(page, "p", "govuk-body-l", lc_page_word(page, results, "purpose"));
    lc_html_add(page, "<dl class=\"lc-facts\">\n");
    add_day(page, "As of", lc_page_need_word(page, results, "as_of"));
    add_day(page, "Data through", lc_page_word(page, results, "data_through"));
    add_model(page, lc_page_object(page, results, "model"));
    add_day(page, "Review by", lc_page_word(page, results, "review_by"));
    if (lc_page_word(page, results, "owner"))
        add_fact(page, "Owner", lc_page_word(page, results, "owner"));
    lc_html_add(page, "</dl>\n");
}

const struct lc_section lc_section_header = {
    .id = "about",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
