#include "models/report/cells_inside.h"

#include <math.h>

#include "models/report/html_inside.h"
#include "models/report/people_inside.h"

void lc_cell_risk(struct lc_page *page, const json_t *row, const char *name)
{
    double risk = lc_page_number(page, row, name);
    if (isnan(risk))
        lc_html_cell(page, "not scored");
    else
        lc_html_number(page, risk, lc_people_percent);
}

void lc_cell_part(struct lc_page *page, const json_t *row, const char *name)
{
    double part = lc_page_number(page, row, name);
    if (isnan(part))
        lc_html_cell(page, "\xe2\x80\x93");
    else
        lc_html_number(page, part, lc_people_signed);
}
