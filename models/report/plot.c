/* See plot_inside.h. Paths stand in a box of 1000 by 1000 that is stretched to the
 * plot's; points, bars and letters are placed in percents and keep their shape. */
#include "models/report/plot_inside.h"

#include <math.h>

#include "models/report/people_inside.h"

enum { EDGE = 10, LETTERS = 5, STYLES = 6 }; /* pixels above and below; half a letter */

/* --- axes ------------------------------------------------------------------------- */

static const double rounds[] = { 0,   0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                 0.1, 0.2,   0.3,   0.4,   0.6,  0.8,  1 };

enum { ROUNDS = sizeof rounds / sizeof *rounds };

double lc_axis_top(double value)
{
    size_t i = 1;
    while (i + 1 < ROUNDS && !(rounds[i] >= value))
        i++;
    return rounds[i];
}

struct lc_axis lc_axis_shares(const char *title, double top)
{
    struct lc_axis axis = {
        .title = title, .high = top, .root = true, .print = lc_people_percent
    };
    for (size_t i = 0; i < ROUNDS && rounds[i] <= top; i++)
        if (i == 0 || rounds[i] >= top / 100)
            axis.tick[axis.ticks++] = rounds[i];
    return axis;
}

/* The least of 1, 2, 5, 10, ... times a power of ten that gives `most` ticks or fewer.
 */
static double step_of(double span, size_t most)
{
    static const double steps[] = { 1, 2, 5, 10 };
    double ten = pow(10, floor(log10(span / (double)most)));
    for (size_t k = 0; k < 4; k++)
        if (span / (steps[k] * ten) <= (double)most)
            return steps[k] * ten;
    return 20 * ten;
}

struct lc_axis lc_axis_even(const char *title, double low, double high, size_t most,
                            lc_printer *print)
{
    struct lc_axis axis = { title, low, high, false, print, 0, { 0 } };
    if (!(high > low) || !isfinite(high - low))
        return axis;
    double step = step_of(high - low, most);
    for (double k = ceil(low / step); k * step <= high && axis.ticks < 16; k++)
        axis.tick[axis.ticks++] = k * step;
    return axis;
}

/* Where a value lies, 0 to 1; those beyond the axis are beyond that. */
static double part(const struct lc_axis *axis, double value)
{
    if (!(axis->high > axis->low))
        return 0;
    if (axis->root)
        return sqrt(fmax(value, 0) / axis->high);
    return (value - axis->low) / (axis->high - axis->low);
}

static double across(const struct lc_plot *plot, double x)
{
    return 100 * part(&plot->x, x);
}

static double down(const struct lc_plot *plot, double y)
{
    return EDGE + plot->height * (1 - fmax(-1, fmin(2, part(&plot->y, y))));
}

/* --- the frame -------------------------------------------------------------------- */

static void add_side(const struct lc_plot *plot)
{
    const struct lc_axis *y = &plot->y;
    struct lc_page *page = plot->page;
    lc_text_addf(page->out,
                 "<svg class=\"lc-plot__side\" width=\"64\" height=\"%d\" "
                 "aria-hidden=\"true\">",
                 plot->height + 2 * EDGE);
    for (size_t k = 0; k < y->ticks; k++) {
        lc_text_addf(page->out, "<text x=\"58\" y=\"%.1f\" text-anchor=\"end\">",
                     down(plot, y->tick[k]) + LETTERS);
        y->print(page->out, y->tick[k]);
        lc_html_add(page, "</text>");
    }
    lc_html_add(page, "</svg>\n");
}

void lc_plot_open(const struct lc_plot *plot, const char *name, const char *title,
                  const char *words)
{
    struct lc_page *page = plot->page;
    lc_text_addf(page->out, "<figure class=\"lc-figure\" data-chart=\"%s\">\n", name);
    lc_html_element(page, "figcaption", "govuk-body lc-figure__title", title);
    lc_html_element(page, "p", "lc-plot__title", plot->y.title);
    lc_html_add(page, "<div class=\"lc-plot\" role=\"img\" aria-label=\"");
    lc_html_plain(page, words);
    lc_html_add(page, "\">\n");
    add_side(plot);
    lc_text_addf(page->out,
                 "<svg class=\"lc-plot__area\" width=\"100%%\" height=\"%d\" "
                 "aria-hidden=\"true\">",
                 plot->height + 2 * EDGE);
    for (size_t k = 0; k < plot->y.ticks; k++) {
        double y = down(plot, plot->y.tick[k]);
        lc_text_addf(
            page->out,
            "<line class=\"lc-grid\" x1=\"0\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\"/>",
            y, y);
    }
}

static const char *anchor(double percent)
{
    return percent < 4 ? "start" : percent > 96 ? "end" : "middle";
}

void lc_plot_close(const struct lc_plot *plot)
{
    struct lc_page *page = plot->page;
    lc_html_add(page, "</svg>\n<span></span><svg class=\"lc-plot__foot\" "
                      "width=\"100%\" height=\"20\" aria-hidden=\"true\">");
    double before = -100;
    for (size_t k = 0; k < plot->x.ticks; k++) {
        double x = across(plot, plot->x.tick[k]);
        if (x < before + 9) /* they would run together on a telephone */
            continue;
        before = x;
        lc_text_addf(page->out, "<text x=\"%.2f%%\" y=\"15\" text-anchor=\"%s\">", x,
                     anchor(x));
        plot->x.print(page->out, plot->x.tick[k]);
        lc_html_add(page, "</text>");
    }
    lc_html_add(page, "</svg>\n</div>\n");
    lc_html_element(page, "p", "lc-plot__title lc-plot__title--foot", plot->x.title);
    lc_html_add(page, "</figure>\n");
}

/* --- what is drawn ---------------------------------------------------------------- */

static void open_paths(const struct lc_plot *plot)
{
    lc_text_addf(plot->page->out,
                 "<svg x=\"0\" y=\"%d\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 "
                 "1000 1000\" preserveAspectRatio=\"none\">",
                 EDGE, plot->height);
}

static void add_place(const struct lc_plot *plot, char letter, double x, double y)
{
    double at = fmax(-1, fmin(2, part(&plot->y, y)));
    lc_text_addf(plot->page->out, "%c%.1f %.1f", letter, 1000 * part(&plot->x, x),
                 1000 * (1 - at));
}

enum edge { MIDDLE, LOW, HIGH };

static double edge_of(const struct lc_mark *m, enum edge which)
{
    return which == LOW ? m->low : which == HIGH ? m->high : m->y;
}

/* Along one edge of the marks, forwards or backwards. */
static void add_edge(const struct lc_plot *plot, size_t count,
                     const struct lc_mark *mark, enum edge which, bool steps, bool back)
{
    double last = NAN;
    for (size_t i = 0; i < count; i++) {
        const struct lc_mark *m = mark + (back ? count - 1 - i : i);
        double y = edge_of(m, which);
        if (steps && i && back)
            add_place(plot, 'L', (m + 1)->x, y);
        else if (steps && i)
            add_place(plot, 'L', m->x, last);
        add_place(plot, i || back ? 'L' : 'M', m->x, y);
        last = y;
    }
}

void lc_plot_line(const struct lc_plot *plot, size_t count, const struct lc_mark *mark,
                  size_t style, bool steps)
{
    if (!count)
        return;
    open_paths(plot);
    lc_text_addf(plot->page->out, "<path class=\"lc-curve lc-curve--%zu\" d=\"",
                 style % STYLES);
    add_edge(plot, count, mark, MIDDLE, steps, false);
    lc_html_add(plot->page, "\"/></svg>");
}

void lc_plot_band(const struct lc_plot *plot, size_t count, const struct lc_mark *mark,
                  size_t style, bool steps)
{
    size_t first = 0, end;
    for (; first < count; first = end) {
        for (end = first; end < count && isfinite(mark[end].low + mark[end].high);)
            end++;
        if (end == first) {
            end++;
            continue;
        }
        open_paths(plot);
        lc_text_addf(plot->page->out, "<path class=\"lc-band lc-band--%zu\" d=\"",
                     style % STYLES);
        add_edge(plot, end - first, mark + first, LOW, steps, false);
        add_edge(plot, end - first, mark + first, HIGH, steps, true);
        lc_html_add(plot->page, "Z\"/></svg>");
    }
}

static bool is_within(const struct lc_plot *plot, double x, double y)
{
    double p = part(&plot->x, x), q = part(&plot->y, y);
    return p >= 0 && p <= 1 && q >= 0 && q <= 1;
}

void lc_plot_point(const struct lc_plot *plot, const struct lc_mark *m)
{
    struct lc_text *out = plot->page->out;
    if (isfinite(m->low) && isfinite(m->high) && part(&plot->x, m->x) <= 1)
        lc_text_addf(out,
                     "<line class=\"lc-limits\" x1=\"%.2f%%\" x2=\"%.2f%%\" "
                     "y1=\"%.1f\" y2=\"%.1f\"/>",
                     across(plot, m->x), across(plot, m->x), down(plot, m->low),
                     fmax(EDGE, down(plot, m->high)));
    if (is_within(plot, m->x, m->y))
        lc_text_addf(out,
                     "<circle class=\"lc-point\" cx=\"%.2f%%\" cy=\"%.1f\" r=\"5\"/>",
                     across(plot, m->x), down(plot, m->y));
}

void lc_plot_diagonal(const struct lc_plot *plot)
{
    lc_text_addf(plot->page->out,
                 "<line class=\"lc-diagonal\" x1=\"0\" x2=\"100%%\" y1=\"%d\" "
                 "y2=\"%d\"/>",
                 EDGE + plot->height, EDGE);
}

void lc_plot_upright(const struct lc_plot *plot, double x, const char *label)
{
    double at = across(plot, x);
    lc_text_addf(plot->page->out,
                 "<line class=\"lc-upright\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" "
                 "y2=\"%d\"/><text x=\"%.2f%%\" y=\"%d\" dx=\"%s\" "
                 "text-anchor=\"%s\">",
                 at, at, EDGE, EDGE + plot->height, at, EDGE + 2 * LETTERS,
                 at > 50 ? "-5" : "5", at > 50 ? "end" : "start");
    lc_html_plain(plot->page, label);
    lc_html_add(plot->page, "</text>");
}

void lc_plot_bar(const struct lc_plot *plot, double low, double high, double tall,
                 const char *label)
{
    double from = across(plot, low), to = fmin(100, across(plot, high));
    double top = down(plot, tall);
    lc_text_addf(plot->page->out,
                 "<rect class=\"lc-bar\" x=\"%.2f%%\" y=\"%.1f\" width=\"%.2f%%\" "
                 "height=\"%.1f\"/>",
                 from, top, to - from, EDGE + plot->height - top);
    if (!*label)
        return;
    lc_text_addf(plot->page->out,
                 "<text x=\"%.2f%%\" y=\"%.1f\" text-anchor=\"middle\">",
                 (from + to) / 2, top - LETTERS);
    lc_html_plain(plot->page, label);
    lc_html_add(plot->page, "</text>");
}

void lc_plot_key(struct lc_page *page, size_t count, const char *const *names)
{
    lc_html_add(page, "<ul class=\"lc-key\">\n");
    for (size_t k = 0; k < count; k++) {
        lc_text_addf(page->out,
                     "<li><svg width=\"34\" height=\"12\" aria-hidden=\"true\"><line "
                     "class=\"lc-curve lc-curve--%zu\" x1=\"0\" x2=\"34\" y1=\"6\" "
                     "y2=\"6\"/></svg> ",
                     k % STYLES);
        lc_html_text(page, names[k]);
        lc_html_add(page, "</li>\n");
    }
    lc_html_add(page, "</ul>\n");
}
