/* What a list of another length would have found, in children, and what one would hold
 * now: what the children beyond a shorter list buy. */
#include <math.h>
#include <string.h>

#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

/* Twice the panel's capacity is as far as a panel will go. */
enum { REACH = 2 };

static const json_t *curve_named(struct lc_page *page, const json_t *curves,
                                 const char *name)
{
    json_t *curve;
    for (size_t c = 0; (curve = json_array_get(curves, c)); c++) {
        const char *its = lc_page_word(page, curve, "name");
        if (its && !strcmp(its, name))
            return curve;
    }
    return NULL;
}

/* Entries among a list of that size; NaN: not told. */
static double found_at(struct lc_page *page, const json_t *curve, double size)
{
    const json_t *points = lc_page_list(page, curve, "points"), *point;
    for (size_t i = 0; (point = json_array_get(points, i)); i++)
        if (lc_page_number(page, point, "size") == size)
            return size * lc_page_number(page, point, "precision");
    return NAN;
}

/* "A list of 20 found 3.3; the next five 0.6 more." Sizes ascend. */
static void add_next(struct lc_page *page, const json_t *model, double capacity)
{
    const json_t *points = lc_page_list(page, model, "points"), *point;
    double size = NAN;
    for (size_t i = 0; (point = json_array_get(points, i)); i++)
        if (isnan(size) && lc_page_number(page, point, "size") > capacity)
            size = lc_page_number(page, point, "size");
    double found = found_at(page, model, capacity), more = found_at(page, model, size);
    if (isnan(found) || isnan(more))
        return;
    lc_html_add(page, "<p class=\"govuk-body\">A list of ");
    lc_people_count(page->out, capacity);
    lc_html_add(page, " found <strong>");
    lc_people_count(page->out, found);
    lc_html_add(page, "</strong>; the next ");
    lc_people_count(page->out, size - capacity);
    lc_html_add(page, " children <strong>");
    lc_people_count(page->out, more - found);
    lc_html_add(page, "</strong> more.</p>\n");
}

/* By the risks of the day; what lists found when tested is below. */
static void add_now(struct lc_page *page)
{
    static const struct lc_head heads[] = {
        { "A list of", true },
        { "Expected to enter care, of those", true },
        { "More than the list above it", true },
    };
    const json_t *sizes = lc_page_list(page, page->list, "sizes"), *one;
    double before = NAN;
    if (json_array_size(sizes) < 2)
        return;
    lc_html_add(page, "<div class=\"lc-narrow\">\n");
    lc_html_table(page, "By the risks of this day", false, 3, heads);
    for (size_t i = 0; (one = json_array_get(sizes, i)); i++) {
        double expected = lc_page_estimate(page, one, "expected_entries").estimate;
        lc_html_row(page);
        lc_html_number(page, lc_page_need_number(page, one, "size"), lc_people_count);
        lc_html_number(page, expected, lc_people_count);
        lc_html_number(page, expected - before, lc_people_count);
        lc_html_row_end(page);
        before = expected;
    }
    lc_html_table_end(page);
    lc_html_add(page, "</div>\n");
}

static void write_section(struct lc_page *page, const json_t *list_size)
{
    static const struct lc_head heads[] = {
        { "A list of", true },
        { "Entered care, of those", true },
        { "More than the list above it", true },
        { "Ranked by missing episodes", true },
    };
    const json_t *curves = lc_page_need_list(page, list_size, "curves"), *point;
    const json_t *model = curve_named(page, curves, "model"),
                 *missing = curve_named(page, curves, "missing_episodes");
    const json_t *points = lc_page_list(page, model, "points");
    double most = REACH * lc_page_need_number(page, list_size, "capacity"), before = 0;
    add_now(page);
    lc_html_element(
        page, "p", "govuk-body",
        "When tested: means of a list, over the days on which it was tested. The third "
        "column has what a list found beyond the shorter one above it.");
    add_next(page, model, most / REACH);
    lc_html_add(page, "<div class=\"lc-narrow\">\n");
    lc_html_table(page, "When the model was tested", false, 4, heads);
    for (size_t i = 0; (point = json_array_get(points, i)); i++) {
        double size = lc_page_need_number(page, point, "size");
        double found = found_at(page, model, size);
        if (size > most)
            break;
        lc_html_row(page);
        lc_html_number(page, size, lc_people_count);
        lc_html_number(page, found, lc_people_count);
        lc_html_number(page, found - before, lc_people_count);
        lc_html_number(page, found_at(page, missing, size), lc_people_count);
        lc_html_row_end(page);
        before = found;
    }
    lc_html_table_end(page);
    lc_html_add(page, "</div>\n");
}

const struct lc_section lc_section_list_sizes = {
    .id = "list-sizes",
    .title = "What a longer or shorter list finds",
    .needs = "list_size",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
