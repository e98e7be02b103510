#include "models/climb/newton_inside.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/progress.h"
#include "models/climb/lost_inside.h"
#include "models/family/family.h"
#include "numeric/cholesky.h"

/* ALIAS_TOLERANCE: a column of which less than this share of the sum of squares is its
 * own is a combination of others. VANISHED: the same once fitting is under way, when it
 * means that the information about a coefficient has run out. RUNAWAY: a step, in
 * standard deviations of the linear predictor, that a converged fit does not take.
 * FAR_OUT: a coefficient of a standardised column that no finite fit has. SHORT: the
 * square of a step, in standard deviations of the linear predictor, that leaves the
 * information as it is. */
static const double ALIAS_TOLERANCE = 1e-10, VANISHED = 1e-14, RUNAWAY = 0.01,
                    FAR_OUT = 50, SHORT = 1e-17;
enum { HALVINGS = 20 };

int lc_newton_init(struct lc_newton *s, size_t q, struct lc_error *err)
{
    memset(s, 0, sizeof *s);
    s->q = q;
    s->beta = lc_alloc(5 * q + 3 * q * q, sizeof(double));
    s->alias = lc_alloc(4 * q, 1);
    if (!s->beta || !s->alias) {
        lc_newton_release(s);
        return LC_FAIL_NOMEM(err);
    }
    s->gradient = s->beta + q;
    s->step = s->gradient + q;
    s->start = s->step + q;
    s->ridge = s->start + q;
    s->information = s->ridge + q;
    s->factor = s->information + q * q;
    s->origin = s->factor + q * q;
    s->held = s->alias + q;
    s->runaway = s->held + q;
    s->gone = s->runaway + q;
    return LC_OK;
}

void lc_newton_release(struct lc_newton *s)
{
    free(s->beta);
    free(s->alias);
    free(s->endless);
    free(s->pivot);
    s->beta = NULL;
    s->alias = NULL;
    s->endless = NULL;
    s->pivot = NULL;
}

/* The Newton step and the decrement at the present beta. */
static void aim(struct lc_newton *s)
{
    memcpy(s->step, s->gradient, s->q * sizeof *s->step);
    lc_cholesky_solve(s->q, s->factor, s->gone, s->step);
    s->decrement = 0;
    for (size_t k = 0; k < s->q; k++)
        s->decrement += s->step[k] * s->gradient[k];
}

/* Factor the information; a column that was independent and no longer is has run out of
 * information. It is then marked as running away, not as aliased, and stays where it is
 * while the others go on. */
static bool factor(struct lc_newton *s, bool first)
{
    size_t q = s->q, lost = 0;
    memcpy(s->factor, s->information, q * q * sizeof *s->factor);
    if (first) {
        lc_cholesky(q, s->factor, ALIAS_TOLERANCE, s->alias);
        memcpy(s->gone, s->alias, q);
        return true;
    }
    memcpy(s->gone, s->alias, q);
    lc_cholesky(q, s->factor, VANISHED, s->gone);
    for (size_t k = 0; k < q; k++) {
        s->runaway[k] = s->gone[k] && !s->alias[k];
        lost += s->runaway[k];
    }
    return lost == 0;
}

/* Adds the columns that the last step still moved far. */
static bool walks(struct lc_newton *s)
{
    bool any = false;
    for (size_t k = 0; k < s->q; k++) {
        s->runaway[k] |= fabs(s->step[k]) > RUNAWAY;
        any |= s->runaway[k];
    }
    /* far out the step may be one column's alone: name those that are there with it */
    for (size_t k = 0; any && k < s->q; k++)
        s->runaway[k] |= fabs(s->beta[k]) > FAR_OUT;
    return any;
}

bool lc_newton_is_higher(const struct lc_newton *s, double before)
{
    return isfinite(s->objective) && s->objective >= before - 1e-13 * fabs(before);
}

/* Take the step, or half of it, or half of that. *moved false: none of them rises. */
static int take_step(struct lc_newton *s, const struct lc_objective *f, bool *moved,
                     struct lc_error *err)
{
    double before = s->objective, length = 1;
    memcpy(s->start, s->beta, s->q * sizeof *s->beta);
    *moved = true;
    for (int half = 0; half <= HALVINGS; half++, length /= 2) {
        for (size_t k = 0; k < s->q; k++)
            s->beta[k] = s->start[k] + length * s->step[k];
        int code = lc_newton_look(s, f, true, err);
        if (code || lc_newton_is_higher(s, before))
            return code;
    }
    *moved = false;
    memcpy(s->beta, s->start, s->q * sizeof *s->beta);
    return lc_newton_look(s, f, true, err);
}

static void finish(struct lc_newton *s)
{
    size_t aliased = 0;
    for (size_t k = 0; k < s->q; k++) {
        aliased += s->alias[k] && !s->held[k];
        s->beta[k] += s->step[k]; /* free: its error is of the order of the decrement */
    }
    s->status = aliased ? LC_ALIASED : LC_CONVERGED;
}

/* Where the climb ends: small gradient; and a step that is small too, or not. */
static int stop_here(struct lc_newton *s, const struct lc_objective *f, bool lost,
                     bool settled, struct lc_error *err)
{
    bool far = (lost || settled) && walks(s); /* where one runs, others run with it */
    if (lost || settled)
        s->status = lost || far ? LC_INFINITE : LC_CONVERGED;
    int code = lc_newton_lost(s, f, err);
    if (!code && s->status == LC_CONVERGED)
        finish(s);
    lc_progress_end();
    return code;
}

int lc_newton_begin(struct lc_newton *s, const struct lc_objective *f,
                    struct lc_error *err)
{
    memcpy(s->held, s->alias, s->q);
    memset(s->runaway, 0, s->q);
    s->steps = 0;
    s->status = LC_NOT_CONVERGED;
    s->rate = INFINITY;
    int code = lc_newton_look(s, f, true, err);
    if (code)
        return code;
    memcpy(s->origin, s->information, s->q * s->q * sizeof *s->origin);
    factor(s, true);
    for (size_t k = 0; k < s->q; k++)
        s->gradient[k] = s->alias[k] ? 0 : s->gradient[k];
    aim(s);
    s->first_decrement = s->decrement;
    return LC_OK;
}

bool lc_newton_aim(struct lc_newton *s)
{
    bool sound = factor(s, false);
    memset(s->runaway, 0, s->q);
    aim(s);
    return sound && isfinite(s->objective);
}

/* A step that left no less than there was, of a rise too small to be seen in a sum like
 * the objective: what is left is rounding. Along a direction without a maximum the
 * information falls by a factor a step while its rounding stays, so that a score test
 * may come near the tolerance, grow again, and never be below it. */
static bool is_rounding(const struct lc_newton *s)
{
    return s->steps > 0 && s->rate >= 1
           && s->decrement < DBL_EPSILON * fabs(s->objective);
}

bool lc_newton_settled(const struct lc_newton *s, double tolerance)
{
    return s->decrement <= tolerance || is_rounding(s)
           || (s->decrement <= SHORT * s->size && s->decrement * s->rate <= tolerance);
}

int lc_newton_climb(struct lc_newton *s, const struct lc_objective *f, double tolerance,
                    int max_steps, struct lc_error *err)
{
    bool moved = isfinite(s->objective), lost = false;
    int code = LC_OK;
    while (moved && !lc_newton_settled(s, tolerance) && s->steps < max_steps) {
        double decrement = s->decrement;
        code = take_step(s, f, &moved, err);
        if (code)
            return code;
        s->steps++;
        lost = !factor(s, false);
        aim(s);
        s->rate = s->decrement / decrement;
    }
    /* when no step rises any more, or none could be seen to among so large a sum, this
     * is as near as rounding lets it come */
    bool settled = lc_newton_settled(s, tolerance) || (!moved && s->decrement < 1e-6)
                   || s->decrement < 1e-18 * fabs(s->objective);
    return stop_here(s, f, lost, settled, err);
}

void lc_newton_factor(struct lc_newton *n)
{
    for (size_t k = 0; k < n->q; k++)
        n->information[k * n->q + k] += n->ridge[k];
    memcpy(n->factor, n->information, n->q * n->q * sizeof *n->factor);
    memcpy(n->held, n->alias, n->q);
    lc_cholesky(n->q, n->factor, 0, n->held);
}

int lc_newton_inform(struct lc_newton *n, const struct lc_objective *objective,
                     struct lc_error *err)
{
    double loglik;
    int code = objective->evaluate(objective->context, n->beta, &loglik, n->gradient,
                                   n->information, err);
    if (code)
        return code;
    lc_newton_factor(n);
    return LC_OK;
}
