/* Every event of the timeline, the newest first, with both its clocks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/report/html_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

struct place {
    const char *start; /* as the document has it: a day sorts as a text */
    size_t at;
};

/* The newest first; of one day as the document has them, which is by history. */
static int compare(const void *one, const void *two)
{
    const struct place *a = one, *b = two;
    int order = strcmp(b->start, a->start);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static void add_what(struct lc_page *page, const json_t *event)
{
    const char *code = lc_page_word(page, event, "code"),
               *means = lc_page_word(page, event, "meaning");
    double level = lc_page_number(page, event, "level");
    if (means) {
        lc_html_text(page, means);
        lc_html_add(page, code ? " <span class=\"lc-quiet\">" : "");
    }
    lc_html_text(page, code ? code : "");
    lc_html_add(page, means && code ? "</span>" : "");
    if (!isnan(level))
        lc_text_addf(page->out, "%slevel %.0f", means || code ? ", " : "", level);
}

static void add_event(struct lc_page *page, const json_t *event)
{
    bool late = json_is_true(json_object_get(event, "late")),
         open = json_is_true(json_object_get(event, "open"));
    const struct lc_page_moment moment = {
        .title = lc_words_of(lc_page_need_word(page, event, "history")),
        .beside = late && open ? "still open; known more than a week later"
                  : late       ? "known more than a week later"
                  : open       ? "still open"
                               : NULL,
        .day = lc_page_need_word(page, event, "start"),
        .until = lc_page_word(page, event, "end"),
        .known = lc_page_word(page, event, "known_from"),
    };
    lc_html_moment(page, &moment);
    add_what(page, event);
    lc_html_moment_end(page);
}

/* Reasons may count what is too old to stand here. */
static void add_older(struct lc_page *page)
{
    double older = lc_page_number(page, page->child, "earlier");
    if (older > 0)
        lc_text_addf(page->out,
                     "<p class=\"govuk-body\">%.0f older %s not shown here: latecare "
                     "timeline shows every event.</p>\n",
                     older, older == 1 ? "one is" : "ones are");
}

static void write_section(struct lc_page *page, const json_t *timeline)
{
    size_t count = json_array_size(timeline);
    struct place *places = calloc(count ? count : 1, sizeof *places);
    if (!places) {
        page->out->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++)
        places[i] = (struct place){
            lc_page_need_word(page, json_array_get(timeline, i), "start"), i
        };
    qsort(places, count, sizeof *places, compare);
    lc_html_fold(page, "The events, the newest first, and when each was known");
    lc_html_timeline(page);
    for (size_t i = 0; i < count && !page->code; i++)
        add_event(page, json_array_get(timeline, places[i].at));
    lc_html_timeline_end(page);
    add_older(page);
    lc_html_fold_end(page);
    free(places);
}

const struct lc_section lc_section_child_events = {
    .id = "events",
    .title = "Every event of the timeline",
    .needs = "timeline",
    .of = LC_OF_CHILD,
    .write = write_section,
};
