/* Running sums along the times, for one cause:
 *
 *     B(j)  = sum d / (Y (Y - d))         what leaving the risk set takes from log S
 *     F(j)  = sum S- dA_k                 the incidence itself
 *     G(j)  = sum S- B- dA_k
 *     Q(j)  = sum S- dA_k / Y
 *
 * A row at risk over (E, T] has, with b = B(E), f = F(E) and so on, at a time before T
 *
 *     U(t) = (G(t) - G(E)) - b (F(t) - F(E)) - (Q(t) - Q(E))
 *          = (G - Q)(t) - b F(t) + c,       c = -G(E) + b F(E) + Q(E)
 *
 * and from T on, with m = [event] / (Y - d)(T) - (B(T) - b),
 *
 *     U(t) = a - m F(t),
 *     a = (G - Q)(T) - b F(T) + c + [cause k] S(T-) / Y(T) + m F(T).
 *
 * Both are linear in known functions of t, so sums of squares over rows need only the
 * sums of w^2, w^2 a, w^2 m, ... of those who have left, and likewise of those at risk.
 */
#include "models/family/aalen_johansen.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

struct running {
    size_t times;
    double *before; /* S just before each time */
    double *b, *f, *g, *q;
};

static void running_free(struct running *r)
{
    free(r->before);
    free(r->b);
    free(r->f);
    free(r->g);
    free(r->q);
}

/* Index 0 is "before the first time"; index j + 1 is after time j. */
static int running_new(struct running *r, size_t times, struct lc_error *err)
{
    *r = (struct running){ .times = times };
    r->before = lc_alloc(times + 1, sizeof(double));
    r->b = lc_alloc(times + 1, sizeof(double));
    r->f = lc_alloc(times + 1, sizeof(double));
    r->g = lc_alloc(times + 1, sizeof(double));
    r->q = lc_alloc(times + 1, sizeof(double));
    if (r->before && r->b && r->f && r->g && r->q)
        return LC_OK;
    running_free(r);
    return LC_FAIL_NOMEM(err);
}

/* Once everybody at risk has gone, S stays 0 and nothing later has weight; B is left
 * where it was, so that no infinity enters a product with that 0. */
static void run_along(struct running *r, const struct lc_risk_table *t, int cause)
{
    const double *event = t->event + (size_t)(cause - 1) * t->times;
    double s = 1;
    for (size_t j = 0; j < t->times; j++) {
        double y = t->at_risk[j], d = t->any[j], step = d > 0 ? s * event[j] / y : 0;
        r->before[j] = s;
        r->f[j + 1] = r->f[j] + step;
        r->g[j + 1] = r->g[j] + step * r->b[j];
        r->q[j + 1] = r->q[j] + (d > 0 ? step / y : 0);
        r->b[j + 1] = r->b[j] + (d > 0 && y > d ? d / (y * (y - d)) : 0);
        if (d > 0)
            s *= (y - d) / y;
    }
    r->before[t->times] = s;
}

/* What a row has at its exit: U(t) = a - m F(t) from then on. */
struct left {
    double a, m;
};

static double entry_constant(const struct running *r, size_t e)
{
    return -r->g[e] + r->b[e] * r->f[e] + r->q[e];
}

static double while_at_risk(const struct running *r, size_t e, size_t j)
{
    return r->g[j] - r->q[j] - r->b[e] * r->f[j] + entry_constant(r, e);
}

static struct left at_exit(const struct running *r, const struct lc_risk_table *t,
                           size_t row, int row_cause, int cause)
{
    size_t e = t->entry[row], j = t->exit[row];
    double y = t->at_risk[j], d = t->any[j];
    struct left left = { .m = -(r->b[j + 1] - r->b[e]) };
    if (row_cause && y > d)
        left.m += 1 / (y - d);
    left.a = while_at_risk(r, e, j + 1) + left.m * r->f[j + 1];
    if (row_cause == cause)
        left.a += r->before[j] / y;
    return left;
}

static double weight_of(const struct lc_lives *lives, size_t i)
{
    return lives->weight ? lives->weight[i] : 1;
}

/* Sums of w^2 (1, a, m) products: gone by exit time; joined and left by entry. */
struct moments {
    double aa, am, mm;            /* of those who left at this time */
    double one, c, b, cc, cb, bb; /* of those at risk: joined less left */
};

static void add_row(struct moments *m, const struct running *r,
                    const struct lc_risk_table *t, size_t row, double w, int row_cause,
                    int cause)
{
    struct left left = at_exit(r, t, row, row_cause, cause);
    size_t e = t->entry[row], j = t->exit[row];
    double c = entry_constant(r, e), b = r->b[e], w2 = w * w;
    m[j].aa += w2 * left.a * left.a;
    m[j].am += w2 * left.a * left.m;
    m[j].mm += w2 * left.m * left.m;
    if (e == 0) { /* at risk from the first: c and b are 0 */
        m[0].one += w2;
        m[j].one -= w2;
        return;
    }
    for (int leaves = 0; leaves < 2; leaves++) {
        struct moments *at = m + (leaves ? j : e);
        double sign = leaves ? -w2 : w2;
        at->one += sign;
        at->c += sign * c;
        at->b += sign * b;
        at->cc += sign * c * c;
        at->cb += sign * c * b;
        at->bb += sign * b * b;
    }
}

/* Sum over rows of w^2 U^2 after each time. */
static void sum_squares(const struct running *r, const struct moments *m, double *se)
{
    struct moments s = { 0 };
    for (size_t j = 0; j < r->times; j++) {
        s.aa += m[j].aa;
        s.am += m[j].am;
        s.mm += m[j].mm;
        s.one += m[j].one;
        s.c += m[j].c;
        s.b += m[j].b;
        s.cc += m[j].cc;
        s.cb += m[j].cb;
        s.bb += m[j].bb;
        double f = r->f[j + 1], h = r->g[j + 1] - r->q[j + 1];
        double gone = s.aa - 2 * f * s.am + f * f * s.mm;
        double here = s.one * h * h + s.cc + f * f * s.bb
                      + 2 * (h * s.c - h * f * s.b - f * s.cb);
        double sum = gone + here;
        se[j] = sum > 0 ? sqrt(sum) : 0;
    }
}

static int one_cause(struct lc_aj *aj, const struct lc_lives *lives, int cause,
                     struct running *r, struct lc_error *err)
{
    const struct lc_risk_table *t = aj->table;
    struct moments *m = lc_alloc(t->times, sizeof *m);
    if (!m)
        return LC_FAIL_NOMEM(err);
    run_along(r, t, cause);
    for (size_t i = 0; i < t->n; i++)
        add_row(m, r, t, i, weight_of(lives, i), lives->cause[i], cause);
    sum_squares(r, m, aj->se + (size_t)(cause - 1) * t->times);
    for (size_t j = 0; j < t->times; j++) {
        aj->incidence[(size_t)(cause - 1) * t->times + j] = r->f[j + 1];
        aj->survival[j] = r->before[j + 1];
    }
    free(m);
    return LC_OK;
}

int lc_aj_new(struct lc_aj **aj, const struct lc_risk_table *table,
              const struct lc_lives *lives, struct lc_error *err)
{
    struct running r;
    *aj = NULL;
    int code = running_new(&r, table->times, err);
    if (code)
        return code;
    struct lc_aj *a = lc_alloc(1, sizeof *a);
    size_t cells = (size_t)table->causes * table->times;
    if (a) {
        a->table = table;
        a->survival = lc_alloc(table->times, sizeof(double));
        a->incidence = lc_alloc(cells, sizeof(double));
        a->se = lc_alloc(cells, sizeof(double));
    }
    code = a && a->survival && a->incidence && a->se ? LC_OK : LC_FAIL_NOMEM(err);
    for (int k = 1; !code && k <= table->causes; k++)
        code = one_cause(a, lives, k, &r, err);
    running_free(&r);
    if (code) {
        lc_aj_free(a);
        return code;
    }
    *aj = a;
    return LC_OK;
}

void lc_aj_free(struct lc_aj *aj)
{
    if (!aj)
        return;
    free(aj->survival);
    free(aj->incidence);
    free(aj->se);
    free(aj);
}

void lc_aj_at(const struct lc_aj *aj, int cause, double time, double *incidence,
              double *se)
{
    size_t j = lc_risk_table_until(aj->table, time);
    size_t at = (size_t)(cause - 1) * aj->table->times + j;
    *incidence = j ? aj->incidence[at - 1] : 0;
    *se = j ? aj->se[at - 1] : 0;
}

/* The influence on S(t) is -S(t) m_i(t). */
static double on_survival(const struct running *r, const struct lc_risk_table *t,
                          size_t row, int row_cause, size_t j)
{
    size_t e = t->entry[row], x = t->exit[row];
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
    struct running r;
    int code = running_new(&r, t->times, err);
    if (code)
        return code;
    run_along(&r, t, cause > 0 ? cause : 1);
    size_t j = lc_risk_table_until(t, time);
    for (size_t i = 0; i < t->n; i++) {
        struct left left = at_exit(&r, t, i, lives->cause[i], cause);
        if (cause == 0)
            influence[i] = on_survival(&r, t, i, lives->cause[i], j);
        else if (j <= t->entry[i])
            influence[i] = 0;
        else
            influence[i] = j <= t->exit[i] ? while_at_risk(&r, t->entry[i], j)
                                           : left.a - left.m * r.f[j];
    }
    running_free(&r);
    return LC_OK;
}

/* Integrals from 0 to the j-th time (or tau, the last) of S and of S B. */
static void integrate(const struct running *r, const struct lc_risk_table *t,
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
    struct running r;
    int code = running_new(&r, table->times, err);
    if (code)
        return code;
    size_t last = table->times;
    double *area = lc_alloc(2 * (last + 1), sizeof(double));
    if (!area) {
        running_free(&r);
        return LC_FAIL_NOMEM(err);
    }
    double *area_b = area + last + 1;
    run_along(&r, table, 1);
    integrate(&r, table, tau, area, area_b);
    for (size_t i = 0; i < table->n; i++) {
        size_t e = table->entry[i], x = table->exit[i];
        double y = table->at_risk[x], d = table->any[x], b = r.b[e];
        double from = e ? area[e - 1] : 0, from_b = e ? area_b[e - 1] : 0;
        double m = -(r.b[x + 1] - b) + (lives->cause[i] && y > d ? 1 / (y - d) : 0);
        influence[i] =
            area_b[x] - from_b - b * (area[x] - from) - m * (area[last] - area[x]);
    }
    free(area);
    running_free(&r);
    return LC_OK;
}
