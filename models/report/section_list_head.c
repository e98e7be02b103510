/* The head of the list's page, all of which stands above the fold: how its model was
 * judged, what such lists found, and what the day is made of. */
#include <math.h>
#include <string.h>

#include "models/report/horizon_inside.h"
#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

/* Of lists of the panel's size what another order found, a list; NaN: not told. */
static double found_by(struct lc_page *page, const char *name, double capacity)
{
    const json_t *size = lc_page_object(page, page->results, "list_size");
    const json_t *curves = lc_page_list(page, size, "curves"), *curve, *point;
    for (size_t c = 0; (curve = json_array_get(curves, c)); c++) {
        const char *its = lc_page_word(page, curve, "name");
        const json_t *points = lc_page_list(page, curve, "points");
        for (size_t i = 0;
             its && !strcmp(its, name) && (point = json_array_get(points, i)); i++)
            if (lc_page_number(page, point, "size") == capacity)
                return capacity * lc_page_number(page, point, "precision");
    }
    return NAN;
}

static void add_beside(struct lc_page *page, const char *words, double found)
{
    if (isnan(found))
        return;
    lc_html_add(page, words);
    lc_html_add(page, "<strong>");
    lc_people_count(page->out, found);
    lc_html_add(page, "</strong>");
}

/* "c" where either may not be told. */
static void add_never_known(struct lc_page *page)
{
    const json_t *entries = lc_page_object(page, page->results, "entries");
    const json_t *all = json_object_get(entries, "all"),
                 *unknown = json_object_get(entries, "unknown");
    if (!json_is_number(all) || !json_is_number(unknown)
        || !(json_number_value(all) > 0))
        return;
    lc_html_add(page, " Of all late entries ");
    lc_people_percent(page->out, json_number_value(unknown) / json_number_value(all));
    lc_html_add(page,
                " were of children whom nobody knew in time: no list holds them.");
}

static void add_found(struct lc_page *page)
{
    const json_t *tested = lc_page_object(page, page->results, "performance");
    struct lc_stated found = lc_page_estimate(page, tested, "listed_entries");
    double capacity = lc_page_number(page, tested, "capacity");
    const char *every = lc_page_word(page, tested, "landmark_every");
    if (isnan(found.estimate) || isnan(capacity))
        return;
    lc_html_add(page, "<p class=\"govuk-body lc-found\">When tested, of ");
    lc_people_count(page->out, capacity);
    lc_html_add(page, " listed each ");
    lc_html_text(page, every ? every : "time");
    lc_html_add(page, " <strong>");
    lc_people_count(page->out, found.estimate);
    lc_html_add(page, "</strong> entered care within ");
    lc_horizon_add(page, page->results);
    lc_html_limits(page, &found, lc_people_count);
    add_beside(page, "; ranked by missing episodes alone ",
               found_by(page, "missing_episodes", capacity));
    add_beside(page, "; drawn by chance ",
               capacity * lc_page_number(page, tested, "base_rate"));
    lc_html_add(page, ".");
    add_never_known(page);
    lc_html_add(page, "</p>\n");
}

static void add_fact(struct lc_page *page, const char *name)
{
    lc_html_add(page, "<div><dt>");
    lc_html_text(page, name);
    lc_html_add(page, "</dt> <dd>");
}

static void add_day(struct lc_page *page, const char *name, const char *day)
{
    add_fact(page, name);
    if (day)
        lc_people_day(page->out, day);
    else
        lc_html_add(page, "not stated");
    lc_html_add(page, "</dd></div>\n");
}

static void add_expected(struct lc_page *page)
{
    struct lc_stated expected = lc_page_estimate(page, page->list, "expected_entries");
    if (isnan(expected.estimate))
        return;
    add_fact(page, "Expected of those listed");
    lc_people_count(page->out, expected.estimate);
    if (!isnan(expected.low) && !isnan(expected.high)) {
        lc_html_add(page, " (");
        lc_people_interval(page->out, expected.low, expected.high, lc_people_count);
        lc_html_add(page, ")");
    }
    lc_html_add(page, "</dd></div>\n");
}

/* The first twelve characters tell two models apart. */
static void add_model(struct lc_page *page)
{
    const json_t *model = lc_page_object(page, page->results, "model");
    const char *link = lc_list_page(page, page->list, "model_page");
    struct lc_slice start = lc_slice_of(lc_page_need_word(page, model, "hash"));
    start.size = start.size < 12 ? start.size : 12;
    add_fact(page, "Model");
    if (link) {
        lc_html_add(page, "<a class=\"govuk-link\" href=\"");
        lc_html_plain(page, link);
        lc_html_add(page, "\">");
    }
    lc_html_text(page, lc_page_need_word(page, model, "title"));
    lc_html_add(page, link ? "</a> <code>" : " <code>");
    lc_text_add_html(page->out, start);
    lc_html_add(page, "</code></dd></div>\n");
}

static void add_facts(struct lc_page *page)
{
    lc_html_add(page, "<dl class=\"lc-line\">\n");
    add_fact(page, "Children scored");
    lc_people_count(page->out, lc_page_need_number(page, page->list, "children"));
    lc_html_add(page, "</dd></div>\n");
    add_expected(page);
    add_day(page, "Data through", lc_page_word(page, page->list, "data_through"));
    add_model(page);
    add_day(page, "Review by", lc_page_word(page, page->results, "review_by"));
    lc_html_add(page, "</dl>\n");
}

static void write_section(struct lc_page *page, const json_t *list)
{
    lc_html_add(page, "<h1 class=\"govuk-heading-l lc-title\">Panel list of ");
    lc_people_day(page->out, lc_page_need_word(page, list, "as_of"));
    lc_html_add(page, " <span class=\"lc-quiet\">");
    lc_html_text(page, lc_page_need_word(page, page->results, "title"));
    lc_html_add(page, "</span></h1>\n");
    lc_list_caution_box(page);
    add_found(page);
    add_facts(page);
}

const struct lc_section lc_section_list_head = {
    .id = "about",
    .of = LC_OF_LIST,
    .write = write_section,
};
