/* Blocks of a child's card and of its page (list_inside.h). */
#include <math.h>
#include <string.h>

#include "decisions/decisions.h"
#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/people_inside.h"

void lc_list_why(struct lc_page *page, const char *title, const char *class,
                 json_t *texts)
{
    if (json_array_size(texts)) {
        lc_text_addf(page->out, "<div class=\"lc-child__why %s\">", class);
        lc_html_element(page, page->child ? "h3" : "h4", "govuk-heading-s", title);
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

void lc_list_decided(struct lc_page *page, const json_t *decisions)
{
    json_t *decision;
    lc_html_add(page, "<ul class=\"govuk-list govuk-list--bullet\">");
    for (size_t i = 0; (decision = json_array_get(decisions, i)); i++)
        add_decision(page, decision);
    lc_html_add(page, "</ul>");
}

void lc_list_in_hand(struct lc_page *page, const json_t *entry)
{
    const json_t *list = lc_page_list(page, entry, "in_hand");
    lc_html_cell_open(page, "lc-sentence");
    for (size_t i = 0; i < json_array_size(list); i++) {
        lc_html_add(page, i ? ", <span class=\"lc-one-line\">"
                            : "<span class=\"lc-one-line\">");
        lc_html_text(page, lc_list_text_at(page, list, i));
        lc_html_add(page, "</span>");
    }
    lc_html_add(page, "</td>");
}

void lc_list_worth(struct lc_page *page, const json_t *entry)
{
    double worth = lc_page_number(page, entry, "worth");
    if (isnan(worth))
        return;
    lc_html_add(page, "; worth about ");
    lc_people_count(page->out, fmax(1, round(worth)));
    lc_html_add(page, " young people like this one");
}
