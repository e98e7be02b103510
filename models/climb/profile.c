#include "models/climb/profile.h"

#include <math.h>
#include <string.h>

#include "models/family/family.h"
#include "numeric/cholesky.h"

/* Twice the fall when coefficient k is held at `value`, less 3.841. */
static int fall(const struct lc_objective *objective, const struct lc_newton *top,
                size_t k, double value, struct lc_newton *s, double *excess,
                struct lc_error *err)
{
    static const double CHI2_1_95 = 3.841458820694124;
    s->beta[k] = value;
    memcpy(s->alias, top->alias, top->q);
    s->alias[k] = 1;
    int code = lc_newton_begin(s, objective, err);
    if (!code)
        code = lc_newton_climb(s, objective, 1e-16, 100, err);
    *excess = s->status == LC_CONVERGED || s->decrement < 1e-6
                  ? 2 * (top->objective - s->objective) - CHI2_1_95
                  : NAN;
    return code;
}

/* The root of `fall` on one side: step out until it is enclosed, then regula falsi with
 * the Illinois halving. */
static int find_end(const struct lc_objective *objective, const struct lc_newton *top,
                    size_t k, double step, struct lc_newton *s, double *end,
                    struct lc_error *err)
{
    double a = top->beta[k], fa = -3.841458820694124, b = a, fb = fa;
    int code = LC_OK, side = 0;
    *end = NAN;
    memcpy(s->beta, top->beta, top->q * sizeof *s->beta);
    for (int out = 0; out < 40 && fb < 0 && !code; out++, step *= 1.5) {
        a = b;
        fa = fb;
        b += step;
        code = fall(objective, top, k, b, s, &fb, err);
    }
    for (int i = 0; i < 100 && !code && fb >= 0; i++) {
        double c = b - fb * (b - a) / (fb - fa), fc;
        code = fall(objective, top, k, c, s, &fc, err);
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

int lc_profile_interval(const struct lc_objective *objective,
                        const struct lc_newton *newton, size_t k,
                        struct lc_newton *scratch, double *low, double *high,
                        struct lc_error *err)
{
    double *unit = scratch->step, se;
    memset(unit, 0, newton->q * sizeof *unit);
    unit[k] = 1;
    lc_cholesky_solve(newton->q, newton->factor, newton->alias, unit);
    se = sqrt(unit[k]);
    int code = find_end(objective, newton, k, -2 * se, scratch, low, err);
    return code ? code : find_end(objective, newton, k, 2 * se, scratch, high, err);
}
