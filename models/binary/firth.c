#include "models/binary/firth_inside.h"

#include <math.h>
#include <string.h>

#include "numeric/cholesky.h"

/* h_r = z_r' I^-1 z_r into rows->scratch[2 * stride ...]; scratch[3 * stride ...] is
 * used. */
static double *leverages(const struct lc_binary_rows *b, struct lc_rows *rows)
{
    double *h = rows->scratch + 2 * rows->stride, *t = h + rows->stride;
    memset(h, 0, rows->count * sizeof *h);
    for (size_t i = 0; i < rows->q; i++) {
        memset(t, 0, rows->count * sizeof *t);
        for (size_t j = 0; j < rows->q; j++)
            for (size_t r = 0; r < rows->count; r++)
                t[r] += b->inverse[i * rows->q + j] * rows->z[j * rows->stride + r];
        for (size_t r = 0; r < rows->count; r++)
            h[r] += t[r] * rows->z[i * rows->stride + r];
    }
    return h;
}

/* The second term of (2), added to the logit link's gradient. */
static void firth_rule(void *context, struct lc_rows *rows)
{
    const struct lc_binary_rows *b = context;
    lc_link_logit.rule(context, rows);
    const double *mu = rows->scratch, *h = leverages(b, rows);
    for (size_t r = 0; r < rows->count; r++)
        rows->gradient[r] += rows->curvature[r] * h[r] * (0.5 - mu[r]);
}

int lc_firth_evaluate(void *context, const double *beta, double *loglik,
                      double *gradient, double *information, struct lc_error *err)
{
    struct lc_firth *f = context;
    size_t q = lc_sweep_columns(f->sweep);
    struct lc_sums sums = { .gradient = gradient, .gram = information };
    int code = lc_sweep_run(f->sweep, beta, LC_SUM_GRAM, lc_link_logit.rule, &f->rows,
                            &sums, err);
    if (code)
        return code;
    f->plain = sums.loglik;
    memcpy(f->factor, information, q * q * sizeof *f->factor);
    memcpy(f->work, f->alias, q);
    lc_cholesky(q, f->factor, 1e-14, f->work);
    bool regular = memcmp(f->work, f->alias, q) == 0;
    lc_cholesky_inverse(q, f->factor, f->work, f->inverse);
    /* (1) */
    *loglik = regular ? f->plain + lc_cholesky_log_det(q, f->factor, f->work) / 2 : NAN;
    struct lc_binary_rows rows = f->rows;
    rows.inverse = f->inverse;
    return lc_sweep_run(f->sweep, beta, LC_SUM_GRADIENT, firth_rule, &rows, &sums, err);
}
