/* See strip_inside.h. */
#include "models/report/strip_inside.h"

#include <math.h>

#include "models/report/html_inside.h"

enum { LENGTH = 220, EDGE = 8, MIDDLE = 12, HEIGHT = 36 };

static double place(double share, double top)
{
    return EDGE + (LENGTH - 2 * EDGE) * fmin(1, share / top);
}

static void add_line(struct lc_page *page, const char *class, double x1, double y1,
                     double x2, double y2)
{
    lc_text_addf(page->out,
                 "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                 class, x1, y1, x2, y2);
}

void lc_strip_add(struct lc_page *page, struct lc_stated risk, double base_rate,
                  double top)
{
    if (!(top > 0) || !isfinite(risk.estimate))
        return;
    double base = place(base_rate, top);
    lc_text_addf(page->out,
                 "<svg class=\"lc-strip\" role=\"img\" aria-label=\"the risk and its "
                 "interval beside the base rate\" width=\"%d\" height=\"%d\" "
                 "viewBox=\"0 0 %d %d\">",
                 LENGTH, HEIGHT, LENGTH, HEIGHT);
    add_line(page, "lc-strip__axis", EDGE, MIDDLE, LENGTH - EDGE, MIDDLE);
    if (isfinite(risk.low) && isfinite(risk.high))
        add_line(page, "lc-strip__interval", place(risk.low, top), MIDDLE,
                 place(risk.high, top), MIDDLE);
    add_line(page, "lc-strip__base", base, MIDDLE - 8, base, MIDDLE + 8);
    lc_text_addf(page->out,
                 "<circle class=\"lc-strip__risk\" cx=\"%.1f\" cy=\"%d\" r=\"6\"/>"
                 "<text class=\"lc-strip__text\" x=\"%.1f\" y=\"%d\">base rate</text>"
                 "</svg>\n",
                 place(risk.estimate, top), MIDDLE, fmax(base - 4, 0), HEIGHT - 4);
}
