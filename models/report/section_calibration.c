/* Calibration: of children told "1 in 9", did 1 in 9 enter care? */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/plot_inside.h"
#include "models/report/section_inside.h"

enum { SMOOTH = 1 }; /* the style of the smooth line, which is orange */

static void widen(struct lc_page *page, const json_t *row, const char *name,
                  double *top)
{
    double value = lc_page_number(page, row, name);
    if (value > *top)
        *top = value;
}

/* The end of both axes: all points, and intervals as far as twice the last point, so
 * that one wide interval does not squeeze all else into a corner. */
static double top_of(struct lc_page *page, const json_t *bins)
{
    double points = 0, limits = 0;
    json_t *bin;
    for (size_t i = 0; (bin = json_array_get(bins, i)); i++) {
        widen(page, bin, "predicted", &points);
        widen(page, bin, "observed", &points);
        widen(page, bin, "observed_high", &limits);
    }
    return lc_axis_top(fmax(points, fmin(limits, 2 * points)));
}

/* Rows whose point is shown; *marks is new. */
static size_t marks_of(struct lc_page *page, const json_t *from, struct lc_mark **marks)
{
    size_t count = 0;
    json_t *item;
    *marks = lc_alloc(json_array_size(from) + 1, sizeof **marks);
    page->out->failed |= !*marks;
    for (size_t i = 0; *marks && (item = json_array_get(from, i)); i++) {
        struct lc_stated e =
            lc_page_limits(page, item, "observed", "observed_low", "observed_high");
        double predicted = lc_page_number(page, item, "predicted");
        if (isfinite(e.estimate) && isfinite(predicted))
            (*marks)[count++] =
                (struct lc_mark){ predicted, e.estimate, e.low, e.high };
    }
    return count;
}

static void add_chart(struct lc_page *page, const json_t *object, double top)
{
    const struct lc_plot plot = { page, lc_axis_shares("Predicted risk", top),
                                  lc_axis_shares("Entered care", top), 360 };
    struct lc_mark *bins, *smooth;
    size_t count = marks_of(page, lc_page_need_list(page, object, "bins"), &bins);
    size_t line = marks_of(page, lc_page_list(page, object, "smooth"), &smooth);
    lc_plot_open(&plot, "calibration",
                 "Predicted risk and what happened, in groups of children of like risk",
                 "Chart: for each group of children, the share that entered care "
                 "against the predicted risk, with 95% intervals; the dotted line is "
                 "perfect agreement. The numbers follow in a table.");
    lc_plot_diagonal(&plot);
    lc_plot_line(&plot, line, smooth, SMOOTH, false);
    for (size_t i = 0; i < count; i++)
        lc_plot_point(&plot, bins + i);
    lc_plot_close(&plot);
    free(bins);
    free(smooth);
}

/* A bar of the histogram; few bars carry their count, many would run together. */
static void add_bar(const struct lc_plot *plot, const json_t *bin, bool labels)
{
    const json_t *count = json_object_get(bin, "children");
    double children = json_number_value(count); /* 0 for "c": an empty place */
    struct lc_text label = { 0 };
    lc_people_count(&label, children);
    plot->page->out->failed |= label.failed;
    lc_plot_bar(plot, lc_page_need_number(plot->page, bin, "low"),
                lc_page_need_number(plot->page, bin, "high"), children,
                !labels || label.failed ? ""
                : json_is_number(count) ? label.data
                                        : "c");
    lc_text_free(&label);
}

static void add_histogram(struct lc_page *page, const json_t *histogram, double top)
{
    double most = 1;
    bool labels = json_array_size(histogram) <= 14;
    json_t *bin;
    for (size_t i = 0; (bin = json_array_get(histogram, i)); i++)
        if (lc_page_number(page, bin, "low") < top)
            most = fmax(most, json_number_value(json_object_get(bin, "children")));
    const struct lc_plot plot = {
        page, lc_axis_shares("Predicted risk", top),
        lc_axis_even("Predictions", 0, most * 1.2, 3, lc_people_count), 110
    };
    lc_plot_open(&plot, "histogram", "How many predictions were of each risk",
                 "Histogram of predicted risks, on the same scale as the chart above. "
                 "The numbers follow in a table.");
    for (size_t i = 0; (bin = json_array_get(histogram, i)); i++)
        if (lc_page_number(page, bin, "low") < top)
            add_bar(&plot, bin, labels);
    lc_plot_close(&plot);
}

/* Few children have the highest risks, and a scale that showed them would hide the
 * rest: so they are counted in words. */
static void add_beyond(struct lc_page *page, const json_t *histogram, double top)
{
    double beyond = 0;
    json_t *bin;
    for (size_t i = 0; (bin = json_array_get(histogram, i)); i++) {
        if (lc_page_number(page, bin, "low") >= top)
            beyond += json_number_value(json_object_get(bin, "children"));
    }
    if (beyond == 0)
        return;
    lc_html_add(page, "<p class=\"govuk-body lc-quiet\">Not drawn: ");
    lc_people_count(page->out, beyond);
    lc_html_add(page, " predictions of ");
    lc_people_percent(page->out, top);
    lc_html_add(page, " or more; they are in the numbers below.</p>\n");
}

static void add_sentence(struct lc_page *page, const char *name, const char *before,
                         struct lc_stated e, const char *after)
{
    if (isnan(e.estimate))
        return;
    lc_html_add(page, "<li><strong>");
    lc_html_add(page, name);
    lc_html_add(page, " ");
    lc_people_figures(page->out, e.estimate);
    lc_html_add(page, "</strong>");
    lc_html_limits(page, &e, lc_people_figures);
    lc_html_add(page, before);
    lc_html_add(page, after);
    lc_html_add(page, "</li>\n");
}

static void add_summary(struct lc_page *page, const json_t *object)
{
    lc_html_add(page, "<ul class=\"govuk-list govuk-list--bullet\">\n");
    add_sentence(
        page, "Observed over expected", ": ",
        lc_page_estimate(page, object, "observed_over_expected"),
        "entries that happened for each one predicted; 1 is right on the whole");
    add_sentence(page, "Calibration slope", ": ",
                 lc_page_estimate(page, object, "slope"),
                 "1 is right; below 1, high risks are too high and low ones too low");
    add_sentence(page, "Calibration intercept", ": ",
                 lc_page_estimate(page, object, "intercept"),
                 "0 is right; above 0, risks are too low on the whole");
    lc_html_add(page, "</ul>\n");
}

static void add_numbers(struct lc_page *page, const json_t *bins)
{
    static const struct lc_head heads[] = {
        { "Risks from", true },   { "to", true },        { "Predictions", true },
        { "Entered care", true }, { "Predicted", true }, { "Observed", true },
        { "95% interval", true },
    };
    json_t *bin;
    lc_html_fold(page, "The numbers in these charts");
    lc_html_table(page, "Predicted and observed, by group of risk", true, 7, heads);
    for (size_t i = 0; (bin = json_array_get(bins, i)); i++) {
        lc_html_row(page);
        lc_html_number(page, lc_page_number(page, bin, "low"), lc_people_percent);
        lc_html_number(page, lc_page_number(page, bin, "high"), lc_people_percent);
        lc_html_count(page, bin, "children");
        lc_html_count(page, bin, "entries");
        lc_html_number(page, lc_page_number(page, bin, "predicted"), lc_people_percent);
        lc_html_number(page, lc_page_number(page, bin, "observed"), lc_people_percent);
        lc_html_interval(page, lc_page_number(page, bin, "observed_low"),
                         lc_page_number(page, bin, "observed_high"), lc_people_percent);
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

static void add_histogram_numbers(struct lc_page *page, const json_t *histogram)
{
    static const struct lc_head heads[] = { { "Risks from", true },
                                            { "to", true },
                                            { "Predictions", true } };
    json_t *bin;
    lc_html_table(page, "Predictions by risk", false, 3, heads);
    for (size_t i = 0; (bin = json_array_get(histogram, i)); i++) {
        lc_html_row(page);
        lc_html_number(page, lc_page_number(page, bin, "low"), lc_people_percent);
        lc_html_number(page, lc_page_number(page, bin, "high"), lc_people_percent);
        lc_html_count(page, bin, "children");
        lc_html_row_end(page);
    }
    lc_html_table_end(page);
}

static void write_section(struct lc_page *page, const json_t *calibration)
{
    const json_t *bins = lc_page_need_list(page, calibration, "bins");
    const json_t *histogram = lc_page_list(page, calibration, "histogram");
    double top = top_of(page, bins);
    lc_html_element(
        page, "p", "govuk-body",
        "If a risk of 1 in 9 is right, then of every 9 children with it, 1 "
        "enters care. Points on the dotted line are right; points above it, "
        "too low; points below it, too high. Both scales are stretched near "
        "0, where most children are.");
    if (lc_page_list(page, calibration, "smooth"))
        lc_html_element(page, "p", "govuk-body",
                        "The orange line says the same of all children at once, "
                        "smoothed, without groups.");
    lc_html_add(page, "<div class=\"lc-narrow\">\n");
    add_chart(page, calibration, top);
    if (histogram)
        add_histogram(page, histogram, top);
    add_beyond(page, histogram, top);
    lc_html_add(page, "</div>\n");
    add_summary(page, calibration);
    add_numbers(page, bins);
    if (histogram)
        add_histogram_numbers(page, histogram);
    lc_html_fold_end(page);
}

const struct lc_section lc_section_calibration = {
    .id = "calibration",
    .title = "Do the risks mean what they say?",
    .needs = "calibration",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
