/* What changed for this child since the list before, and what that is made of. */
#include <math.h>

#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

static void add_split(struct lc_page *page, const char *name, const json_t *split)
{
    static const char *const parts[] = { "new_events", "known_late", "time",
                                         "difference" };
    lc_html_row(page);
    lc_html_head_cell(page, name);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        lc_html_number(page, lc_page_need_number(page, split, parts[k]),
                       lc_people_signed);
    lc_html_row_end(page);
}

/* Histories that did not move are not told. */
static bool moved(struct lc_page *page, const json_t *split)
{
    return fabs(lc_page_need_number(page, split, "new_events")) >= 0.005
           || fabs(lc_page_need_number(page, split, "known_late")) >= 0.005
           || fabs(lc_page_need_number(page, split, "time")) >= 0.005;
}

static void add_table(struct lc_page *page, const json_t *change, const json_t *split)
{
    static const struct lc_head heads[] = { { "History", false },
                                            { "New events", true },
                                            { "Earlier, learnt since", true },
                                            { "Time passing", true },
                                            { "Together", true } };
    const json_t *parts = lc_page_list(page, change, "by_history"), *part;
    lc_html_table(page, "What the change is made of", true, 5, heads);
    for (size_t i = 0; (part = json_array_get(parts, i)); i++)
        if (moved(page, part))
            add_split(page, lc_words_of(lc_page_need_word(page, part, "history")),
                      part);
    add_split(page, "All", split);
    lc_html_table_end(page);
}

static void write_section(struct lc_page *page, const json_t *change)
{
    const json_t *split = lc_page_object(page, change, "split");
    double before = lc_page_number(page, change, "risk_before");
    const json_t *changes = lc_page_object(page, page->list, "changes");
    lc_html_add(page, "<p class=\"govuk-body\">On ");
    lc_people_day(page->out, lc_page_need_word(page, changes, "since"));
    if (isnan(before)) {
        const char *why = lc_page_word(page, change, "why_before");
        lc_html_add(page, " this child was not scored");
        lc_html_add(page, why ? ": " : "");
        lc_html_text(page, why ? why : "");
    } else {
        lc_html_add(page, " the risk was ");
        lc_people_percent(page->out, before);
    }
    lc_html_add(page,
                ". Below is what the change is made of, on the scale of the model "
                "(0.1 is a tenth of the odds or of the hazard, about).</p>\n");
    if (split)
        add_table(page, change, split);
}

const struct lc_section lc_section_child_change = {
    .id = "change",
    .title = "What changed",
    .needs = "change",
    .of = LC_OF_CHILD,
    .write = write_section,
};
