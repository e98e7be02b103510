/* Rolling origins: how it did in one test span after another. */
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

static void add_measures(struct lc_page *page, const json_t *measures)
{
    lc_html_measure(page, measures, "auc");
    lc_html_measure(page, measures, "precision");
    lc_html_measure(page, measures, "observed_over_expected");
}

static void add_origin(struct lc_page *page, const json_t *origin)
{
    const json_t *learnt = lc_page_object(page, origin, "learnt");
    lc_html_row(page);
    lc_html_head_open(page);
    lc_people_day(page->out, lc_page_need_word(page, origin, "origin"));
    lc_html_head_close(page, lc_page_word(page, origin, "note"));
    lc_html_count(page, learnt, "entries");
    lc_html_count(page, origin, "children");
    lc_html_count(page, origin, "entries");
    add_measures(page, lc_page_list(page, origin, "measures"));
    lc_html_row_end(page);
}

static void add_together(struct lc_page *page)
{
    const json_t *performance = lc_page_object(page, page->results, "performance");
    lc_html_row(page);
    lc_html_head_cell(page, "All together");
    for (int k = 0; k < 3; k++)
        lc_html_cell(page, "");
    add_measures(page, lc_page_list(page, performance, "measures"));
    lc_html_row_end(page);
}

static void write_section(struct lc_page *page, const json_t *origins)
{
    static const struct lc_head heads[] = {
        { "Origin", false },
        { "Entries learnt from", true },
        { "Children tested", true },
        { "Entered care", true },
        { "AUC", true },
        { "Precision of the list", true },
        { "Observed over expected", true },
    };
    json_t *origin;
    lc_html_element(page, "p", "govuk-body",
                    "The model was tested several times, as if on days in the past: "
                    "fitted to what was known on the day, and tested on what came "
                    "after. It is judged by all of these tests together; figures that "
                    "wander from one to the next say that times changed.");
    lc_html_table(page, "Each test by itself, with 95% intervals", true, 7, heads);
    for (size_t i = 0; (origin = json_array_get(origins, i)); i++)
        add_origin(page, origin);
    add_together(page);
    lc_html_table_end(page);
}

const struct lc_section lc_section_origins = {
    .id = "origins",
    .title = "Has it held from one span to the next?",
    .needs = "origins",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
