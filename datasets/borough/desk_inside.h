/* Where an agency's rows of one child are written. */
#pragma once

#include "datasets/borough/sheet_inside.h"

/* One child's rows in one extract. A child may be there under several numbers. */
struct lc_desk {
    struct lc_text *sheets; /* [LC_SHEETS] */
    const struct lc_life *life;
    int agency, extract;
    int32_t asof;
    size_t selves; /* the numbers that the child has here, a record each */
    struct lc_self self[LC_SELVES];
};

/* Row numbers are unique in a table and never change: the child's number, then the
 * row's place in the life. */
static inline uint64_t lc_desk_row(const struct lc_desk *d, uint32_t at)
{
    return lc_selves_of_row(d->life, d->selves, d->self, at)->number * 10000 + at;
}

static inline struct lc_pen lc_desk_pen(struct lc_desk *d, int sheet)
{
    return lc_pen_begin(d->sheets + sheet, d->asof);
}

/* The agency's rows of what happened, as far as the extract shows it. */
void lc_desk_write_rows(struct lc_desk *d);

/* Is it a file of what happened, and not of persons? */
bool lc_desk_writes(int sheet);
