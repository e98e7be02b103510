/* What panels decided of this child so far, the newest first. */
#include <string.h>

#include "decisions/decisions.h"
#include "models/report/html_inside.h"
#include "models/report/section_inside.h"

static void add_decision(struct lc_page *page, const json_t *decision)
{
    const char *action = lc_page_word(page, decision, "action"),
               *agreed = lc_page_word(page, decision, "agreed"),
               *meaning = action ? lc_action_meaning(action) : "not discussed";
    const struct lc_page_moment moment = {
        .title = meaning ? meaning : action,
        .beside = agreed && !strcmp(agreed, "no")
                      ? "by a panel that did not agree with the list"
                      : NULL,
        .day = lc_page_need_word(page, decision, "meeting"),
        .until = lc_page_word(page, decision, "until"),
    };
    lc_html_moment(page, &moment);
    if (json_is_true(json_object_get(decision, "over")))
        lc_html_add(page, "That is over.");
    lc_html_moment_end(page);
}

static void write_section(struct lc_page *page, const json_t *entry)
{
    const json_t *decisions = lc_page_list(page, entry, "decisions");
    if (!json_array_size(decisions)) {
        lc_html_element(
            page, "p", "govuk-body",
            "Nothing that was recorded here. decisions.csv beside this page "
            "takes what this meeting decides.");
        return;
    }
    lc_html_timeline(page);
    for (size_t i = json_array_size(decisions); i-- > 0;)
        add_decision(page, json_array_get(decisions, i));
    lc_html_timeline_end(page);
}

const struct lc_section lc_section_child_decisions = {
    .id = "decided",
    .title = "Decisions so far",
    .of = LC_OF_ENTRY,
    .write = write_section,
};
