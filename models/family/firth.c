#include "models/family/firth.h"

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
    *loglik = regular ? f->plain + lc_cholesky_log_det(q, f->factor, f->work) / 2 : NAN;
    struct lc_binary_rows rows = f->rows;
    rows.inverse = f->inverse;
    return lc_sweep_run(f->sweep, beta, LC_SUM_GRADIENT, firth_rule, &rows, &sums, err);
}

/* Twice the fall of (1) when coefficient k is held at `value`, less 3.841. */
static int fall(struct lc_firth *f, const struct lc_newton *top, size_t k, double value,
                struct lc_newton *s, double *excess, struct lc_error *err)
{
    static const double CHI2_1_95 = 3.841458820694124;
    const struct lc_objective objective = { "profile", lc_firth_evaluate, f };
    s->beta[k] = value;
    memcpy(s->alias, top->alias, top->q);
    s->alias[k] = 1;
    int code = lc_newton_begin(s, &objective, err);
    if (!code)
        code = lc_newton_climb(s, &objective, 1e-16, 100, err);
    *excess = s->status == LC_CONVERGED || s->decrement < 1e-6
                  ? 2 * (top->objective - s->objective) - CHI2_1_95
                  : NAN;
    return code;
}

/* The root of `fall` on one side: step out until it is enclosed, then regula falsi with
 * the Illinois halving. */
static int find_end(struct lc_firth *f, const struct lc_newton *top, size_t k,
                    double step, struct lc_newton *s, double *end, struct lc_error *err)
{
    double a = top->beta[k], fa = -3.841458820694124, b = a, fb = fa;
    int code = LC_OK, side = 0;
    *end = NAN;
    memcpy(s->beta, top->beta, top->q * sizeof *s->beta);
    for (int out = 0; out < 40 && fb < 0 && !code; out++, step *= 1.5) {
        a = b;
        fa = fb;
        b += step;
        code = fall(f, top, k, b, s, &fb, err);
    }
    for (int i = 0; i < 100 && !code && fb >= 0; i++) {
        double c = b - fb * (b - a) / (fb - fa), fc;
        code = fall(f, top, k, c, s, &fc, err);
        if (code || !isfinite(fc))
            return code;
        *end = c;
        if (fabs(fc) < 1e-10 || fabs(b - a) < 1e-12 * fabs(b))
            return LC_OK;
        if (fc > 0) {
            b = c;
            fb = fc;
            fa = side == 1 ? fa / 2 : fa;
            side = 1;
        } else {
            a = c;
            fa = fc;
            fb = side == -1 ? fb / 2 : fb;
            side = -1;
        }
    }
    return code;
}

int lc_firth_interval(struct lc_firth *firth, const struct lc_newton *newton, size_t k,
                      struct lc_newton *scratch, double *low, double *high,
                      struct lc_error *err)
{
    double *unit = scratch->step, se;
    memset(unit, 0, newton->q * sizeof *unit);
    unit[k] = 1;
    lc_cholesky_solve(newton->q, newton->factor, newton->alias, unit);
    se = sqrt(unit[k]);
    int code = find_end(firth, newton, k, -2 * se, scratch, low, err);
    return code ? code : find_end(firth, newton, k, 2 * se, scratch, high, err);
}
