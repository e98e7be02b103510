/* One lambda at a time: see search_inside.h. */
#include "models/penalty/search_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "base/progress.h"

void lc_search_release(struct lc_search *s)
{
    free(s->factor);
    free(s->b);
    free(s->g);
    free(s->next);
    free(s->g_next);
    free(s->screened);
    free(s->set);
    free(s->place);
    free(s->info);
    free(s->room.factor);
    free(s->room.at);
    free(s->room.alias);
    free(s->small);
}

int lc_search_open(struct lc_search *s, struct lc_error *err)
{
    size_t p = s->o->p;
    s->q = p + (s->o->intercept ? 1 : 0);
    s->factor = lc_alloc(s->q, sizeof(double));
    s->b = lc_alloc(s->q, sizeof(double));
    s->g = lc_alloc(s->q, sizeof(double));
    s->next = lc_alloc(s->q, sizeof(double));
    s->g_next = lc_alloc(s->q, sizeof(double));
    s->screened = lc_alloc(p, 1);
    s->set = lc_alloc(p, sizeof *s->set);
    s->place = lc_alloc(p, sizeof *s->place);
    s->small = lc_alloc(9 * s->q, sizeof(double));
    s->room.at = lc_alloc(s->q, sizeof *s->room.at);
    s->room.alias = lc_alloc(s->q, 1);
    if (!s->factor || !s->b || !s->g || !s->next || !s->g_next || !s->screened
        || !s->set || !s->place || !s->small || !s->room.at || !s->room.alias)
        return LC_FAIL_NOMEM(err);
    s->room.r = s->small + 5 * s->q;
    s->room.d = s->room.r + s->q;
    s->room.step = s->room.d + s->q;
    s->room.stopped = s->room.step + s->q;
    return lc_search_make_room(s, s->q - p, err); /* for the intercept */
}

int lc_search_make_room(struct lc_search *s, size_t coordinates, struct lc_error *err)
{
    size_t many = coordinates + coordinates / 2 < s->q ? coordinates * 3 / 2 : s->q;
    if (coordinates <= s->room_for)
        return LC_OK;
    free(s->info);
    free(s->room.factor);
    s->room_for = 0;
    s->info = lc_alloc(many * many, sizeof(double));
    s->room.factor = lc_alloc(many * many, sizeof(double));
    if (!s->info || !s->room.factor)
        return LC_FAIL_NOMEM(err);
    s->room_for = many;
    return LC_OK;
}

bool lc_search_usable(const struct lc_search *s, size_t j)
{
    return s->o->sd[j] > 0;
}

int lc_search_evaluate(struct lc_search *s, const double *b, double *loglik, double *g,
                       struct lc_error *err)
{
    s->net->passes++;
    int code = s->o->slope(s->o->state, b, loglik, g, err);
    for (size_t j = 0; j < s->q; j++)
        g[j] /= -s->o->weight;
    return code ? code : lc_interrupt_check(err);
}

static double penalty(const struct lc_search *s, const double *b, double lambda)
{
    double alpha = s->options->alpha, sum = 0;
    for (size_t j = 0; j < s->o->p; j++)
        sum += s->factor[j] * (alpha * fabs(b[j]) + (1 - alpha) / 2 * b[j] * b[j]);
    return lambda * sum;
}

/* F of (1). */
double lc_search_objective(const struct lc_search *s, double loglik, const double *b,
                           double lambda)
{
    return -loglik / s->o->weight + penalty(s, b, lambda);
}

/* By how much (2) or (3) does not hold. */
double lc_search_violation(const struct lc_search *s, size_t j, double lambda,
                           const double *b, const double *g)
{
    double alpha = s->options->alpha, f = lambda * s->factor[j];
    if (j < s->o->p && !lc_search_usable(s, j))
        return 0;
    if (b[j] == 0)
        return fmax(0, fabs(g[j]) - f * alpha);
    return fabs(g[j] + f * (alpha * (b[j] > 0 ? 1 : -1) + (1 - alpha) * b[j]));
}

/* Lets those that break (2) into the screened set; returns the largest violation. */
static double check_all(struct lc_search *s, double lambda)
{
    double most = 0;
    for (size_t j = 0; j < s->q; j++) {
        double v = lc_search_violation(s, j, lambda, s->b, s->g);
        if (j < s->o->p && v > s->tolerance / 2)
            s->screened[j] = 1;
        if (v > most)
            most = v;
    }
    return most;
}

/* A column whose gradient at the last lambda was below alpha f (2 lambda - last) will
 * very likely stay at 0. check_all catches the others. Of a wide table so many would be
 * above it that a matrix over them costs more than another step: there only those are
 * in that break (2) already. */
void lc_search_screen(struct lc_search *s, double lambda, double last)
{
    double alpha = s->options->alpha;
    bool wide = lc_search_is_wide(s);
    for (size_t j = 0; j < s->o->p; j++) {
        double bound = alpha * s->factor[j] * (wide ? lambda : 2 * lambda - last);
        s->screened[j] =
            lc_search_usable(s, j) && (s->b[j] != 0 || fabs(s->g[j]) >= bound);
    }
}

static bool holds_all_screened(const struct lc_search *s)
{
    for (size_t j = 0; j < s->o->p; j++)
        if (s->screened[j] && s->place[j] == s->o->p)
            return false;
    return true;
}

/* Will column j be in soon, by the gradient? */
static bool is_near(const struct lc_search *s, size_t j, double lambda, const double *g)
{
    return lc_search_usable(s, j) && !lc_search_is_wide(s)
           && fabs(g[j]) >= 0.6 * s->options->alpha * s->factor[j] * lambda;
}

bool lc_search_is_wide(const struct lc_search *s)
{
    return s->options->rows < (double)s->o->p;
}

/* Where most columns are wanted the rest are taken too: soon they will be. */
int lc_search_renew(struct lc_search *s, double lambda, const double *b,
                    const double *g, struct lc_error *err)
{
    size_t p = s->o->p, wanted = 0;
    for (size_t j = 0; j < p; j++)
        wanted += s->screened[j] || b[j] != 0 || is_near(s, j, lambda, g);
    s->held = 0;
    for (size_t j = 0; j < p; j++) {
        bool rest = 2 * wanted > p && !lc_search_is_wide(s) && lc_search_usable(s, j);
        s->place[j] = p;
        if (rest || s->screened[j] || b[j] != 0 || is_near(s, j, lambda, g)) {
            s->place[j] = s->held;
            s->set[s->held++] = j;
        }
    }
    size_t m = s->held + (s->q - p);
    int code = lc_search_make_room(s, m, err);
    s->net->renewals++;
    if (!code)
        code = s->o->information(s->o->state, b, s->set, s->held, s->info, err);
    for (size_t i = 0; !code && i < m * m; i++)
        s->info[i] /= s->o->weight;
    return code;
}

void lc_search_propose(struct lc_search *s, double lambda, const double *b,
                       const double *g, bool screened, double wrong, double *next)
{
    size_t p = s->o->p, m = s->held + (s->q - p);
    double *gs = s->small, *bs = gs + s->q, *l1 = bs + s->q, *l2 = l1 + s->q,
           *c = l2 + s->q;
    for (size_t k = 0; k < m; k++) {
        size_t j = k < s->held ? s->set[k] : p;
        gs[k] = g[j];
        bs[k] = b[j];
        c[k] = next[j];
        l1[k] = lambda * s->options->alpha * s->factor[j];
        l2[k] = lambda * (1 - s->options->alpha) * s->factor[j];
        if (screened && j < p && !s->screened[j])
            l1[k] = INFINITY;
    }
    struct lc_descent model = { m, gs, s->info, bs, l1, l2 };
    double exact = lc_search_is_wide(s) ? 1e-3 * wrong : 0;
    lc_descend(&model, fmax(s->tolerance * 1e-2, exact), 10000, c, &s->room);
    memmove(next, b, s->q * sizeof *next);
    for (size_t k = 0; k < m; k++)
        next[k < s->held ? s->set[k] : p] = c[k];
}

void lc_search_learn(struct lc_search *s, const double *b, const double *g,
                     const double *b2, const double *g2)
{
    size_t p = s->o->p, m = s->held + (s->q - p);
    double *step = s->small, *change = step + s->q;
    for (size_t k = 0; k < m; k++) {
        size_t j = k < s->held ? s->set[k] : p;
        step[k] = b2[j] - b[j];
        change[k] = g2[j] - g[j];
    }
    lc_descent_learn(m, step, change, s->info, change + s->q);
}

/* Moves to next, or part of the way where the objective would rise: a stale matrix may
 * overshoot. *moved tells whether anything was gained. */
static int take_step(struct lc_search *s, double lambda, bool *moved,
                     struct lc_error *err)
{
    double here = lc_search_objective(s, s->loglik, s->b, lambda), loglik;
    double slack = 1e-14 * (1 + fabs(here));
    *moved = false;
    for (int halvings = 0; halvings < 30; halvings++) {
        int code = lc_search_evaluate(s, s->next, &loglik, s->g_next, err);
        if (code)
            return code;
        if (lc_search_objective(s, loglik, s->next, lambda) <= here + slack) {
            *moved = memcmp(s->b, s->next, s->q * sizeof *s->b) != 0;
            lc_search_learn(s, s->b, s->g, s->next, s->g_next);
            memcpy(s->b, s->next, s->q * sizeof *s->b);
            memcpy(s->g, s->g_next, s->q * sizeof *s->g);
            s->loglik = loglik;
            s->fresh = false;
            return LC_OK;
        }
        if (!s->fresh)
            break; /* a fresh matrix is the better remedy */
        for (size_t j = 0; j < s->q; j++)
            s->next[j] = (s->next[j] + s->b[j]) / 2;
    }
    return LC_OK;
}

int lc_search_settle(struct lc_search *s, double lambda, struct lc_net_point *point,
                     struct lc_error *err)
{
    double last = INFINITY, most = check_all(s, lambda);
    double slow = lc_search_is_wide(s) ? 0.1 : 0.5; /* where a matrix is cheap */
    bool stale = false;
    int code = LC_OK;
    for (point->steps = 0; most > s->tolerance; point->steps++) {
        bool moved = false;
        if (point->steps >= s->options->max_steps)
            return LC_FAIL(err, LC_DIVERGED,
                           "elastic net: no convergence at lambda %g in %d steps",
                           lambda, s->options->max_steps);
        if (!holds_all_screened(s) || (!s->fresh && (stale || most > slow * last))) {
            code = lc_search_renew(s, lambda, s->b, s->g, err);
            s->fresh = true;
        }
        last = most;
        if (!code) {
            memcpy(s->next, s->b, s->q * sizeof *s->next);
            lc_search_propose(s, lambda, s->b, s->g, true, most, s->next);
            bool was_fresh = s->fresh;
            code = take_step(s, lambda, &moved, err);
            stale = !moved;
            if (!moved && was_fresh)
                break; /* nothing is left to gain in these numbers */
        }
        if (code)
            return code;
        most = check_all(s, lambda);
    }
    point->kkt = most;
    return LC_OK;
}

int lc_search_one_by_one(struct lc_search *s, const double *lambda, double first,
                         struct lc_error *err)
{
    double last = first, loglik;
    bool enough = false;
    int code = LC_OK;
    for (size_t k = 0; !code && !enough && k < s->options->count; k++) {
        struct lc_net_point point = { .lambda = lambda[k] };
        lc_search_screen(s, lambda[k], last);
        code = lc_search_settle(s, lambda[k], &point, err);
        if (!code && s->o->held_weight > 0)
            code = s->o->slopes(s->o->state, 1, s->b, &loglik, s->g_next,
                                &point.held_out, err);
        if (!code)
            code = lc_search_keep(s, &point, &enough, err);
        last = lambda[k];
        lc_progress("elastic net", (unsigned long)s->net->points,
                    (unsigned long)s->options->count, NULL);
    }
    lc_progress_end();
    return code;
}
