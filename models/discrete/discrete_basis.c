#include "models/discrete/discrete_basis_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formula/terms_basis.h"

static int allocate(struct lc_time_basis *b, size_t m, struct lc_error *err)
{
    b->m = m;
    b->value = lc_alloc(b->count * m, sizeof *b->value);
    return b->value ? LC_OK : LC_FAIL_NOMEM(err);
}

static int steps(struct lc_time_basis *b, const struct lc_intervals *v,
                 struct lc_error *err)
{
    size_t m = 0;
    for (size_t k = 0; k < v->count; k++)
        m += v->open[k];
    int code = allocate(b, m, err);
    for (size_t k = 0, j = 0; !code && k < v->count; k++)
        if (v->open[k])
            b->value[k * m + j++] = 1;
    return code;
}

static int polynomial(struct lc_time_basis *b, const struct lc_intervals *v, int degree,
                      struct lc_error *err)
{
    int code = allocate(b, (size_t)degree + 1, err);
    for (size_t k = 0; !code && k < v->count; k++) {
        double t = 2.0 * (double)k / (double)(v->count > 1 ? v->count - 1 : 1) - 1;
        double power = 1;
        for (size_t j = 0; j < b->m; j++, power *= t)
            b->value[k * b->m + j] = power;
    }
    return code;
}

/* Knots at the quantiles of the intervals of the events, an event as often as it weighs
 * (whole weights) or once. */
static int spline(struct lc_time_basis *b, const struct lc_intervals *v, int degree,
                  struct lc_error *err)
{
    size_t events = 0;
    for (size_t i = 0; i < v->sample->n; i++)
        events += v->sample->cause[i] == v->cause;
    double *sorted = lc_alloc(events, sizeof *sorted), knot[LC_MAX_KNOTS];
    if (!sorted)
        return LC_FAIL_NOMEM(err);
    size_t *count = lc_alloc(v->count, sizeof *count), at = 0;
    for (size_t i = 0; count && i < v->sample->n; i++)
        if (v->sample->cause[i] == v->cause)
            count[v->last[i] - 1]++;
    for (size_t k = 0; count && k < v->count; k++)
        for (size_t c = 0; c < count[k]; c++)
            sorted[at++] = (double)k;
    size_t knots = count ? lc_rcs_knots(events, sorted, (size_t)degree + 1, knot) : 0;
    free(sorted);
    free(count);
    if (knots < 3)
        return LC_FAIL(err, LC_UNFIT,
                       "the events fall in too few intervals for a spline of degree %d",
                       degree);
    int code = allocate(b, knots, err);
    for (size_t k = 0; !code && k < v->count; k++) {
        b->value[k * b->m] = 1;
        lc_rcs_basis(knots, knot, (double)k, b->value + k * b->m + 1);
    }
    return code;
}

int lc_time_basis_init(struct lc_time_basis *basis,
                       const struct lc_intervals *intervals, int kind, int degree,
                       struct lc_error *err)
{
    *basis = (struct lc_time_basis){ .count = intervals->count };
    if (kind == LC_STEPS)
        return steps(basis, intervals, err);
    /* a smooth baseline has a level in every interval */
    for (size_t k = 0; k < intervals->count; k++)
        intervals->open[k] = 1;
    return kind == LC_POLYNOMIAL ? polynomial(basis, intervals, degree, err)
                                 : spline(basis, intervals, degree, err);
}

void lc_time_basis_release(struct lc_time_basis *basis)
{
    free(basis->value);
    *basis = (struct lc_time_basis){ 0 };
}

void lc_time_levels(const struct lc_time_basis *b, const double *alpha, double *level)
{
    for (size_t k = 0; k < b->count; k++) {
        level[k] = 0;
        for (size_t j = 0; j < b->m; j++) /* one without an estimate is its own alone */
            level[k] +=
                b->value[k * b->m + j] != 0 ? b->value[k * b->m + j] * alpha[j] : 0;
    }
}

/* (1) by the chain rule. */
void lc_time_fold(const struct lc_time_basis *b, const struct lc_interval_sums *s,
                  size_t p, double *gradient, double *information)
{
    size_t q = p + b->m;
    for (size_t i = 0; i < p; i++) {
        gradient[i] = s->by_eta[i];
        memcpy(information + i * q, s->gram + i * p, p * sizeof(double));
    }
    for (size_t i = p; i < q; i++) {
        gradient[i] = 0;
        memset(information + i * q, 0, q * sizeof(double));
    }
    for (size_t k = 0; k < b->count; k++)
        for (size_t i = 0; i < b->m; i++) {
            double v = b->value[k * b->m + i];
            if (v == 0)
                continue;
            gradient[p + i] += v * s->slope[k];
            for (size_t j = 0; j <= i; j++)
                information[(p + i) * q + p + j] +=
                    v * b->value[k * b->m + j] * s->curvature[k];
            for (size_t j = 0; j < p; j++)
                information[(p + i) * q + j] += v * s->cross[k * p + j];
        }
    for (size_t i = p; i < q; i++)
        for (size_t j = 0; j < i; j++)
            information[j * q + i] = information[i * q + j];
}
