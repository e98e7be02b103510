/* A chart drawn as SVG by the program: no script, and as wide as its box, for places
 * are told in parts of its width while letters and points keep their size. Colours,
 * dashes and fills are the style's (web/page.css). The numbers are in a table below it;
 * the box carries a description in words. */
#pragma once

#include "models/report/html_inside.h"

/* An axis: what it is of, its ends, its ticks. root: stretched near 0, as its root. */
struct lc_axis {
    const char *title;
    double low, high;
    bool root;
    lc_printer *print;
    size_t ticks;
    double tick[16];
};

/* Round ticks (1, 2 or 5 times a power of ten), at most `most` of them. */
struct lc_axis lc_axis_even(const char *title, double low, double high, size_t most,
                            lc_printer *print);
/* Shares from 0 to top, stretched near 0; round ones, none below a hundredth of the
 * top but 0. */
struct lc_axis lc_axis_shares(const char *title, double top);
/* The least round share that is at least `value` (0.01, 0.02, 0.05, ... 1). */
double lc_axis_top(double value);

/* A point of a curve, and its limits: NaN where there are none. */
struct lc_mark {
    double x, y, low, high;
};

struct lc_plot {
    struct lc_page *page;
    struct lc_axis x, y;
    int height; /* pixels, between the axes' ends */
};

/* Opens the figure: title above (NULL: none), words for who cannot see it. name is in
 * its data-chart. What follows is drawn in this order; close ends the figure. */
void lc_plot_open(const struct lc_plot *plot, const char *name, const char *title,
                  const char *words);
void lc_plot_close(const struct lc_plot *plot);

/* Curve number `style` of six: a line through the marks, and the band between their
 * limits; steps: a curve that keeps its height up to the next mark. Beyond the axes it
 * is cut. */
void lc_plot_line(const struct lc_plot *plot, size_t count, const struct lc_mark *mark,
                  size_t style, bool steps);
void lc_plot_band(const struct lc_plot *plot, size_t count, const struct lc_mark *mark,
                  size_t style, bool steps);
/* A point, with an upright line between its limits. */
void lc_plot_point(const struct lc_plot *plot, const struct lc_mark *mark);
/* The line of y = x, dotted; an upright line at x with a label at its head. */
void lc_plot_diagonal(const struct lc_plot *plot);
void lc_plot_upright(const struct lc_plot *plot, double x, const char *label);
/* A bar from x = low to high, from 0 to `tall`, its label above it. */
void lc_plot_bar(const struct lc_plot *plot, double low, double high, double tall,
                 const char *label);

/* Which curve is which: a piece of each before its name. */
void lc_plot_key(struct lc_page *page, size_t count, const char *const *names);
