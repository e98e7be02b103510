/* Precision and recall by list size: the model beside what a panel has without it. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/plot_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

/* Far beyond the capacity nothing is decided: charts end at this many times it, so that
 * what is near it can be read. Tables hold all. */
enum { REACH = 6, CURVES = 6 };

/* Our own words for our own curves, else the document's. */
static const char *label_of(struct lc_page *page, const json_t *curve)
{
    const char *label = lc_page_need_word(page, curve, "label");
    const char *name = lc_page_word(page, curve, "name");
    const char *words = name ? lc_words_of(name) : NULL;
    return words == name ? label : words;
}

/* A curve's marks of one measure, up to lists of `last`; *marks is new. */
static size_t marks_of(struct lc_page *page, const json_t *curve, double last,
                       const char *const names[3], struct lc_mark **marks)
{
    const json_t *points = lc_page_need_list(page, curve, "points"), *point;
    size_t count = 0;
    *marks = lc_alloc(json_array_size(points) + 1, sizeof **marks);
    page->out->failed |= !*marks;
    for (size_t i = 0; *marks && (point = json_array_get(points, i)); i++) {
        struct lc_stated e = lc_page_limits(page, point, names[0], names[1], names[2]);
        double size = lc_page_need_number(page, point, "size");
        if (size <= last && isfinite(e.estimate))
            (*marks)[count++] = (struct lc_mark){ size, e.estimate, e.low, e.high };
    }
    return count;
}

struct extent {
    double size, share; /* the ends of the axes */
};

/* The capacity is in it, also where no curve goes so far. */
static struct extent extent_of(struct lc_page *page, const json_t *curves,
                               double capacity, const char *const names[3])
{
    struct extent extent = { fmax(1, capacity), 0 };
    double last = REACH * capacity;
    json_t *curve;
    for (size_t c = 0; (curve = json_array_get(curves, c)); c++) {
        struct lc_mark *mark;
        size_t count = marks_of(page, curve, last, names, &mark);
        for (size_t i = 0; i < count; i++) {
            extent.size = fmax(extent.size, mark[i].x);
            extent.share = fmax(extent.share, mark[i].y);
            if (c == 0)
                extent.share = fmax(extent.share, mark[i].high);
        }
        free(mark);
    }
    extent.share = extent.share > 0 ? fmin(1, extent.share * 1.05) : 1;
    return extent;
}

/* The model's, the first, comes last so that it is drawn on top, and it alone has a
 * band: more would hide each other. */
static void add_curves(const struct lc_plot *plot, const json_t *curves, double last,
                       const char *const names[3])
{
    for (size_t c = json_array_size(curves); c-- > 0;) {
        struct lc_mark *mark;
        size_t count =
            marks_of(plot->page, json_array_get(curves, c), last, names, &mark);
        if (c == 0)
            lc_plot_band(plot, count, mark, c, false);
        lc_plot_line(plot, count, mark, c, false);
        free(mark);
    }
}

static void add_key(struct lc_page *page, const json_t *curves)
{
    const char *names[CURVES];
    size_t count = json_array_size(curves);
    for (size_t c = 0; c < count && c < CURVES; c++)
        names[c] = label_of(page, json_array_get(curves, c));
    lc_plot_key(page, count < CURVES ? count : CURVES, names);
}

/* What one chart shows, and is called. */
struct shown {
    const char *name, *measure[3], *title, *words, *axis;
};

static void add_chart(struct lc_page *page, const json_t *object,
                      const struct shown *shown)
{
    const json_t *curves = lc_page_need_list(page, object, "curves");
    double capacity = lc_page_need_number(page, object, "capacity");
    double last = REACH * capacity;
    struct extent extent = extent_of(page, curves, capacity, shown->measure);
    struct lc_text label = { 0 };
    const struct lc_plot plot = {
        page, lc_axis_even("Children on the list", 0, extent.size, 6, lc_people_count),
        lc_axis_even(shown->axis, 0, extent.share, 5, lc_people_percent), 240
    };
    lc_text_add(&label, "capacity: ");
    lc_people_count(&label, capacity);
    lc_plot_open(&plot, shown->name, shown->title, shown->words);
    add_curves(&plot, curves, last, shown->measure);
    if (!label.failed)
        lc_plot_upright(&plot, capacity, label.data);
    lc_plot_close(&plot);
    page->out->failed |= label.failed;
    lc_text_free(&label);
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

static const struct shown shown[] = {
    { "precision",
      { "precision", "precision_low", "precision_high" },
      "Precision: of those listed, share who entered care",
      "Line chart: precision against the number of children on the list, for the model "
      "and for each baseline. The numbers follow in a table.",
      "Share of the list that entered care" },
    { "recall",
      { "recall", "recall_low", "recall_high" },
      "Recall: of those who entered care, share listed",
      "Line chart: recall against the number of children on the list, for the model "
      "and "
      "for each baseline. The numbers follow in a table.",
      "Share of all entries found" },
};

static void write_section(struct lc_page *page, const json_t *list_size)
{
    lc_html_element(page, "p", "govuk-body",
                    "A longer list finds more of the children who will enter care, but "
                    "more of those on it will not. The upright line is the panel's "
                    "capacity. A model is worth having only where its line is above "
                    "those of what the panel already has.");
    lc_html_add(page, "<div class=\"lc-pair\">\n");
    for (size_t k = 0; k < 2; k++)
        add_chart(page, list_size, shown + k);
    lc_html_add(page, "</div>\n");
    add_key(page, lc_page_need_list(page, list_size, "curves"));
    add_numbers(page, lc_page_need_list(page, list_size, "curves"));
}

const struct lc_section lc_section_capacity = {
    .id = "list-size",
    .title = "What a longer or shorter list finds",
    .needs = "list_size",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
