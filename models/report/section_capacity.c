/* Precision and recall by list size: the model beside what a panel has without it. */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "models/report/chart_inside.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

/* Far beyond the capacity nothing is decided: charts end at this many times it, so that
 * what is near it can be read. Tables hold all. */
enum { REACH = 6 };

/* Our own words for our own curves, else the document's. */
static const char *label_of(struct lc_page *page, const json_t *curve)
{
    const char *label = lc_page_need_word(page, curve, "label");
    const char *name = lc_page_word(page, curve, "name");
    const char *words = name ? lc_words_of(name) : NULL;
    return words == name ? label : words;
}

/* The value of one measure at one point of one curve, as a row of the chart's data. */
static bool add_point(struct lc_page *page, json_t *rows, const char *label,
                      const json_t *point, const char *const names[3], bool band)
{
    struct lc_stated e = lc_page_limits(page, point, names[0], names[1], names[2]);
    bool limits = band && !isnan(e.low) && !isnan(e.high);
    double size = lc_page_need_number(page, point, "size");
    return lc_json_push(rows,
                        LC_OBJECT({ "curve", json_string(label) },
                                  { "size", lc_json_number(size) },
                                  { "value", lc_json_number(e.estimate) },
                                  { limits ? "low" : NULL, lc_json_number(e.low) },
                                  { limits ? "high" : NULL, lc_json_number(e.high) }));
}

/* All curves up to lists of `last`, as rows; the model's, the first, comes last so that
 * it is drawn on top, and it alone has a band: more would hide each other. */
static json_t *points_of(struct lc_page *page, const json_t *curves, double last,
                         const char *const names[3])
{
    json_t *rows = json_array(), *point;
    bool ok = rows != NULL;
    for (size_t c = json_array_size(curves); c-- > 0;) {
        const json_t *curve = json_array_get(curves, c);
        const json_t *points = lc_page_need_list(page, curve, "points");
        for (size_t i = 0; (point = json_array_get(points, i)); i++)
            if (lc_page_number(page, point, "size") <= last)
                ok = add_point(page, rows, label_of(page, curve), point, names, c == 0)
                     && ok;
    }
    return lc_json_whole(rows, ok);
}

static double greatest(const json_t *rows, const char *name)
{
    double most = 0;
    json_t *row;
    for (size_t i = 0; (row = json_array_get(rows, i)); i++)
        most = fmax(most, json_number_value(json_object_get(row, name)));
    return most;
}

/* Names, colours and dashes of the curves, in the document's order. */
static void add_styles(struct lc_page *page, struct lc_chart *chart,
                       const json_t *curves)
{
    json_t *names = json_array();
    bool ok = names != NULL;
    for (size_t c = 0; c < json_array_size(curves); c++) {
        const char *label = label_of(page, json_array_get(curves, c));
        ok = lc_json_push(names, json_string(label)) && ok;
    }
    lc_chart_styles(chart, lc_json_whole(names, ok));
}

static json_t *capacity_mark(double capacity)
{
    struct lc_text label = { 0 };
    lc_text_add(&label, "capacity: ");
    lc_people_count(&label, capacity);
    json_t *mark =
        label.failed ? NULL
                     : json_pack("[{s:f,s:s}]", "size", capacity, "label", label.data);
    lc_text_free(&label);
    return mark;
}

static void add_chart(struct lc_page *page, const json_t *object, const char *name,
                      const char *const names[3], const char *title, const char *words)
{
    const json_t *curves = lc_page_need_list(page, object, "curves");
    double capacity = lc_page_need_number(page, object, "capacity");
    struct lc_chart chart = lc_chart_new();
    json_t *rows = points_of(page, curves, REACH * capacity, names);
    double top = fmax(greatest(rows, "value"), greatest(rows, "high"));
    lc_chart_param(&chart, "top", json_real(fmin(1, top > 0 ? top * 1.05 : 1)));
    lc_chart_param(&chart, "last", json_real(greatest(rows, "size")));
    lc_chart_data(&chart, "points", rows);
    lc_chart_data(&chart, "mark", capacity_mark(capacity));
    add_styles(page, &chart, curves);
    lc_chart_end(&chart, page, name, title, words);
}

static void add_rows(struct lc_page *page, const json_t *curve)
{
    const char *label = label_of(page, curve);
    json_t *p;
    const json_t *points = lc_page_need_list(page, curve, "points");
    for (size_t i = 0; (p = json_array_get(points, i)); i++) {
        lc_html_row(page);
        lc_html_head_cell(page, label);
        lc_html_number(page, lc_page_number(page, p, "size"), lc_people_count);
        lc_html_number(page, lc_page_number(page, p, "precision"), lc_people_percent);
        lc_html_interval(page, lc_page_number(page, p, "precision_low"),
                         lc_page_number(page, p, "precision_high"), lc_people_percent);
        lc_html_number(page, lc_page_number(page, p, "recall"), lc_people_percent);
        lc_html_interval(page, lc_page_number(page, p, "recall_low"),
                         lc_page_number(page, p, "recall_high"), lc_people_percent);
        lc_html_row_end(page);
    }
}

static void add_numbers(struct lc_page *page, const json_t *curves)
{
    static const struct lc_head heads[] = {
        { "Ranked by", false },   { "List size", true }, { "Precision", true },
        { "95% interval", true }, { "Recall", true },    { "95% interval", true },
    };
    lc_html_fold(page, "The numbers in these charts");
    lc_html_table(page, "Precision and recall by list size", true, 6, heads);
    for (size_t c = 0; c < json_array_size(curves); c++)
        add_rows(page, json_array_get(curves, c));
    lc_html_table_end(page);
    lc_html_fold_end(page);
}

static void write_section(struct lc_page *page, const json_t *list_size)
{
    static const char *const precision[] = { "precision", "precision_low",
                                             "precision_high" };
    static const char *const recall[] = { "recall", "recall_low", "recall_high" };
    lc_html_element(page, "p", "govuk-body",
                    "A longer list finds more of the children who will enter care, but "
                    "more of those on it will not. The upright line is the panel's "
                    "capacity. A model is worth having only where its line is above "
                    "those of what the panel already has.");
    lc_html_add(page, "<div class=\"lc-pair\">\n");
    add_chart(page, list_size, "precision", precision,
              "Precision: of those listed, share who entered care",
              "Line chart: precision against the number of children on the list, for "
              "the model and for each baseline. The numbers follow in a table.");
    add_chart(page, list_size, "recall", recall,
              "Recall: of those who entered care, share listed",
              "Line chart: recall against the number of children on the list, for the "
              "model and for each baseline. The numbers follow in a table.");
    lc_html_add(page, "</div>\n");
    add_numbers(page, lc_page_need_list(page, list_size, "curves"));
}

const struct lc_section lc_section_capacity = {
    .id = "list-size",
    .title = "What a longer or shorter list finds",
    .needs = "list_size",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
