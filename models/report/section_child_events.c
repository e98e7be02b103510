/* The timeline as a table, both clocks of each event. */
#include <math.h>

#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

static void add_day(struct lc_page *page, const char *day, const char *none)
{
    lc_html_cell_open(page, "");
    if (day)
        lc_people_day(page->out, day);
    else
        lc_html_add(page, none);
    lc_html_add(page, "</td>");
}

static void add_what(struct lc_page *page, const json_t *event)
{
    const char *code = lc_page_word(page, event, "code"),
               *means = lc_page_word(page, event, "meaning");
    double level = lc_page_number(page, event, "level");
    lc_html_cell_open(page, "");
    if (means) {
        lc_html_text(page, means);
        lc_html_add(page, code ? " <span class=\"lc-quiet\">" : "");
    }
    lc_html_text(page, code ? code : "");
    lc_html_add(page, means && code ? "</span>" : "");
    if (!isnan(level))
        lc_text_addf(page->out, "%slevel %.0f", code ? ", " : "", level);
    lc_html_add(page, "</td>");
}

static void add_event(struct lc_page *page, const json_t *event)
{
    bool late = json_is_true(json_object_get(event, "late")),
         open = json_is_true(json_object_get(event, "open"));
    lc_html_row(page);
    lc_html_head_cell(page, lc_words_of(lc_page_need_word(page, event, "history")));
    add_what(page, event);
    add_day(page, lc_page_need_word(page, event, "start"), "");
    add_day(page, lc_page_word(page, event, "end"), open ? "open" : "");
    add_day(page, lc_page_word(page, event, "known_from"), "not stated");
    lc_html_cell(page, late ? "late" : "");
    lc_html_row_end(page);
}

static void write_section(struct lc_page *page, const json_t *timeline)
{
    static const struct lc_head heads[] = {
        { "History", false },    { "What", false },
        { "Happened", false },   { "Until", false },
        { "Known from", false }, { "More than a week later", false }
    };
    json_t *event;
    lc_html_fold(page, "The timeline as a table");
    lc_html_table(page, "What happened, and when it was known", true,
                  sizeof heads / sizeof *heads, heads);
    for (size_t i = 0; (event = json_array_get(timeline, i)); i++)
        add_event(page, event);
    lc_html_table_end(page);
    lc_html_fold_end(page);
}

const struct lc_section lc_section_child_events = {
    .id = "events",
    .title = "Every event of the timeline",
    .needs = "timeline",
    .of = LC_OF_CHILD,
    .write = write_section,
};
