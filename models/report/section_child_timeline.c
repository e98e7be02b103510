/* What happened and when it was known: a lane a history, drawn in percents of the time
 * from the timeline's first day to the list's. */
#include <math.h>
#include <string.h>

#include "base/day.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

enum { TALL = 28, MIDDLE = 16 }; /* pixels of a lane; what was known is above it */

struct span {
    int32_t from, to;
};

static int32_t day_of(struct lc_page *page, const json_t *object, const char *name)
{
    const char *text = lc_page_word(page, object, name);
    int32_t day = LC_NO_DAY;
    if (text && lc_day_parse(lc_slice_of(text), LC_DAY_ISO, &day)) {
        lc_page_fail(page, name, "is not a day");
        return LC_NO_DAY;
    }
    return day;
}

/* Of no day: the left edge. */
static double place(const struct span *span, int32_t day)
{
    double from = span->from, at = 100 * (day - from) / fmax(1, span->to - from);
    return fmin(100, fmax(0, at));
}

static void add_line(struct lc_page *page, const char *class, double x1, double x2,
                     int y1, int y2)
{
    lc_text_addf(page->out,
                 "<line class=\"%s\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" y2=\"%d\"/>",
                 class, x1, x2, y1, y2);
}

/* A day, or a spell as long as it was; a mark above it where it was known, joined to it
 * where that was late. */
static void add_event(struct lc_page *page, const struct span *span,
                      const json_t *event)
{
    int32_t start = day_of(page, event, "start"), end = day_of(page, event, "end"),
            known = day_of(page, event, "known_from");
    bool open = json_is_true(json_object_get(event, "open")),
         lasts = open || (end != LC_NO_DAY && end > start + 1);
    double at = place(span, start), till = place(span, open ? span->to : end);
    if (lasts)
        lc_text_addf(page->out,
                     "<rect class=\"%s\" x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" "
                     "height=\"10\"/>",
                     open ? "lc-spell lc-spell--open" : "lc-spell", at, MIDDLE - 5,
                     fmax(0.3, till - at));
    else
        lc_text_addf(page->out,
                     "<circle class=\"lc-happened\" cx=\"%.2f%%\" cy=\"%d\" "
                     "r=\"5\"/>",
                     at, MIDDLE);
    if (known == LC_NO_DAY)
        return;
    if (json_is_true(json_object_get(event, "late")))
        add_line(page, "lc-late", at, place(span, known), 6, 6);
    add_line(page, "lc-known", place(span, known), place(span, known), 2, 10);
}

static void add_lane(struct lc_page *page, const struct span *span,
                     const json_t *timeline, size_t first)
{
    const char *history =
        lc_page_need_word(page, json_array_get(timeline, first), "history");
    const json_t *event;
    lc_html_add(page, "<li><span class=\"lc-lanes__name\">");
    lc_html_text(page, lc_words_of(history));
    lc_text_addf(page->out, "</span><svg width=\"100%%\" height=\"%d\">", TALL);
    add_line(page, "lc-grid", 0, 100, MIDDLE, MIDDLE);
    for (size_t i = first; (event = json_array_get(timeline, i)); i++) {
        if (strcmp(lc_page_need_word(page, event, "history"), history))
            break;
        add_event(page, span, event);
    }
    lc_html_add(page, "</svg></li>\n");
}

/* A tick each half a year, counted back from the list's day. */
static void add_ticks(struct lc_page *page, const struct span *span)
{
    char words[32];
    lc_html_add(page, "<li class=\"lc-lanes__days\"><span></span><svg width=\"100%\" "
                      "height=\"20\">");
    for (int back = 24; back >= 0; back -= 8) {
        int32_t day = lc_day_add_months(span->to, -back);
        if (day < span->from)
            continue;
        double at = place(span, day);
        const char *month = strchr(lc_day_print_long(day, words), ' ') + 1;
        lc_text_addf(page->out, "<text x=\"%.2f%%\" y=\"15\" text-anchor=\"%s\">", at,
                     at < 8    ? "start"
                     : at > 92 ? "end"
                               : "middle");
        lc_text_addf(page->out, "%.3s%s</text>", month, strchr(month, ' '));
    }
    lc_html_add(page, "</svg></li>\n");
}

static void add_key(struct lc_page *page)
{
    lc_html_add(
        page,
        "<ul class=\"lc-key\"><li><svg width=\"16\" height=\"16\" aria-hidden=\"true\">"
        "<circle class=\"lc-happened\" cx=\"8\" cy=\"8\" r=\"5\"/></svg> happened</li>"
        "<li><svg width=\"26\" height=\"16\" aria-hidden=\"true\"><rect "
        "class=\"lc-spell\" x=\"0\" y=\"3\" width=\"26\" height=\"10\"/></svg> lasted"
        "</li><li><svg width=\"26\" height=\"16\" aria-hidden=\"true\"><rect "
        "class=\"lc-spell lc-spell--open\" x=\"0\" y=\"3\" width=\"26\" "
        "height=\"10\"/></svg> still open</li><li><svg width=\"26\" height=\"16\" "
        "aria-hidden=\"true\"><line class=\"lc-late\" x1=\"0\" x2=\"24\" y1=\"8\" "
        "y2=\"8\"/><line class=\"lc-known\" x1=\"24\" x2=\"24\" y1=\"4\" "
        "y2=\"12\"/></svg> became known, joined to what happened where that was more "
        "than a week before</li></ul>\n");
}

static void write_section(struct lc_page *page, const json_t *timeline)
{
    const struct span span = { day_of(page, page->child, "from"),
                               day_of(page, page->list, "as_of") };
    const char *before = "";
    json_t *event;
    if (span.from == LC_NO_DAY || span.to == LC_NO_DAY)
        lc_page_fail(page, "from", "is missing");
    lc_html_add(page, "<figure class=\"lc-figure\" data-chart=\"timeline\"><div "
                      "role=\"img\" aria-label=\"Timeline: a lane for each history, "
                      "with what happened and when it was known, up to the day of the "
                      "list at the right edge. The same follows event by event.\">"
                      "<ul class=\"lc-lanes\">\n");
    for (size_t i = 0; (event = json_array_get(timeline, i)) && !page->code; i++) {
        const char *history = lc_page_need_word(page, event, "history");
        if (strcmp(history, before))
            add_lane(page, &span, timeline, i);
        before = history;
    }
    if (!page->code)
        add_ticks(page, &span);
    lc_html_add(page, "</ul></div></figure>\n");
    add_key(page);
    double earlier = lc_page_number(page, page->child, "earlier");
    if (earlier > 0) {
        lc_html_add(page, "<p class=\"govuk-body lc-quiet\">Not drawn: ");
        lc_people_count(page->out, earlier);
        lc_html_add(page, " that were over before, or are too many for a lane.</p>\n");
    }
}

const struct lc_section lc_section_child_timeline = {
    .id = "timeline",
    .title = "What happened, and when it was known",
    .needs = "timeline",
    .of = LC_OF_CHILD,
    .write = write_section,
};
