/* The panel's list: a card a child, with the risk, what it rests on, and what is not
 * known. Only on the panel's own page. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decisions/decisions.h"
#include "models/report/horizon_inside.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/reasons_inside.h"
#include "models/report/section_inside.h"
#include "models/report/strip_inside.h"

static void add_order(struct lc_page *page, const char *rule)
{
    lc_html_add(page, "<p class=\"govuk-body lc-quiet\">");
    if (rule) {
        lc_html_add(page, "The order is ");
        lc_html_text(page, rule);
        lc_html_add(page, ". ");
    }
    lc_html_add(page, "What changes a risk by less than a twentieth is not among the "
                      "reasons. No reason says what causes what.</p>\n");
}

static void add_opening(struct lc_page *page, const json_t *list)
{
    struct lc_stated expected = lc_page_estimate(page, list, "expected_entries");
    struct lc_text *out = page->out;
    lc_html_add(page, "<p class=\"govuk-body-l\">");
    lc_people_count(out, lc_page_need_number(page, list, "capacity"));
    lc_html_add(page, " places; ");
    lc_people_count(out, lc_page_need_number(page, list, "children"));
    lc_html_add(page, " children scored. Of children like these, ");
    lc_people_odds(out, lc_page_need_number(page, list, "base_rate"));
    lc_html_add(page, " enters care within ");
    lc_horizon_add(page, list);
    lc_html_add(page, ".");
    if (!isnan(expected.estimate)) {
        lc_html_add(page, " Of those listed, about <strong>");
        lc_people_about(out, expected.estimate);
        lc_html_add(page, "</strong> are expected to");
        lc_html_limits(page, &expected, lc_people_about);
        lc_html_add(page, ".");
    }
    lc_html_add(page, "</p>\n");
    add_order(page, lc_page_word(page, list, "tie_rule"));
}

/* A child's number may be a whole number or a text; nothing else of it is known here.
 */
static void add_child_number(struct lc_page *page, const json_t *entry)
{
    const json_t *child = json_object_get(entry, "child");
    if (json_is_integer(child))
        lc_text_addf(page->out, "%" JSON_INTEGER_FORMAT, json_integer_value(child));
    else
        lc_html_text(page, lc_page_need_word(page, entry, "child"));
}

static void add_card_head(struct lc_page *page, const json_t *entry)
{
    json_t *tag;
    double age = lc_page_number(page, entry, "age");
    lc_html_add(page, "<header class=\"lc-child__head\"><h3 class=\"govuk-heading-m\">"
                      "<span class=\"lc-child__rank\">");
    lc_people_count(page->out, lc_page_need_number(page, entry, "rank"));
    lc_html_add(page, "</span> Child ");
    add_child_number(page, entry);
    lc_html_add(page, "</h3><p class=\"lc-child__tags\">");
    if (!isnan(age)) {
        lc_html_add(page, "<span class=\"lc-quiet\">age ");
        lc_people_count(page->out, floor(age));
        lc_html_add(page, "</span> ");
    }
    lc_html_element(page, "span", "lc-quiet", lc_page_word(page, entry, "sex"));
    lc_html_element(page, "strong", "govuk-tag", lc_page_word(page, entry, "change"));
    const json_t *tags = lc_page_list(page, entry, "tags");
    for (size_t i = 0; (tag = json_array_get(tags, i)); i++)
        lc_html_element(page, "strong", "govuk-tag govuk-tag--grey",
                        json_string_value(tag));
    lc_html_add(page, "</p></header>\n");
}

static void add_risk(struct lc_page *page, const json_t *list, const json_t *entry,
                     double scale)
{
    struct lc_stated e = lc_page_limits(page, entry, "risk", "low", "high");
    double base = lc_page_need_number(page, list, "base_rate");
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
    lc_html_add(page, "</p>\n");
    lc_strip_add(page, e, base, scale);
    lc_html_add(page, "</div>\n");
}

static void add_reasons(struct lc_page *page, const char *title, const char *class,
                        json_t *texts)
{
    if (json_array_size(texts)) {
        lc_text_addf(page->out, "<div class=\"lc-child__why %s\">", class);
        lc_html_element(page, "h4", "govuk-heading-s", title);
        lc_html_bullets(page, texts);
        lc_html_add(page, "</div>\n");
    }
    json_decref(texts);
}

/* "3 March 2025: early help offered, until 30 June 2025". */
static void add_decision(struct lc_page *page, const json_t *decision)
{
    const char *action = lc_page_word(page, decision, "action"),
               *agreed = lc_page_word(page, decision, "agreed"),
               *until = lc_page_word(page, decision, "until"),
               *meaning = action ? lc_action_meaning(action) : "not discussed";
    lc_html_add(page, "<li>");
    lc_people_day(page->out, lc_page_need_word(page, decision, "meeting"));
    lc_html_add(page, ": ");
    lc_html_text(page, meaning ? meaning : action);
    if (agreed && !strcmp(agreed, "no"))
        lc_html_add(page, "; did not agree with the list");
    if (until) {
        lc_html_add(page, ", until ");
        lc_people_day(page->out, until);
        if (json_is_true(json_object_get(decision, "over")))
            lc_html_add(page, ", which is over");
    }
    lc_html_add(page, "</li>");
}

static void add_decisions(struct lc_page *page, const json_t *entry)
{
    const json_t *list = lc_page_list(page, entry, "decisions"), *decision;
    if (!json_array_size(list))
        return;
    lc_html_add(page, "<div class=\"lc-child__why lc-decided\">");
    lc_html_element(page, "h4", "govuk-heading-s", "What panels decided");
    lc_html_add(page, "<ul class=\"govuk-list govuk-list--bullet\">");
    for (size_t i = 0; (decision = json_array_get(list, i)); i++)
        add_decision(page, decision);
    lc_html_add(page, "</ul></div>\n");
}

static void add_card(struct lc_page *page, const json_t *list, const json_t *entry,
                     double scale)
{
    lc_html_add(page, "<article class=\"lc-child\">\n");
    add_card_head(page, entry);
    lc_html_add(page, "<div class=\"lc-child__body\">\n");
    add_risk(page, list, entry, scale);
    lc_html_add(page, "<div class=\"lc-child__reasons\">\n");
    add_reasons(page, "What raises it", "lc-for", lc_reasons_for(page, entry));
    add_reasons(page, "What lowers it", "lc-against", lc_reasons_against(page, entry));
    add_reasons(page, "What is not known", "lc-unknown",
                lc_reasons_unknown(page, entry));
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

static void add_cannot_score(struct lc_page *page, const json_t *cannot)
{
    static const struct lc_head heads[] = { { "Child", false }, { "Why", false } };
    json_t *entry;
    if (!json_array_size(cannot))
        return;
    lc_html_element(page, "h3", "govuk-heading-m", "Children who could not be scored");
    lc_html_element(
        page, "p", "govuk-body",
        "They have no risk, high or low. Somebody should look at them too.");
    lc_html_table(page, "Children who could not be scored", true, 2, heads);
    for (size_t i = 0; (entry = json_array_get(cannot, i)); i++) {
        lc_html_row(page);
        lc_html_cell_open(page, "");
        lc_html_add(page, "Child ");
        add_child_number(page, entry);
        lc_html_add(page, "</td>");
        lc_html_cell(page, lc_page_need_word(page, entry, "reason"));
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

static void write_section(struct lc_page *page, const json_t *list)
{
    const json_t *listed = lc_page_need_list(page, list, "listed");
    double scale = greatest_risk(page, listed);
    json_t *entry;
    add_opening(page, list);
    for (size_t i = 0; (entry = json_array_get(listed, i)); i++)
        add_card(page, list, entry, scale);
    add_cannot_score(page, lc_page_list(page, list, "cannot_score"));
}

const struct lc_section lc_section_children = {
    .id = "list",
    .title = "The list",
    .of = LC_OF_LIST,
    .write = write_section,
};
