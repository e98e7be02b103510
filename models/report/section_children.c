/* A card a child of the list, with the risk, what it rests on, and what is not
 * known. Only on the panel's own page. */
#include <math.h>

#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/people_inside.h"
#include "models/report/reasons_inside.h"
#include "models/report/section_inside.h"
#include "models/report/strip_inside.h"

/* What all cards share. */
struct listing {
    double base, scale;    /* the base rate, and the end of the risks' axis */
    const json_t *unknown; /* of everybody, which no card says again */
};

/* "Child 12", which leads to its own page where there is one. */
static void add_name(struct lc_page *page, const json_t *entry)
{
    if (lc_list_page(page, entry, "page")) {
        lc_list_child(page, entry);
        return;
    }
    lc_html_add(page, "Child ");
    lc_list_number_of(page, entry);
}

static void add_card_head(struct lc_page *page, const json_t *entry)
{
    json_t *tag;
    double age = lc_page_number(page, entry, "age");
    lc_html_add(page, "<header class=\"lc-child__head\"><h3 class=\"govuk-heading-m\">"
                      "<span class=\"lc-child__rank\">");
    lc_people_count(page->out, lc_page_need_number(page, entry, "rank"));
    lc_html_add(page, "</span> ");
    add_name(page, entry);
    lc_html_add(page, "</h3><p class=\"lc-child__tags\">");
    if (!isnan(age)) {
        lc_html_add(page, "<span class=\"lc-quiet\">age ");
        lc_people_count(page->out, floor(age));
        lc_html_add(page, "</span> ");
    }
    lc_html_element(page, "span", "lc-quiet", lc_page_word(page, entry, "sex"));
    lc_html_element(page, "strong", "govuk-tag", lc_page_word(page, entry, "change"));
    const json_t *tags = lc_page_list(page, entry, "in_hand");
    for (size_t i = 0; (tag = json_array_get(tags, i)); i++)
        lc_html_element(page, "strong", "govuk-tag govuk-tag--grey",
                        json_string_value(tag));
    lc_html_add(page, "</p></header>\n");
}

static void add_risk(struct lc_page *page, const struct listing *list,
                     const json_t *entry)
{
    struct lc_stated e = lc_page_limits(page, entry, "risk", "low", "high");
    lc_page_need_number(page, entry, "risk");
    lc_html_add(page,
                "<div class=\"lc-child__risk\"><p class=\"lc-child__odds\">about ");
    lc_people_odds(page->out, e.estimate);
    lc_html_add(page, "</p><p class=\"lc-quiet\">");
    lc_people_percent(page->out, e.estimate);
    if (!isnan(e.low) && !isnan(e.high)) {
        lc_html_add(page, "; 95% interval ");
        lc_people_interval(page->out, e.low, e.high, lc_people_percent);
    }
    lc_list_worth(page, entry);
    lc_html_add(page, "</p>\n");
    lc_strip_add(page, e, list->base, list->scale);
    lc_html_add(page, "</div>\n");
}

static void add_decisions(struct lc_page *page, const json_t *entry)
{
    const json_t *list = lc_page_list(page, entry, "decisions");
    if (!json_array_size(list))
        return;
    lc_html_add(page, "<div class=\"lc-child__why lc-decided\">");
    lc_html_element(page, "h4", "govuk-heading-s", "What panels decided");
    lc_list_decided(page, list);
    lc_html_add(page, "</div>\n");
}

static void add_card(struct lc_page *page, const struct listing *list,
                     const json_t *entry)
{
    lc_text_addf(page->out, "<article class=\"lc-child\" id=\"place-%.0f\">\n",
                 lc_page_need_number(page, entry, "rank"));
    add_card_head(page, entry);
    lc_html_add(page, "<div class=\"lc-child__body\">\n");
    add_risk(page, list, entry);
    lc_html_add(page, "<div class=\"lc-child__reasons\">\n");
    lc_list_why(page, "What raises it", "lc-for", lc_reasons_for(page, entry));
    lc_list_why(page, "What lowers it", "lc-against", lc_reasons_against(page, entry));
    lc_list_why(page, "What is not known", "lc-unknown",
                lc_list_unknown_but(page, entry, list->unknown));
    add_decisions(page, entry);
    lc_html_add(page, "</div></div>\n</article>\n");
}

static double greatest_risk(struct lc_page *page, const json_t *listed)
{
    double most = 0;
    json_t *entry;
    for (size_t i = 0; (entry = json_array_get(listed, i)); i++) {
        struct lc_stated e = lc_page_limits(page, entry, "risk", "low", "high");
        most = fmax(most, fmax(e.estimate, e.high));
    }
    return most;
}

static void write_section(struct lc_page *page, const json_t *list)
{
    const json_t *listed = lc_page_need_list(page, list, "listed"), *entry;
    json_t *unknown = lc_list_unknown_of_all(page);
    const struct listing all = { lc_page_need_number(page, list, "base_rate"),
                                 greatest_risk(page, listed), unknown };
    lc_html_element(page, "p", "govuk-body lc-quiet",
                    "What changes a risk by less than a twentieth is not among the "
                    "reasons.");
    for (size_t i = 0; (entry = json_array_get(listed, i)); i++)
        add_card(page, &all, entry);
    json_decref(unknown);
}

const struct lc_section lc_section_children = {
    .id = "children",
    .title = "Each child listed",
    .of = LC_OF_LIST,
    .write = write_section,
};
