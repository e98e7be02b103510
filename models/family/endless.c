#include "models/family/endless.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

static double share(double sum, double parts)
{
    return fabs(sum) / fmax(1, parts);
}

static double of_terms(const struct lc_fit *fit, const double *x, const double *v)
{
    double sum = 0, parts = 0, ancillary = 0;
    for (size_t t = 0; t < fit->terms; t++) {
        double part = fit->column[t] >= 0 ? x[fit->column[t]] * v[t] : v[t];
        if (fit->column[t] < 0 && !lc_is_intercept(fit->name[t])) {
            ancillary = fmax(ancillary, fabs(v[t]));
            continue;
        }
        sum += part;
        parts += fabs(part);
    }
    return fmax(share(sum, parts), ancillary);
}

int lc_endless_terms(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                     const double *v, double *reach, struct lc_error *err LC_UNUSED)
{
    for (size_t i = 0; i < rows->m; i++)
        reach[i] = of_terms(fit, rows->x + i * rows->p, v);
    return LC_OK;
}

/* Of step s: z is x less the step's mean. */
static double of_step(const struct lc_curve *c, size_t s, size_t p, const double *x,
                      const double *v)
{
    double rise = c->hazard[s] - (s ? c->hazard[s - 1] : 0), sum = 0, parts = 0;
    if (!(rise > 0))
        return 0; /* of no event */
    for (size_t k = 0; k < p; k++) {
        double before = s ? c->mean[(s - 1) * p + k] : 0;
        double mean = (c->mean[s * p + k] - before) / rise;
        sum += v[k] != 0 ? (x[k] - mean) * v[k] : 0;
        parts += fabs(x[k] * v[k]) + fabs(mean * v[k]);
    }
    return share(sum, parts);
}

static double of_curves(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                        size_t i, const double *v)
{
    int32_t stratum = rows->stratum ? rows->stratum[i] : 0;
    size_t p = rows->p;
    double reach = 0;
    for (size_t c = 0; c < fit->curves; c++) {
        const struct lc_curve *curve = fit->curve + c;
        size_t block = fit->causes > 1 ? (size_t)(curve->cause - 1) : 0;
        size_t steps = curve->stratum == stratum && block < fit->causes
                           ? lc_curve_until(curve, rows->horizon)
                           : 0;
        if (steps && !curve->mean)
            reach = INFINITY;
        for (size_t s = 0; s < steps && curve->mean; s++)
            reach = fmax(reach, of_step(curve, s, p, rows->x + i * p, v + block * p));
    }
    return reach;
}

int lc_endless_curve(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                     const double *v, double *reach, struct lc_error *err)
{
    if (rows->p * fit->causes != fit->terms)
        return LC_FAIL(err, LC_RANGE, "the model has no such columns");
    for (size_t i = 0; i < rows->m; i++)
        reach[i] = of_curves(fit, rows, i, v);
    return LC_OK;
}

/* One with no number at all is told from what was left out as a combination. */
bool lc_endless_term(const struct lc_fit *fit, size_t k)
{
    bool moved = isinf(fit->se[k]);
    for (size_t e = 0; e < fit->directions && isnan(fit->estimate[k]); e++)
        moved |= fabs(fit->direction[e * fit->terms + k]) > LC_ENDLESS_REACH;
    return moved;
}

/* reach NULL: of all rows. */
static void mark(const char **cannot, size_t m, const double *reach)
{
    for (size_t i = 0; i < m; i++)
        if (!cannot[i] && !(reach && reach[i] <= LC_ENDLESS_REACH))
            cannot[i] = LC_ENDLESS_WHY;
}

int lc_endless_rows(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                    const char **cannot, struct lc_error *err)
{
    if (!fit->directions || !fit->family->endless.reach) {
        if (fit->status == LC_INFINITE)
            mark(cannot, rows->m, NULL);
        return LC_OK;
    }
    double *reach = lc_alloc(rows->m, sizeof *reach);
    int code = reach ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t e = 0; !code && e < fit->directions; e++) {
        const double *v = fit->direction + e * fit->terms;
        code = fit->family->endless.reach(fit, rows, v, reach, err);
        if (!code)
            mark(cannot, rows->m, reach);
    }
    free(reach);
    return code;
}
