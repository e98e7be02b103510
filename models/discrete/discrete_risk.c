/* Risks from a discrete-time hazard: 1 minus the product of what each interval leaves.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/climb/finish.h"
#include "models/discrete/discrete_basis_inside.h"
#include "models/discrete/discrete_inside.h"
#include "parallel/same_time.h"

int lc_time_frozen_init(struct lc_time_frozen *f, const struct lc_fit *fit, size_t p,
                        struct lc_error *err)
{
    const json_t *list = json_object_get(fit->extra, "open");
    size_t count = json_array_size(list), m = fit->terms - p;
    *f = (struct lc_time_frozen){ .basis = { .count = count, .m = m }, .grid = 1 };
    f->cloglog = fit->family->risk == lc_discrete_risk_cloglog;
    int code = lc_json_get_number(fit->extra, "grid", &f->grid, err);
    if (code)
        return code;
    f->basis.value = lc_alloc(count * m, sizeof *f->basis.value);
    f->open = lc_alloc(count, 1);
    f->level = lc_alloc(count, sizeof *f->level);
    if (!f->basis.value || !f->open || !f->level)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < count; k++)
        f->open[k] = json_is_true(json_array_get(list, k));
    code = lc_json_get_numbers(fit->extra, "basis", count * m, f->basis.value, err);
    if (!code)
        lc_time_levels(&f->basis, fit->at_centre + p, f->level);
    return code;
}

void lc_time_frozen_release(struct lc_time_frozen *f)
{
    lc_time_basis_release(&f->basis);
    free(f->open);
    free(f->level);
    *f = (struct lc_time_frozen){ .grid = 1 };
}

/* g = -sum log(1 - h_k) over the horizon's intervals, h of (1) in discrete_inside.h,
 * and its gradient by all terms. */
static double cumulative(const struct lc_fit *fit, size_t p, const double *x,
                         double eta, const struct lc_time_frozen *f, size_t intervals,
                         double *gradient)
{
    const struct lc_time_basis *b = &f->basis;
    double sum = 0, weight = 0, out[3], event[3];
    memset(gradient, 0, fit->terms * sizeof *gradient);
    for (size_t k = 0; k < intervals; k++) {
        if (!f->open[k])
            continue;
        lc_discrete_parts(f->cloglog, eta + f->level[k], out, event);
        sum -= out[0];
        weight -= out[1];
        for (size_t j = 0; j < b->m; j++)
            gradient[p + j] -= out[1] * b->value[k * b->m + j];
    }
    for (size_t j = 0; j < p; j++)
        gradient[j] = weight * x[j];
    return sum;
}

/* Limits on the scale of log(-log S), where they stay within 0 and 1. */
static void limits(const struct lc_fit *fit, double g, const double *gradient,
                   double *low, double *high)
{
    double variance = 0;
    for (size_t i = 0; i < fit->terms; i++)
        for (size_t j = 0; j < fit->terms; j++)
            variance += gradient[i] * gradient[j] * fit->covariance[i * fit->terms + j];
    double half = g > 0 ? LC_Z95 * sqrt(variance > 0 ? variance : 0) / g : 0;
    *low = -expm1(-g * exp(-half));
    *high = -expm1(-g * exp(half));
}

static int check_horizon(const struct lc_time_frozen *f, double horizon,
                         size_t *intervals, struct lc_error *err)
{
    size_t known = f->basis.count;
    *intervals = horizon > 0 ? (size_t)floor(horizon / f->grid + LC_SAME_TIME) : 0;
    if (*intervals >= known + (known > 0))
        return LC_FAIL(err, LC_RANGE,
                       "the model knows %zu intervals of length %g; a horizon of %g is "
                       "beyond them",
                       known - 1, f->grid, horizon);
    return LC_OK;
}

static int find_risks(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                      const struct lc_risk_out *out, struct lc_error *err)
{
    struct lc_time_frozen f;
    double *gradient = NULL;
    size_t intervals = 0, p = rows->p;
    int code = lc_time_frozen_init(&f, fit, p, err);
    if (!code)
        code = check_horizon(&f, rows->horizon, &intervals, err);
    if (!code && !(gradient = lc_alloc(fit->terms, sizeof *gradient)))
        code = LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < rows->m; i++) {
        const double *x = rows->x + i * p;
        double eta = rows->offset ? rows->offset[i] : 0;
        for (size_t j = 0; j < p; j++)
            eta += isnan(fit->at_centre[j]) ? 0 : fit->at_centre[j] * x[j];
        double g = cumulative(fit, p, x, eta, &f, intervals, gradient);
        out->risk[i] = -expm1(-g);
        if (out->low)
            limits(fit, g, gradient, out->low + i, out->high + i);
    }
    free(gradient);
    lc_time_frozen_release(&f);
    return code;
}

/* z'v of interval k over its parts (endless.h). */
static double of_interval(const struct lc_time_basis *b, size_t k, size_t p,
                          const double *x, const double *v)
{
    double sum = 0, parts = 0;
    for (size_t j = 0; j < p + b->m; j++) {
        double part = v[j] * (j < p ? x[j] : b->value[k * b->m + j - p]);
        sum += part;
        parts += fabs(part);
    }
    return fabs(sum) / fmax(1, parts);
}

int lc_discrete_endless(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                        const double *v, double *reach, struct lc_error *err)
{
    struct lc_time_frozen f;
    size_t intervals = 0, p = rows->p;
    int code = lc_time_frozen_init(&f, fit, p, err);
    if (!code && isinf(rows->horizon))
        intervals = f.basis.count;
    else if (!code)
        code = check_horizon(&f, rows->horizon, &intervals, err);
    for (size_t i = 0; !code && i < rows->m; i++) {
        reach[i] = 0;
        for (size_t k = 0; k < intervals; k++)
            if (f.open[k])
                reach[i] =
                    fmax(reach[i], of_interval(&f.basis, k, p, rows->x + i * p, v));
    }
    lc_time_frozen_release(&f);
    return code;
}

int lc_discrete_risk_logit(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                           const struct lc_risk_out *out, struct lc_error *err)
{
    return find_risks(fit, rows, out, err);
}

int lc_discrete_risk_cloglog(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                             const struct lc_risk_out *out, struct lc_error *err)
{
    return find_risks(fit, rows, out, err);
}
