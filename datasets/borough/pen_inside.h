/* Writing rows: cells into a line, lines onto a sheet. */
#pragma once

#include "base/day.h"
#include "base/text.h"

/* One row in the making on a sheet; cells are separated by the pen. */
struct lc_pen {
    struct lc_text *sheet;
    size_t begun; /* where the row began */
    bool first;
    int32_t asof;   /* a day on or after this is not yet known: an empty cell */
    bool day_first; /* DD/MM/YYYY rather than ISO */
};

struct lc_pen lc_pen_begin(struct lc_text *sheet, int32_t asof);
void lc_pen_text(struct lc_pen *pen, const char *cell); /* "" is an empty cell */
void lc_pen_number(struct lc_pen *pen, long value);
void lc_pen_real(struct lc_pen *pen, double value); /* as number.h prints it */
void lc_pen_id(struct lc_pen *pen, char letter, uint64_t number); /* C0012345 */
void lc_pen_day(struct lc_pen *pen, int32_t day);
void lc_pen_skip(struct lc_pen *pen, int cells); /* so many empty cells */
void lc_pen_end(struct lc_pen *pen);
void lc_pen_again(struct lc_pen *pen); /* the row just ended, once more */
