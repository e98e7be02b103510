/* Where social care's rows of one child are written. */
#ifndef LC_BOROUGH_DESK_INSIDE_H
#define LC_BOROUGH_DESK_INSIDE_H

#include "datasets/borough/sheet_inside.h"

/* One child's rows in one extract. */
struct lc_desk {
    struct lc_text *sheets; /* [LC_SHEETS] */
    const struct lc_life *life;
    struct lc_self self;
    char number[16];
    int32_t asof;
    int extract;
};

/* Row numbers are unique in a table and never change: the child's number, then the
 * row's place in the life. */
static inline uint64_t lc_desk_row(const struct lc_desk *d, uint32_t at)
{
    return d->self.number * 10000 + at;
}

static inline struct lc_pen lc_desk_pen(struct lc_desk *d, int sheet)
{
    return lc_pen_begin(d->sheets + sheet, d->asof);
}

/* The rows of the child itself (desk.c): person, address, family, numbers elsewhere. r
 * is the stream of social care's mistakes, from which d->self was already written. */
void lc_desk_write_self(struct lc_desk *d, struct lc_random *r, int32_t since);

#endif
