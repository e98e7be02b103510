/* What would change the risk: each of the latest records had it never been made. For
 * whoever holds a record to be wrong. */
#include <math.h>

#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

enum { SHOWN = 6 };
static const double least = 0.001; /* of the risk: a tenth of a point */

static bool moves(struct lc_page *page, const json_t *event)
{
    double change = lc_page_number(page, event, "change");
    return isnan(change) || fabs(change) >= least;
}

static void add_what(struct lc_page *page, const json_t *event)
{
    const char *code = lc_page_word(page, event, "code"),
               *means = lc_page_word(page, event, "meaning");
    lc_html_head_open(page);
    lc_html_text(page, lc_words_of(lc_page_need_word(page, event, "history")));
    if (means || code) {
        lc_html_add(page, ": ");
        lc_html_text(page, means ? means : code);
    }
    lc_html_head_close(page, NULL);
}

static void add_days(struct lc_page *page, const json_t *event)
{
    lc_html_cell_open(page, "");
    lc_people_day(page->out, lc_page_need_word(page, event, "start"));
    if (json_is_true(json_object_get(event, "late"))) {
        lc_html_add(page, ", known ");
        lc_people_day(page->out, lc_page_need_word(page, event, "known_from"));
    }
    lc_html_add(page, "</td>");
}

static void print_points(struct lc_text *out, double change)
{
    lc_text_addf(out, "%+.1f", 100 * change);
}

static void add_event(struct lc_page *page, const json_t *event)
{
    const char *why = lc_page_word(page, event, "why");
    lc_html_row(page);
    add_what(page, event);
    add_days(page, event);
    lc_html_number(page, lc_page_need_number(page, event, "number"), lc_people_count);
    if (why)
        lc_html_cell(page, why);
    else
        lc_html_number(page, lc_page_number(page, event, "risk"), lc_people_percent);
    lc_html_number(page, lc_page_number(page, event, "change"), print_points);
    lc_html_row_end(page);
}

static void add_rest(struct lc_page *page, size_t looked, size_t shown)
{
    lc_text_addf(page->out, "<p class=\"govuk-body\">The %zu latest were looked at",
                 looked);
    if (!shown)
        lc_html_add(page, "; none changes the risk by 0.1 of a point");
    else if (shown < looked)
        lc_html_add(page, "; none of the others changes it by more");
    lc_html_add(page, ".</p>\n");
}

static void write_section(struct lc_page *page, const json_t *without)
{
    static const struct lc_head heads[] = { { "Record", false },
                                            { "Happened", false },
                                            { "Number", true },
                                            { "Risk without it", true },
                                            { "Change, points", true } };
    const json_t *event;
    size_t shown = 0;
    lc_html_element(page, "p", "govuk-body",
                    "If somebody holds a record to be wrong: the risk had that one "
                    "record never been made, and all else as it is. Those that change "
                    "it most come first.");
    while (shown < SHOWN && (event = json_array_get(without, shown))
           && moves(page, event))
        shown++;
    if (shown) {
        lc_html_table(page, "The risk without one record", true,
                      sizeof heads / sizeof *heads, heads);
        for (size_t i = 0; i < shown; i++)
            add_event(page, json_array_get(without, i));
        lc_html_table_end(page);
    }
    add_rest(page, json_array_size(without), shown);
    lc_html_element(page, "p", "govuk-body",
                    "latecare explain takes any of them out, or moves its days, by its "
                    "number: --what-if 'NUMBER out'.");
}

const struct lc_section lc_section_child_without = {
    .id = "without",
    .title = "What would change the risk",
    .needs = "without",
    .of = LC_OF_CHILD,
    .write = write_section,
};
