/* Risks from a discrete-time hazard: 1 minus the product of what each interval leaves.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/family/discrete.h"
#include "models/family/discrete_basis.h"
#include "models/family/finish.h"

/* The baseline read back from `extra`; value and open are the caller's to free. */
static int read_basis(const struct lc_fit *fit, size_t p, struct lc_time_basis *b,
                      double *grid, unsigned char **open, struct lc_error *err)
{
    const json_t *list = json_object_get(fit->extra, "open");
    *open = NULL;
    *b = (struct lc_time_basis){ .count = json_array_size(list), .m = fit->terms - p };
    int code = lc_json_get_number(fit->extra, "grid", grid, err);
    if (code)
        return code;
    b->value = lc_alloc(b->count * b->m, sizeof *b->value);
    *open = lc_alloc(b->count, 1);
    if (!b->value || !*open)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < b->count; k++)
        (*open)[k] = json_is_true(json_array_get(list, k));
    return lc_json_get_numbers(fit->extra, "basis", b->count * b->m, b->value, err);
}

/* g = -sum log(1 - h_k) over the horizon's intervals, and its gradient by all terms. */
static double cumulative(const struct lc_fit *fit, size_t p, const double *x,
                         double eta, const struct lc_time_basis *b,
                         const unsigned char *open, const double *level,
                         size_t intervals, double *gradient)
{
    bool cloglog = fit->family == &lc_family_discrete_cloglog;
    double sum = 0, weight = 0, out[3], event[3];
    memset(gradient, 0, fit->terms * sizeof *gradient);
    for (size_t k = 0; k < intervals; k++) {
        if (!open[k])
            continue;
        lc_discrete_parts(cloglog, eta + level[k], out, event);
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

int lc_discrete_risk(const struct lc_fit *fit, size_t m, size_t p, const double *x,
                     const double *offset, const int32_t *stratum, double horizon,
                     double *risks, double *low, double *high, struct lc_error *err)
{
    struct lc_time_basis b;
    unsigned char *open;
    double grid = 1, *room = NULL;
    (void)stratum;
    int code = read_basis(fit, p, &b, &grid, &open, err);
    size_t intervals = horizon > 0 ? (size_t)floor(horizon / grid + 1e-9) : 0;
    if (!code && intervals >= b.count + (b.count > 0))
        code = LC_FAIL(err, LC_RANGE,
                       "the model knows %zu intervals of length %g; a horizon of %g is "
                       "beyond them",
                       b.count - 1, grid, horizon);
    if (!code && !(room = lc_alloc(b.count + fit->terms, sizeof *room)))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        lc_time_levels(&b, fit->estimate + p, room);
    for (size_t i = 0; !code && i < m; i++) {
        double eta = offset ? offset[i] : 0;
        for (size_t j = 0; j < p; j++)
            eta += isnan(fit->estimate[j]) ? 0 : fit->estimate[j] * x[i * p + j];
        double g = cumulative(fit, p, x + i * p, eta, &b, open, room, intervals,
                              room + b.count);
        risks[i] = -expm1(-g);
        if (low)
            limits(fit, g, room + b.count, low + i, high + i);
    }
    free(room);
    free(open);
    lc_time_basis_release(&b);
    return code;
}
