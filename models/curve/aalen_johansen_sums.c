/* Running sums along the times, for one cause:
 *
 *     B(j)  = sum d / (Y (Y - d))         what leaving the risk set takes from log S
 *     F(j)  = sum S- dA_k                 the incidence itself
 *     G(j)  = sum S- B- dA_k
 *     Q(j)  = sum S- dA_k / Y
 *
 * (3) of aalen_johansen.h of a row at risk over (E, T] is, with b = B(E), f = F(E) and
 * so on, at a time before T
 *
 *     U(t) = (G(t) - G(E)) - b (F(t) - F(E)) - (Q(t) - Q(E))
 *          = (G - Q)(t) - b F(t) + c,       c = -G(E) + b F(E) + Q(E)
 *
 * and from T on, with (2), m = [event] / (Y - d)(T) - (B(T) - b),
 *
 *     U(t) = a - m F(t),
 *     a = (G - Q)(T) - b F(T) + c + [cause k] S(T-) / Y(T) + m F(T).
 *
 * Both are linear in known functions of t, so sums of squares over rows need only the
 * sums of w^2, w^2 a, w^2 m, ... of those who have left, and likewise of those at risk.
 * Rows at risk from the first time on have b = c = 0, so that all of them that leave at
 * one time by one way are alike: they need no look at each, only sums of w^2, which
 * without weights are the table's own counts. Only late entries are met row by row. */
#include "models/curve/aalen_johansen_sums_inside.h"

#include <stdlib.h>

#include "base/memory.h"

void lc_aj_running_free(struct lc_aj_running *r)
{
    free(r->before);
    free(r->b);
    free(r->f);
    free(r->g);
    free(r->q);
}

static void run_along(struct lc_aj_running *r, const struct lc_risk_table *t, int cause)
{
    const double *event = t->event + (size_t)(cause - 1) * t->times;
    struct lc_aj_state at = { .s = 1 };
    for (size_t j = 0; j < t->times; j++) {
        lc_aj_advance(&at, t->at_risk[j], t->any[j], event[j]);
        r->before[j] = at.before;
        r->f[j + 1] = at.f;
        r->g[j + 1] = at.g;
        r->q[j + 1] = at.q;
        r->b[j + 1] = at.b;
    }
    r->before[t->times] = at.s;
}

int lc_aj_running_new(struct lc_aj_running *r, const struct lc_risk_table *t, int cause,
                      struct lc_error *err)
{
    size_t room = t->times + 1;
    *r = (struct lc_aj_running){ .times = t->times };
    r->before = lc_alloc(room, sizeof(double));
    r->b = lc_alloc(room, sizeof(double));
    r->f = lc_alloc(room, sizeof(double));
    r->g = lc_alloc(room, sizeof(double));
    r->q = lc_alloc(room, sizeof(double));
    if (!r->before || !r->b || !r->f || !r->g || !r->q) {
        lc_aj_running_free(r);
        return LC_FAIL_NOMEM(err);
    }
    run_along(r, t, cause);
    return LC_OK;
}

double lc_aj_entry_constant(const struct lc_aj_running *r, size_t e)
{
    return -r->g[e] + r->b[e] * r->f[e] + r->q[e];
}

double lc_aj_while_at_risk(const struct lc_aj_running *r, size_t e, size_t j)
{
    return r->g[j] - r->q[j] - r->b[e] * r->f[j] + lc_aj_entry_constant(r, e);
}

struct lc_aj_left lc_aj_at_exit(const struct lc_aj_running *r,
                                const struct lc_risk_table *t, size_t row,
                                int row_cause, int cause)
{
    size_t e = lc_risk_table_entry(t, row), j = t->exit[row];
    double y = t->at_risk[j], d = t->any[j];
    struct lc_aj_left left = { .m = -(r->b[j + 1] - r->b[e]) }; /* (2) */
    if (row_cause && y > d)
        left.m += 1 / (y - d);
    left.a = lc_aj_while_at_risk(r, e, j + 1) + left.m * r->f[j + 1];
    if (row_cause == cause)
        left.a += r->before[j] / y;
    return left;
}
