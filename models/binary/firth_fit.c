/* A Firth fit from its first step to its intervals. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/binary/binary_inside.h"
#include "models/binary/firth_inside.h"
#include "models/climb/profile.h"

/* firth_inside.h (1) with all columns held at 0: what the likelihood ratio is against.
 */
static int firth_null(struct lc_firth *f, const struct lc_newton *top,
                      struct lc_newton *s, double *objective_null, struct lc_error *err)
{
    const struct lc_objective objective = { "fit: null model", lc_firth_evaluate, f };
    memset(s->beta, 0, s->q * sizeof *s->beta);
    memset(s->alias, 1, s->q);
    s->beta[0] = top->beta[0];
    s->alias[0] = 0;
    int code = lc_newton_begin(s, &objective, err);
    if (!code)
        code = lc_newton_climb(s, &objective, 1e-16, 100, err);
    *objective_null = s->objective;
    return code;
}

/* Is every column near enough to 0 that it can be held as it is? */
static bool near_zero(const struct lc_scaling *s)
{
    for (size_t k = 0; k < s->p; k++)
        if (!(fabs(s->centre[k] * s->scale[k]) < 1e4))
            return false;
    return true;
}

/* The reported intercept is at columns of 0, the fit's at their centres: so its
 * interval is profiled over the columns as they are. Where they are far from 0 there is
 * nobody there, and the interval stays the one of the standard error. */
static int intercept_interval(struct lc_binary *w, const struct lc_firth *f,
                              struct lc_fit *fit, struct lc_newton *scratch,
                              struct lc_error *err)
{
    struct lc_firth plain = *f;
    struct lc_newton n;
    const struct lc_objective objective = { "profile", lc_firth_evaluate, &plain };
    size_t q = w->newton.q;
    if (!near_zero(&w->scaling))
        return LC_OK;
    int code = lc_newton_init(&n, q, err);
    if (code)
        return code;
    code = lc_binary_sweep(w, w->sample, NULL, &plain.sweep, err);
    memcpy(n.beta, w->newton.beta, q * sizeof *n.beta);
    memcpy(n.alias, w->newton.alias, q);
    n.beta[0] = fit->estimate[0];
    if (!code)
        code = lc_newton_begin(&n, &objective, err);
    if (!code)
        code = lc_newton_climb(&n, &objective, 1e-16, 20, err);
    if (!code)
        code = lc_profile_interval(&objective, &n, 0, scratch, &fit->low[0],
                                   &fit->high[0], err);
    lc_sweep_free(plain.sweep);
    lc_newton_release(&n);
    return code;
}

static int firth_results(struct lc_binary *w, struct lc_firth *f, struct lc_fit *fit,
                         struct lc_error *err)
{
    struct lc_newton *n = &w->newton, scratch;
    const struct lc_objective profile = { "profile", lc_firth_evaluate, f };
    double objective_null, low, high;
    lc_newton_variance(n, w->variance);
    int code = lc_fit_finish(fit, &w->scaling, n, w->variance, NULL, err);
    fit->loglik = f->plain;
    fit->score = NAN;
    if (code || (code = lc_newton_init(&scratch, n->q, err)))
        return code;
    code = firth_null(f, n, &scratch, &objective_null, err);
    fit->lr = 2 * (n->objective - objective_null); /* of (1) */
    for (size_t k = 1; !code && k < n->q; k++) {
        double unit = w->scaling.scale[k - 1];
        if (n->alias[k])
            continue;
        code = lc_profile_interval(&profile, n, k, &scratch, &low, &high, err);
        fit->low[k] = low * unit;
        fit->high[k] = high * unit;
    }
    if (!code)
        code = intercept_interval(w, f, fit, &scratch, err);
    lc_newton_release(&scratch);
    fit->extra = json_pack("{s:s,s:o}", "penalty", "firth", "penalised_loglik",
                           lc_json_number(n->objective));
    return code || fit->extra ? code : LC_FAIL_NOMEM(err);
}

int lc_firth_fit(struct lc_binary *w, struct lc_fit *fit, struct lc_error *err)
{
    size_t q = w->newton.q;
    struct lc_newton *n = &w->newton;
    struct lc_firth f = { .sweep = w->sweep,
                          .rows = { .sample = w->sample },
                          .inverse = lc_alloc(2 * q * q, sizeof(double)),
                          .alias = lc_alloc(2 * q, 1) };
    struct lc_binary_target plain = { w->link, w->sweep, { .sample = w->sample } };
    struct lc_objective first = { "fit", lc_binary_evaluate, &plain };
    struct lc_objective objective = { "fit", lc_firth_evaluate, &f };
    int code = f.inverse && f.alias ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) /* which columns are aliased must be known before log det I is */
        code = lc_newton_begin(n, &first, err);
    if (!code) {
        f.factor = f.inverse + q * q;
        f.work = f.alias + q;
        memcpy(f.alias, n->alias, q);
        code = lc_newton_begin(n, &objective, err);
        memset(n->held, 0, q);
    }
    if (!code)
        code = lc_newton_climb(n, &objective, w->options->tolerance * 1e-6,
                               w->options->max_steps + 100, err);
    if (!code)
        code = firth_results(w, &f, fit, err);
    free(f.inverse);
    free(f.alias);
    return code;
}
