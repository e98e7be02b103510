/* From the centre to covariates zero (centre.h). */
#include "models/family/centre.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Row `term` of T at column j of it. */
static double weight(const struct lc_fit *fit, const double *centre, size_t term,
                     size_t j)
{
    double own = term == j;
    bool moves = centre && fit->level[term] && fit->column[j] >= 0;
    return moves ? own - centre[fit->column[j]] : own;
}

double lc_at_zero(const struct lc_fit *fit, const double *centre, size_t term)
{
    double sum = fit->at_centre[term];
    for (size_t j = 0; centre && fit->level[term] && j < fit->terms; j++)
        if (fit->column[j] >= 0 && !isnan(fit->at_centre[j]))
            sum -= centre[fit->column[j]] * fit->at_centre[j];
    return sum;
}

double lc_variance_at_zero(const struct lc_fit *fit, const double *centre, size_t term)
{
    size_t n = fit->terms;
    double sum = 0;
    if (!centre || !fit->level[term])
        return fit->covariance[term * n + term];
    for (size_t i = 0; i < n; i++) {
        double t = weight(fit, centre, term, i), inner = 0;
        for (size_t j = 0; t != 0 && j < n; j++)
            inner += weight(fit, centre, term, j) * fit->covariance[i * n + j];
        sum += t * inner;
    }
    return sum;
}

int lc_covariance_at_zero(const struct lc_fit *fit, double *out, struct lc_error *err)
{
    size_t n = fit->terms;
    double *half = lc_alloc(n * n, sizeof *half);
    if (!half)
        return LC_FAIL_NOMEM(err);
    memcpy(half, fit->covariance, n * n * sizeof *half);
    for (size_t t = 0; t < n; t++) /* T C, then that times T' */
        for (size_t k = 0; fit->centre && fit->level[t] && k < n; k++)
            for (size_t j = 0; fit->column[k] >= 0 && j < n; j++)
                half[t * n + j] -=
                    fit->centre[fit->column[k]] * fit->covariance[k * n + j];
    memcpy(out, half, n * n * sizeof *out);
    for (size_t t = 0; t < n; t++)
        for (size_t k = 0; fit->centre && fit->level[t] && k < n; k++)
            for (size_t j = 0; fit->column[k] >= 0 && j < n; j++)
                out[j * n + t] -= fit->centre[fit->column[k]] * half[j * n + k];
    free(half);
    return LC_OK;
}

int lc_fit_keep_centre(struct lc_fit *fit, const struct lc_sample *sample,
                       struct lc_error *err)
{
    size_t p = sample->x.p;
    if (!sample->centre)
        return LC_OK;
    fit->centre = lc_alloc(p, sizeof *fit->centre);
    if (!fit->centre)
        return LC_FAIL_NOMEM(err);
    memcpy(fit->centre, sample->centre, p * sizeof *fit->centre);
    return LC_OK;
}
