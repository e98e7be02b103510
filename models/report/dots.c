/* See dots_inside.h. */
#include "models/report/dots_inside.h"

#include <math.h>

#include "models/report/html_inside.h"

enum { ACROSS = 10, STEP = 20, RADIUS = 7 };

void lc_dots_add(struct lc_page *page, double filled, double of, const char *words)
{
    if (!(of >= 1 && of <= 200) || !(filled >= 0))
        return;
    int count = (int)round(of), full = (int)round(fmin(filled, of));
    int rows = (count + ACROSS - 1) / ACROSS;
    lc_text_addf(page->out,
                 "<svg class=\"lc-dots\" role=\"img\" aria-label=\"%s\" width=\"%d\" "
                 "height=\"%d\" viewBox=\"0 0 %d %d\">",
                 words, ACROSS * STEP, rows * STEP, ACROSS * STEP, rows * STEP);
    for (int i = 0; i < count; i++)
        lc_text_addf(page->out, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>",
                     i < full ? "lc-dot-full" : "lc-dot-hollow",
                     i % ACROSS * STEP + STEP / 2, i / ACROSS * STEP + STEP / 2,
                     RADIUS);
    lc_html_add(page, "</svg>\n");
}
