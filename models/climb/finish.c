#include "models/climb/finish.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/family/centre.h"
#include "numeric/cholesky.h"
#include "parallel/sweep.h"

int lc_scaling_init(struct lc_scaling *scaling, const struct lc_sample *sample,
                    bool intercept, lc_team *team, struct lc_error *err)
{
    size_t p = sample->x.p;
    *scaling = (struct lc_scaling){ .p = p,
                                    .intercept = intercept,
                                    .centre = lc_alloc(p, sizeof(double)),
                                    .scale = lc_alloc(p, sizeof(double)),
                                    .from = lc_alloc(p, sizeof(double)),
                                    .told = sample->centre };
    if (!scaling->centre || !scaling->scale || !scaling->from)
        return LC_FAIL_NOMEM(err);
    int code = lc_moments(&sample->x, sample->weight, sample->name, team,
                          scaling->centre, scaling->scale, err);
    if (sample->no_intercept) /* nothing could take up what a centre takes away */
        memset(scaling->centre, 0, p * sizeof *scaling->centre);
    for (size_t k = 0; k < p; k++)
        scaling->from[k] = lc_from_centre(sample->centre, k, scaling->centre[k]);
    return code;
}

void lc_scaling_release(struct lc_scaling *scaling)
{
    free(scaling->centre);
    free(scaling->scale);
    free(scaling->from);
    *scaling = (struct lc_scaling){ 0 };
}

int lc_fit_name_terms(struct lc_fit *fit, const struct lc_sample *sample,
                      bool intercept, struct lc_error *err)
{
    for (size_t t = 0; t < sample->x.p + intercept; t++) {
        bool is_column = t >= (size_t)intercept;
        size_t k = t - intercept;
        const char *name = !is_column                        ? LC_INTERCEPT
                           : sample->name && sample->name[k] ? sample->name[k]
                                                             : "x";
        fit->column[t] = is_column ? (int)k : -1;
        fit->name[t] = lc_strdup(name);
        if (!fit->name[t])
            return LC_FAIL_NOMEM(err);
    }
    return LC_OK;
}

static bool is_level(const struct lc_scaling *s, size_t row)
{
    size_t after = s->p + s->intercept;
    return row < s->intercept || (row >= after && row < after + s->levels);
}

/* T: row k is scale_k at column k; the intercept's row, and a level's, also takes away
 * from_k * scale_k at every column. */
static double map_row(const struct lc_scaling *s, size_t row, const double *v,
                      size_t stride)
{
    size_t shift = s->intercept, after = s->p + shift;
    if (!is_level(s, row))
        return row >= after ? v[row * stride] : s->scale[row - shift] * v[row * stride];
    double sum = v[row * stride];
    for (size_t k = 0; k < s->p; k++)
        sum -= s->from[k] * s->scale[k] * v[(k + shift) * stride];
    return sum;
}

/* The order in which rows can be mapped in place: levels before the columns that they
 * read. */
static size_t in_turn(const struct lc_scaling *s, size_t step, size_t q)
{
    return step < s->intercept ? step : q - 1 - (step - s->intercept);
}

/* estimate = T beta, covariance = T variance T' for the map T that undoes the scaling.
 * variance [q * q] of beta; covariance may not be variance. */
static void unscale(const struct lc_scaling *s, const double *beta,
                    const double *variance, double *estimate, double *covariance)
{
    size_t q = s->p + s->intercept + s->ancillary;
    for (size_t i = 0; estimate && i < q; i++)
        estimate[i] = map_row(s, i, beta, 1);
    if (!variance)
        return;
    memcpy(covariance, variance, q * q * sizeof *covariance);
    for (size_t j = 0; j < q; j++) /* rows, then columns */
        for (size_t step = 0; step < q; step++) {
            size_t i = in_turn(s, step, q);
            covariance[i * q + j] = map_row(s, i, covariance + j, q);
        }
    for (size_t i = 0; i < q; i++)
        for (size_t step = 0; step < q; step++) {
            size_t j = in_turn(s, step, q);
            covariance[i * q + j] = map_row(s, j, covariance + i * q, 1);
        }
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < i; j++)
            covariance[j * q + i] = covariance[i * q + j];
}

void lc_newton_variance(struct lc_newton *newton, double *variance)
{
    size_t q = newton->q;
    if (newton->endless_count) {
        memcpy(newton->factor, newton->information, q * q * sizeof *newton->factor);
        memcpy(newton->held, newton->alias, q);
        for (size_t e = 0; e < newton->endless_count; e++)
            newton->held[newton->pivot[e]] = 1;
        lc_cholesky(q, newton->factor, 0, newton->held);
    }
    /* a column whose information has run out has a pivot of 0, as an aliased one has */
    for (size_t k = 0; k < q; k++)
        newton->held[k] = (unsigned char)!(newton->factor[k * q + k] > 0);
    lc_cholesky_inverse(q, newton->factor, newton->held, variance);
}

/* Append to the status sentence as far as there is room. */
static void say(struct lc_fit *fit, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(struct lc_fit *fit, const char *format, ...)
{
    size_t used = strlen(fit->status_text);
    va_list args;
    va_start(args, format);
    vsnprintf(fit->status_text + used, sizeof fit->status_text - used, format, args);
    va_end(args);
}

/* The intercept runs with any column that it is measured from: it is named when alone.
 */
static void say_columns(struct lc_fit *fit, const unsigned char *guilty, size_t q)
{
    const char *between = "";
    bool intercept = q > 0 && lc_fit_has_intercept(fit), others = false;
    for (size_t k = intercept; k < q; k++)
        others |= guilty[k];
    for (size_t k = intercept && others; k < q; k++)
        if (guilty[k]) {
            say(fit, "%s%s", between, fit->name[k]);
            between = ", ";
        }
}

static void say_status(struct lc_fit *fit, const struct lc_newton *newton,
                       const unsigned char *infinite)
{
    fit->status = newton->status;
    for (size_t k = 0; k < newton->q; k++)
        if (infinite[k])
            fit->status = LC_INFINITE;
    fit->iterations = newton->steps;
    fit->status_text[0] = 0;
    if (fit->status == LC_CONVERGED)
        say(fit, "converged in %d steps", newton->steps);
    if (fit->status == LC_NOT_CONVERGED)
        say(fit, "did not converge in %d steps (score test %.3g)", newton->steps,
            newton->decrement);
    if (fit->status == LC_ALIASED) {
        say(fit, "left out as combinations of columns before them: ");
        say_columns(fit, newton->alias, newton->q);
    }
    if (fit->status == LC_INFINITE) {
        say(fit, "no finite estimate (the outcome is separated) for: ");
        say_columns(fit, infinite, newton->q);
    }
}

/* b' V^-1 b over the columns that are not aliased (the intercept left out). */
static double wald_test(const struct lc_fit *fit, size_t q, size_t first,
                        const unsigned char *alias, int *df)
{
    size_t m = q - first;
    double *v = lc_alloc(m * m + m, sizeof *v), *b = v ? v + m * m : NULL, sum = 0;
    unsigned char *out = lc_alloc(m, 1);
    *df = 0;
    for (size_t i = 0; v && out && i < m; i++) {
        out[i] = alias[first + i];
        *df += !out[i];
        b[i] = out[i] ? 0 : fit->estimate[first + i];
        for (size_t j = 0; j < m; j++)
            v[i * m + j] = fit->covariance[(first + i) * fit->terms + first + j];
    }
    if (v && out) {
        lc_cholesky(m, v, 1e-14, out);
        lc_cholesky_half_solve(m, v, out, b);
        for (size_t i = 0; i < m; i++)
            sum += b[i] * b[i];
    }
    free(out);
    double result = v && *df ? sum : NAN;
    free(v);
    return result;
}

static void set_errors(struct lc_fit *fit, const double *centre,
                       const unsigned char *alias, double *se)
{
    for (size_t i = 0; i < fit->terms; i++) {
        double variance = lc_variance_at_zero(fit, centre, i);
        se[i] = alias[i] ? NAN : variance > 0 ? sqrt(variance) : INFINITY;
    }
}

/* Is v, of standardised columns, more than rounding in the place of a term that is told
 * at covariates zero? A level is the fit's own less what the columns have at their
 * centres. */
static bool takes_part(const struct lc_scaling *s, size_t term, const double *v,
                       size_t q)
{
    double sum = v[term], most = 0, parts = fabs(v[term]);
    for (size_t k = 0; k < q; k++)
        most = fmax(most, fabs(v[k]));
    for (size_t k = 0; is_level(s, term) && k < s->p; k++) {
        double part = s->centre[k] * s->scale[k] * v[k + s->intercept];
        sum -= part;
        parts += fabs(part);
    }
    return fabs(sum) > 1e-5 * fmax(most, parts);
}

/* Which terms have no finite estimate: by the directions that are lost, or where there
 * are none of these, as the climb says; of ancillary terms its word always counts. */
static void mark_infinite(const struct lc_scaling *s, const struct lc_newton *newton,
                          unsigned char *infinite)
{
    size_t q = newton->q, lost = newton->endless_count, columns = s->p + s->intercept;
    bool told = newton->status == LC_INFINITE;
    for (size_t t = 0; t < q; t++) {
        infinite[t] = told && newton->runaway[t] && (!lost || t >= columns);
        for (size_t e = 0; e < lost; e++)
            infinite[t] |=
                takes_part(s, t, newton->endless + e * q, q) && !newton->alias[t];
    }
}

/* T v, and 0 in place of what is left of a level by rounding. */
static void tell_direction(const struct lc_scaling *s, const double *v, size_t q,
                           double *out)
{
    for (size_t t = 0; t < q; t++) {
        double parts = fabs(v[t]);
        out[t] = map_row(s, t, v, 1);
        for (size_t k = 0; is_level(s, t) && k < s->p; k++)
            parts += fabs(s->from[k] * s->scale[k] * v[k + s->intercept]);
        if (is_level(s, t) && fabs(out[t]) < 1e-5 * parts)
            out[t] = 0;
    }
}

/* The directions as terms at the centre have them; of a term that the climb alone says
 * runs away, its own. */
static int keep_directions(struct lc_fit *fit, const struct lc_scaling *s,
                           const struct lc_newton *newton,
                           const unsigned char *infinite, struct lc_error *err)
{
    size_t q = newton->q, columns = s->p + s->intercept, count = 0;
    for (size_t t = 0; t < q; t++)
        count += infinite[t];
    fit->directions = 0;
    if (!count)
        return LC_OK;
    fit->direction =
        lc_alloc((newton->endless_count + count) * q, sizeof *fit->direction);
    if (!fit->direction)
        return LC_FAIL_NOMEM(err);
    for (size_t e = 0; e < newton->endless_count; e++)
        tell_direction(s, newton->endless + e * q, q,
                       fit->direction + fit->directions++ * q);
    for (size_t t = newton->endless_count ? columns : 0; t < q; t++)
        if (infinite[t] && newton->status == LC_INFINITE && newton->runaway[t])
            fit->direction[fit->directions++ * q + t] = 1;
    return LC_OK;
}

/* No number tells how far off they may be. */
static void forget(struct lc_fit *fit, const unsigned char *infinite)
{
    for (size_t t = 0; t < fit->terms; t++) {
        if (!infinite[t] || isnan(fit->estimate[t]))
            continue;
        fit->se[t] = INFINITY;
        if (fit->robust_se)
            fit->robust_se[t] = INFINITY;
        fit->low[t] = -INFINITY;
        fit->high[t] = INFINITY;
        if (fit->column[t] >= 0)
            fit->wald = NAN;
    }
}

int lc_fit_finish(struct lc_fit *fit, const struct lc_scaling *scaling,
                  const struct lc_newton *newton, const double *model_based,
                  const double *robust, struct lc_error *err)
{
    size_t q = newton->q;
    unscale(scaling, newton->beta, model_based, fit->at_centre, fit->covariance);
    for (size_t i = 0; i < q; i++)
        fit->level[i] = is_level(scaling, i);
    for (size_t i = 0; i < q; i++)
        fit->estimate[i] = lc_at_zero(fit, scaling->told, i);
    set_errors(fit, scaling->told, newton->alias, fit->se);
    if (robust) {
        unscale(scaling, newton->beta, robust, NULL, fit->covariance);
        set_errors(fit, scaling->told, newton->alias, fit->robust_se);
    }
    fit->wald = wald_test(fit, q - scaling->ancillary, scaling->intercept,
                          newton->alias, &fit->df);
    for (size_t i = 0; i < q; i++) {
        double se = robust ? fit->robust_se[i] : fit->se[i];
        if (newton->alias[i])
            fit->estimate[i] = fit->at_centre[i] = NAN;
        fit->low[i] = fit->estimate[i] - LC_Z95 * se;
        fit->high[i] = fit->estimate[i] + LC_Z95 * se;
    }
    unsigned char *infinite = newton->held; /* which is free once done */
    mark_infinite(scaling, newton, infinite);
    forget(fit, infinite);
    say_status(fit, newton, infinite);
    return keep_directions(fit, scaling, newton, infinite, err);
}
