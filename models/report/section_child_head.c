/* The head of a child's page: where it stands, and how its model was judged. */
#include <math.h>

#include "models/report/horizon_inside.h"
#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

/* MOJ Frontend's bar: whom the page is of, and the way back. */
static void add_bar(struct lc_page *page, const json_t *entry)
{
    double age = lc_page_number(page, entry, "age");
    const char *sex = lc_page_word(page, entry, "sex");
    lc_html_add(page, "<div class=\"moj-identity-bar\">"
                      "<div class=\"moj-identity-bar__container\">"
                      "<div class=\"moj-identity-bar__details\">"
                      "<span class=\"moj-identity-bar__title\"><strong>Child ");
    lc_list_number_of(page, entry);
    lc_html_add(page, "</strong></span>");
    if (!isnan(age)) {
        lc_html_add(page, " <span class=\"moj-identity-bar__title\">");
        lc_people_count(page->out, floor(age));
        lc_html_add(page, " years old</span>");
    }
    if (sex) {
        lc_html_add(page, " <span class=\"moj-identity-bar__title\">sex ");
        lc_html_text(page, sex);
        lc_html_add(page, "</span>");
    }
    lc_html_add(page,
                "</div> <div class=\"moj-identity-bar__actions\">"
                "<div class=\"moj-identity-bar__menu\">"
                "<a class=\"govuk-link govuk-body\" href=\"list.html\">Panel list of ");
    lc_people_day(page->out, lc_page_need_word(page, page->list, "as_of"));
    lc_html_add(page, "</a></div></div></div></div>\n");
}

static void add_title(struct lc_page *page, const json_t *entry)
{
    lc_html_add(page, "<h1 class=\"govuk-heading-l lc-title\">Child ");
    lc_list_number_of(page, entry);
    lc_html_add(page, " <span class=\"lc-quiet\">place ");
    lc_people_count(page->out, lc_page_need_number(page, entry, "rank"));
    lc_html_add(page, " of ");
    lc_people_count(page->out,
                    (double)json_array_size(lc_page_list(page, page->list, "listed")));
    lc_html_add(page, "</span></h1>\n");
}

static void add_worth(struct lc_page *page, double worth)
{
    if (isnan(worth))
        return;
    lc_html_add(page, "<p class=\"govuk-body\">That is known as well as if about ");
    lc_people_count(page->out, fmax(1, round(worth)));
    lc_html_add(page, " young people like this one had been counted.</p>\n");
}

static void add_risk(struct lc_page *page, const json_t *entry)
{
    struct lc_stated e = lc_page_limits(page, entry, "risk", "low", "high");
    lc_html_add(page, "<p class=\"govuk-body-l\">Of children like this one <strong>");
    lc_people_odds(page->out, e.estimate);
    lc_text_addf(page->out, "</strong> %s care within ", lc_people_enter(e.estimate));
    lc_horizon_add(page, page->list);
    lc_html_limits(page, &e, lc_people_percent);
    lc_html_add(page, "; of all whom the study looks at, ");
    lc_people_odds(page->out, lc_page_need_number(page, page->list, "base_rate"));
    lc_html_add(page, ".</p>\n");
    add_worth(page, lc_page_number(page, entry, "worth"));
}

static void add_change(struct lc_page *page, const char *change)
{
    if (!change)
        return;
    lc_html_add(page, "<dl class=\"lc-line\"><div>");
    lc_html_element(page, "dt", NULL, "Since the list before");
    lc_html_element(page, "dd", NULL, change);
    lc_html_add(page, "</div></dl>\n");
}

static void write_section(struct lc_page *page, const json_t *entry)
{
    add_bar(page, entry);
    add_title(page, entry);
    lc_list_caution_box(page);
    add_risk(page, entry);
    add_change(page, lc_page_word(page, entry, "change"));
}

const struct lc_section lc_section_child_head = {
    .id = "about",
    .of = LC_OF_ENTRY,
    .write = write_section,
};
