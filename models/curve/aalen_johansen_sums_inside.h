/* What the curve and the rows' influence on it (aalen_johansen.h) have in common: sums
 * along the times, and where a row stands at its entry and exit. */
#pragma once

#include "models/curve/risk_table.h"

/* The sums after each time; index 0 is "before the first time", j + 1 after time j. */
struct lc_aj_running {
    size_t times;
    double *before; /* S just before each time */
    double *b, *f, *g, *q;
};

/* The sums after a time, and S just before it; where it has an event, 1 / Y and 1 / (Y
 * - d), or 0 when all go at once. */
struct lc_aj_state {
    double before, s, b, f, g, q, each, rest;
};

/* What a row has at its exit: U(t) = a - m F(t) from then on. */
struct lc_aj_left {
    double a, m;
};

int lc_aj_running_new(struct lc_aj_running *r, const struct lc_risk_table *t, int cause,
                      struct lc_error *err) LC_MUST_CHECK;
void lc_aj_running_free(struct lc_aj_running *r);

/* c of a row that enters at e; U at j while it is at risk; and what it leaves with. */
double lc_aj_entry_constant(const struct lc_aj_running *r, size_t e);
double lc_aj_while_at_risk(const struct lc_aj_running *r, size_t e, size_t j);
struct lc_aj_left lc_aj_at_exit(const struct lc_aj_running *r,
                                const struct lc_risk_table *t, size_t row,
                                int row_cause, int cause);

/* Once everybody at risk has gone, S stays 0 and nothing later has weight; B is left
 * where it was, so that no infinity enters a product with that 0. */
static inline void lc_aj_advance(struct lc_aj_state *at, double y, double d,
                                 double event)
{
    at->before = at->s;
    if (!(d > 0))
        return;
    at->each = 1 / y;
    at->rest = y > d ? 1 / (y - d) : 0;
    double step = at->s * event * at->each;
    at->f += step; /* (1) */
    at->g += step * at->b;
    at->q += step * at->each;
    at->b += d * at->each * at->rest;
    at->s *= (y - d) / y;
}
