#include "models/assess/prognostic.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

#include <gsl/gsl_math.h>

#include "base/memory.h"
#include "models/families/families.h"
#include "models/family/family.h"
#include "parallel/order.h"

/* The one coefficient of a family's model of x, and its standard error; NaN without. */
static int one_column(const struct lc_indexed *rows, const struct lc_family *family,
                      const int32_t *cause, const double *x, double *estimate,
                      double *se, struct lc_error *err)
{
    static const char *const name[] = { "the index" };
    struct lc_column column = { .type = LC_F64, .data = (double *)x };
    struct lc_sample sample = { .n = rows->n,
                                .x = { rows->n, 1, &column },
                                .name = name,
                                .start = rows->start,
                                .stop = rows->stop,
                                .cause = cause };
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_fit *fit = NULL;
    options.concordance = 0;
    int code = family->fit(&fit, &sample, &options, err);
    bool there = !code && fit->status == LC_CONVERGED;
    *estimate = there ? fit->estimate[0] : NAN;
    *se = there ? fit->se[0] : NAN;
    lc_fit_free(fit);
    return code;
}

/* Normal scores of the ranks, averaged over equal values. */
static void scores(size_t n, const double *x, const uint32_t *order, double *out)
{
    for (size_t first = 0, end; first < n; first = end) {
        double sum = 0;
        for (end = first; end < n && x[order[end]] == x[order[first]]; end++)
            sum += gsl_cdf_ugaussian_Pinv(((double)end + 0.625) / ((double)n + 0.25));
        for (size_t k = first; k < end; k++)
            out[order[k]] = sum / (double)(end - first);
    }
}

static double variance(size_t n, const double *x)
{
    double mean = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        mean += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - mean) * (x[i] - mean);
    return sum / (double)(n - 1);
}

/* (4) */
static double goenen_heller(size_t n, const double *x, double slope)
{
    double sum = 0;
    if (n > LC_PROGNOSTIC_PAIRS)
        return NAN;
    for (size_t i = 0; i < n; i++) {
        double part = 0;
        for (size_t j = 0; j < i; j++)
            part += 1 / (1 + exp(-fabs(slope * (x[i] - x[j]))));
        sum += part;
    }
    return 2 * sum / ((double)n * (double)(n - 1));
}

static int measure(struct lc_prognostic *out, const struct lc_indexed *rows,
                   int32_t *cause, double *score, uint32_t *order, struct lc_error *err)
{
    const double level = M_PI * M_PI / 6;
    const struct lc_family *cox = lc_family_find("cox"); /* whose slope the paper has */
    double g, g_se;
    for (size_t i = 0; i < rows->n; i++)
        cause[i] = rows->cause[i] == 1;
    int code = lc_order(rows->n, rows->index, order, err);
    if (!code)
        code =
            one_column(rows, rows->by ? rows->by : cox, rows->by ? rows->cause : cause,
                       rows->index, &out->slope, &out->slope_se, err);
    if (code || isnan(out->slope))
        return code;
    scores(rows->n, rows->index, order, score);
    if ((code = one_column(rows, cox, cause, score, &g, &g_se, err)))
        return code;
    double v = out->slope * out->slope * variance(rows->n, rows->index);
    out->d = g * sqrt(8 / M_PI); /* (1) */
    out->d_se = g_se * sqrt(8 / M_PI);
    out->r2_d = g * g / (level + g * g); /* (2) */
    out->r2_pm = v / (level + v);        /* (3) */
    out->gh = goenen_heller(rows->n, rows->index, out->slope);
    return LC_OK;
}

int lc_prognostic(struct lc_prognostic *out, const struct lc_indexed *rows,
                  struct lc_error *err)
{
    *out = (struct lc_prognostic){ NAN, NAN, NAN, NAN, NAN, NAN, NAN };
    uint32_t *order = lc_alloc(rows->n, sizeof *order);
    int32_t *cause = lc_alloc(rows->n, sizeof *cause);
    double *score = lc_alloc(rows->n, sizeof *score);
    struct lc_error why = { 0 };
    int code = order && cause && score ? measure(out, rows, cause, score, order, &why)
                                       : LC_FAIL_NOMEM(&why);
    if (code == LC_UNFIT) /* no event: nothing to say, not a failure */
        code = LC_OK;
    else if (code)
        lc_error_pass(err, code, &why);
    free(order);
    free(cause);
    free(score);
    return code;
}
