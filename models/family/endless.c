#include "models/family/endless.h"

#include <math.h>
#include <string.h>

static double share(double sum, double parts)
{
    return fabs(sum) / fmax(1, parts);
}

int lc_endless_terms(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                     size_t i, const double *v, double *reach, struct lc_error *err)
{
    const double *x = rows->x + i * rows->p;
    double sum = 0, parts = 0, ancillary = 0;
    (void)err;
    for (size_t t = 0; t < fit->terms; t++) {
        double part = fit->column[t] >= 0 ? x[fit->column[t]] * v[t] : v[t];
        if (fit->column[t] < 0 && !lc_is_intercept(fit->name[t])) {
            ancillary = fmax(ancillary, fabs(v[t]));
            continue;
        }
        sum += part;
        parts += fabs(part);
    }
    *reach = fmax(share(sum, parts), ancillary);
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

int lc_endless_curve(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                     size_t i, const double *v, double *reach, struct lc_error *err)
{
    int32_t stratum = rows->stratum ? rows->stratum[i] : 0;
    size_t p = rows->p;
    *reach = 0;
    if (p * fit->causes != fit->terms)
        return LC_FAIL(err, LC_RANGE, "the model has no such columns");
    for (size_t c = 0; c < fit->curves; c++) {
        const struct lc_curve *curve = fit->curve + c;
        size_t block = fit->causes > 1 ? (size_t)(curve->cause - 1) : 0;
        size_t steps = curve->stratum == stratum && block < fit->causes
                           ? lc_curve_until(curve, rows->horizon)
                           : 0;
        if (steps && !curve->mean)
            *reach = INFINITY;
        for (size_t s = 0; s < steps && curve->mean; s++)
            *reach = fmax(*reach, of_step(curve, s, p, rows->x + i * p, v + block * p));
    }
    return LC_OK;
}

int lc_endless_rows(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                    unsigned char *touched, struct lc_error *err)
{
    bool known = fit->directions && fit->family->endless.reach;
    int code = LC_OK;
    memset(touched, fit->status == LC_INFINITE && !known, rows->m);
    for (size_t e = 0; known && e < fit->directions; e++)
        for (size_t i = 0; !code && i < rows->m; i++) {
            double reach = INFINITY;
            code = fit->family->endless.reach(
                fit, rows, i, fit->direction + e * fit->terms, &reach, err);
            if (!(reach <= LC_ENDLESS_REACH))
                touched[i] = 1;
        }
    return code;
}
