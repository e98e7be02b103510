/* An AFT fit's risk by a horizon, from its terms alone. */
#include <math.h>
#include <string.h>

#include "models/aft/aft.h"
#include "models/aft/aft_rows_inside.h"
#include "models/climb/finish.h"

int lc_aft_kind_of(struct lc_aft_kind *kind, const struct lc_fit *fit)
{
    const char *name = json_string_value(json_object_get(fit->extra, "distribution"));
    const json_t *scale = json_object_get(fit->extra, "scale");
    for (int d = 0; name && lc_dist_names[d]; d++)
        if (strcmp(lc_dist_names[d], name) == 0) {
            *kind = lc_aft_kinds[d];
            if (scale)
                kind->scale = json_number_value(scale);
            return d;
        }
    return -1;
}

/* du by term i: of the first q the columns, `first` of them the intercept. */
static double slope(size_t i, size_t first, size_t q, size_t scale, const double *x,
                    double sigma, double u)
{
    if (i < q)
        return -(i < first ? 1 : x[i - first]) / sigma;
    return i == scale ? -u : 0;
}

/* Row i's u of aft_rows_inside.h, (log t - eta) / sigma, and its standard error: du =
 * -x' db / sigma - u dlog sigma. */
static void place(const struct lc_fit *fit, const struct lc_aft_kind *kind,
                  const struct lc_risk_rows *rows, size_t i, double *u, double *se)
{
    size_t terms = fit->terms, first = lc_fit_has_intercept(fit), q = rows->p + first;
    size_t stratum = rows->stratum && terms > q + 1 ? (size_t)rows->stratum[i] : 0;
    size_t scale = q + stratum; /* its term; past the last one where it is held */
    const double *x = rows->x + i * rows->p;
    double time = kind->logged ? log(rows->horizon) : rows->horizon;
    double sigma = scale < terms ? exp(fit->at_centre[scale]) : kind->scale;
    double eta = rows->offset ? rows->offset[i] : 0, sum = 0;
    for (size_t t = 0; t < q; t++)
        eta += isnan(fit->at_centre[t])
                   ? 0
                   : fit->at_centre[t] * (t < first ? 1 : x[t - first]);
    *u = (time - eta) / sigma;
    for (size_t t = 0; t < terms; t++) {
        double gt = slope(t, first, q, scale, x, sigma, *u);
        for (size_t j = 0; gt != 0 && j < terms; j++) {
            double gj = slope(j, first, q, scale, x, sigma, *u);
            sum += gt * gj * fit->covariance[t * terms + j];
        }
    }
    *se = sqrt(sum > 0 ? sum : 0);
}

int lc_aft_risk(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                const struct lc_risk_out *out, struct lc_error *err)
{
    struct lc_aft_kind kind;
    if (lc_aft_kind_of(&kind, fit) < 0)
        return LC_FAIL(err, LC_FORMAT, "the model does not name its distribution");
    if (!(rows->horizon > 0))
        return LC_FAIL(err, LC_RANGE, "a horizon above 0 is needed");
    for (size_t i = 0; i < rows->m; i++) {
        double u, se;
        place(fit, &kind, rows, i, &u, &se);
        out->risk[i] = lc_aft_before(kind.shape, u);
        if (out->low) {
            out->low[i] = lc_aft_before(kind.shape, u - LC_Z95 * se);
            out->high[i] = lc_aft_before(kind.shape, u + LC_Z95 * se);
        }
    }
    return LC_OK;
}
