/* MOJ Frontend's timeline (html_inside.h). */
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"

static void add_day(struct lc_page *page, const char *before, const char *day)
{
    if (!day)
        return;
    lc_text_addf(page->out, "%s<time datetime=\"", before);
    lc_html_plain(page, day);
    lc_html_add(page, "\">");
    lc_people_day(page->out, day);
    lc_html_add(page, "</time>");
}

void lc_html_timeline(struct lc_page *page)
{
    lc_html_add(page, "<div class=\"moj-timeline\">\n");
}

void lc_html_moment(struct lc_page *page, const struct lc_page_moment *moment)
{
    lc_html_add(page, "<div class=\"moj-timeline__item\">"
                      "<div class=\"moj-timeline__header\">"
                      "<h3 class=\"moj-timeline__title\">");
    lc_html_text(page, moment->title);
    lc_html_add(page, "</h3>");
    if (moment->beside) {
        lc_html_add(page, " <p class=\"moj-timeline__byline\">");
        lc_html_text(page, moment->beside);
        lc_html_add(page, "</p>");
    }
    lc_html_add(page, "</div><p class=\"moj-timeline__date\">");
    add_day(page, "", moment->day);
    add_day(page, " until ", moment->until);
    add_day(page, ", known from ", moment->known);
    lc_html_add(page, "</p><div class=\"moj-timeline__description\">");
}

void lc_html_moment_end(struct lc_page *page)
{
    lc_html_add(page, "</div></div>\n");
}

void lc_html_timeline_end(struct lc_page *page)
{
    lc_html_add(page, "</div>\n");
}
