/* What changed since the list before: who is new, who is gone and why, and what each
 * change is made of. Only on the panel's own page. */
#include <math.h>

#include "models/report/cells_inside.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

static void add_place(struct lc_page *page, const json_t *row, const char *name)
{
    double rank = lc_page_number(page, row, name);
    if (isnan(rank))
        lc_html_cell(page, "not listed");
    else
        lc_html_number(page, rank, lc_people_count);
}

/* "Child 12", and below it what it is: "left: looked after on the day". */
static void add_child(struct lc_page *page, const json_t *row)
{
    struct lc_text note = { 0 };
    const char *why = lc_page_word(page, row, "why");
    lc_html_head_open(page);
    lc_text_addf(page->out, "Child %.0f", lc_page_need_number(page, row, "child"));
    lc_text_addf(&note, "%s%s%s", lc_page_need_word(page, row, "change"),
                 why ? ": " : "", why ? why : "");
    lc_html_head_close(page, note.data);
    page->out->failed |= note.failed;
    lc_text_free(&note);
}

static void write_section(struct lc_page *page, const json_t *changes)
{
    static const struct lc_head heads[] = {
        { "Child", false },
        { "Place then", true },
        { "Place now", true },
        { "Risk then", true },
        { "Risk now", true },
        { "New events", true },
        { "Earlier, learnt since", true },
        { "Time", true },
    };
    const json_t *rows = lc_page_need_list(page, changes, "changes"), *row;
    lc_html_add(page, "<p class=\"govuk-body\">Since the list of ");
    lc_people_day(page->out, lc_page_need_word(page, changes, "since"));
    lc_html_add(
        page,
        ". The last three columns say what a change is made of, on the scale of the "
        "model (0.1 is a tenth of the odds or of the hazard, about): what has "
        "happened since; what had happened and was not known; and what time does "
        "by itself, as windows pass and children grow older.</p>\n");
    lc_html_table(page, "What changed since the list before", true,
                  sizeof heads / sizeof *heads, heads);
    for (size_t i = 0; (row = json_array_get(rows, i)); i++) {
        const json_t *split = lc_page_object(page, row, "split");
        lc_html_row(page);
        add_child(page, row);
        add_place(page, row, "rank_before");
        add_place(page, row, "rank");
        lc_cell_risk(page, row, "risk_before");
        lc_cell_risk(page, row, "risk");
        lc_cell_part(page, split, "new_events");
        lc_cell_part(page, split, "known_late");
        lc_cell_part(page, split, "time");
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

const struct lc_section lc_section_changes = {
    .id = "changes",
    .title = "What changed",
    .needs = "changes",
    .of = LC_OF_LIST,
    .write = write_section,
};
