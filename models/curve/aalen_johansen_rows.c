/* Each row's influence on a curve: (3) of aalen_johansen.h, and the same for the
 * restricted mean. */
#include <stdlib.h>

#include "base/memory.h"
#include "models/curve/aalen_johansen.h"
#include "models/curve/aalen_johansen_sums_inside.h"

/* The influence on S(t) is -S(t) m_i(t), m_i as in (2). */
static double on_survival(const struct lc_aj_running *r, const struct lc_risk_table *t,
                          size_t row, int row_cause, size_t j)
{
    size_t e = lc_risk_table_entry(t, row), x = t->exit[row];
    if (j <= e)
        return 0;
    if (j <= x)
        return r->before[j] * (r->b[j] - r->b[e]);
    double y = t->at_risk[x], d = t->any[x];
    double m = -(r->b[x + 1] - r->b[e]) + (row_cause && y > d ? 1 / (y - d) : 0);
    return -r->before[j] * m;
}

int lc_aj_influence(const struct lc_aj *aj, const struct lc_lives *lives, int cause,
                    double time, double *influence, struct lc_error *err)
{
    const struct lc_risk_table *t = aj->table;
    struct lc_aj_running r;
    int code = lc_aj_running_new(&r, t, cause > 0 ? cause : 1, err);
    if (code)
        return code;
    size_t j = lc_risk_table_until(t, time);
    for (size_t i = 0; i < t->n; i++) {
        struct lc_aj_left left = lc_aj_at_exit(&r, t, i, lives->cause[i], cause);
        if (cause == 0)
            influence[i] = on_survival(&r, t, i, lives->cause[i], j);
        else if (j <= lc_risk_table_entry(t, i))
            influence[i] = 0;
        else
            influence[i] = j <= t->exit[i]
                               ? lc_aj_while_at_risk(&r, lc_risk_table_entry(t, i), j)
                               : left.a - left.m * r.f[j];
    }
    lc_aj_running_free(&r);
    return LC_OK;
}

/* Integrals from 0 to the j-th time (or tau, the last) of S and of S B. */
static void integrate(const struct lc_aj_running *r, const struct lc_risk_table *t,
                      double tau, double *area, double *area_b)
{
    double last = 0;
    for (size_t j = 0; j <= t->times; j++) {
        double until = j < t->times && t->time[j] < tau ? t->time[j] : tau;
        double step = until > last ? until - last : 0;
        double s = r->before[j], b = r->b[j];
        area[j] = (j ? area[j - 1] : 0) + s * step;
        area_b[j] = (j ? area_b[j - 1] : 0) + s * b * step;
        last = until;
    }
}

int lc_km_mean_influence(const struct lc_risk_table *table,
                         const struct lc_lives *lives, double tau, double *influence,
                         struct lc_error *err)
{
    struct lc_aj_running r;
    int code = lc_aj_running_new(&r, table, 1, err);
    if (code)
        return code;
    size_t last = table->times;
    double *area = lc_alloc(2 * (last + 1), sizeof(double));
    if (!area) {
        lc_aj_running_free(&r);
        return LC_FAIL_NOMEM(err);
    }
    double *area_b = area + last + 1;
    integrate(&r, table, tau, area, area_b);
    for (size_t i = 0; i < table->n; i++) {
        size_t e = lc_risk_table_entry(table, i), x = table->exit[i];
        double y = table->at_risk[x], d = table->any[x], b = r.b[e];
        double from = e ? area[e - 1] : 0, from_b = e ? area_b[e - 1] : 0;
        double m = -(r.b[x + 1] - b) + (lives->cause[i] && y > d ? 1 / (y - d) : 0);
        influence[i] =
            area_b[x] - from_b - b * (area[x] - from) - m * (area[last] - area[x]);
    }
    free(area);
    lc_aj_running_free(&r);
    return LC_OK;
}
