#include "models/climb/glide_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/newton_inside.h"
#include "numeric/cholesky.h"

/* PAIRS: steps that are learnt from before a full look. SAFE: by how much less a step
 * may leave than the last one did. */
enum { PAIRS = 12, ROUNDS = 4 };
static const double SAFE = 0.5;

struct glide {
    struct lc_newton *newton;
    size_t q, pairs;
    double *room;
    double *step[PAIRS], *turn[PAIRS]; /* [q] what was gone, what the gradient lost */
    double product[PAIRS];             /* of the two */
    double decrement;                  /* where the last step began */
    double *before;                    /* [q] the gradient where the step began */
    double *home;                      /* [q] beta as it came in */
};

static double dot(size_t q, const double *a, const double *b)
{
    double sum = 0;
    for (size_t k = 0; k < q; k++)
        sum += a[k] * b[k];
    return sum;
}

static void add(size_t q, double factor, const double *a, double *b)
{
    for (size_t k = 0; k < q; k++)
        b[k] += factor * a[k];
}

static int open_glide(struct glide *g, struct lc_newton *newton, struct lc_error *err)
{
    size_t q = newton->q;
    *g = (struct glide){ .newton = newton, .q = q };
    g->room = lc_alloc((2 * PAIRS + 2) * q, sizeof *g->room);
    if (!g->room)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < PAIRS; i++) {
        g->step[i] = g->room + 2 * i * q;
        g->turn[i] = g->step[i] + q;
    }
    g->before = g->room + 2 * PAIRS * q;
    g->home = g->before + q;
    return LC_OK;
}

/* newton->step = H^-1 U and decrement = U' H^-1 U, H the factor and what was learnt. */
static void aim(struct glide *g)
{
    struct lc_newton *n = g->newton;
    double along[PAIRS] = { 0 }, *r = n->step;
    memcpy(r, n->gradient, g->q * sizeof *r);
    for (size_t i = g->pairs; i-- > 0;) {
        along[i] = dot(g->q, g->step[i], r) / g->product[i];
        add(g->q, -along[i], g->turn[i], r);
    }
    lc_cholesky_solve(g->q, n->factor, n->alias, r);
    for (size_t i = 0; i < g->pairs; i++) {
        double back = dot(g->q, g->turn[i], r) / g->product[i];
        add(g->q, along[i] - back, g->step[i], r);
    }
    n->decrement = dot(g->q, r, n->gradient);
}

/* A pair whose product is all rounding teaches nothing. */
static void learn(struct glide *g)
{
    struct lc_newton *n = g->newton;
    double *step = g->step[g->pairs], *turn = g->turn[g->pairs];
    for (size_t k = 0; k < g->q; k++) {
        step[k] = n->beta[k] - n->start[k];
        turn[k] = n->alias[k] ? 0 : g->before[k] - n->gradient[k];
    }
    g->product[g->pairs] = dot(g->q, step, turn);
    g->pairs += g->product[g->pairs] > 0;
}

/* What a full look is likely to find settled (lc_newton_settled), when a step leaves
 * `rate` of the decrement: the largest decrement that does. */
static double enough(const struct lc_newton *n, double rate, double tolerance)
{
    struct lc_newton there = { .size = n->size, .rate = rate, .decrement = 1 };
    while (there.decrement > tolerance && !lc_newton_settled(&there, tolerance))
        there.decrement /= 2;
    return there.decrement;
}

/* Is a full look due after the step at hand? It is when it will be the last one; and
 * when looks at the gradient alone are likely to cost more than what a better matrix
 * would save of them. rate NaN: nothing is known of it. */
static bool is_due(const struct lc_newton *n, double rate, double tolerance)
{
    double target = SAFE * enough(n, rate, tolerance);
    double looks = log(target / n->decrement) / log(rate);
    return rate >= 1 || looks <= 1 || looks > n->full_cost;
}

/* Steps by gradients alone, until a full look is due: where beta then stands. */
static int slide(struct glide *g, const struct lc_objective *f, double rate,
                 double tolerance, int max_steps, struct lc_error *err)
{
    struct lc_newton *n = g->newton;
    while (n->decrement > tolerance && n->steps < max_steps) {
        double before = n->objective;
        g->decrement = n->decrement;
        memcpy(n->start, n->beta, g->q * sizeof *n->beta);
        memcpy(g->before, n->gradient, g->q * sizeof *n->gradient);
        add(g->q, 1, n->step, n->beta);
        n->steps++;
        if (g->pairs == PAIRS || is_due(n, rate, tolerance))
            return LC_OK;
        int code = lc_newton_look(n, f, false, err);
        if (code)
            return code;
        if (!lc_newton_is_higher(n, before)) {
            memcpy(n->beta, n->start, g->q * sizeof *n->beta);
            return LC_OK;
        }
        learn(g);
        aim(g);
        rate = n->decrement / g->decrement;
    }
    return LC_OK;
}

/* Slide and look fully, until it has settled. From a full look Newton's step leaves
 * about decrement / size of the decrement: its length, squared. *sound false: a full
 * look found no number, or no information about a coefficient. */
static int glide(struct glide *g, const struct lc_objective *f, double tolerance,
                 int max_steps, bool *sound, struct lc_error *err)
{
    struct lc_newton *n = g->newton;
    int code = LC_OK;
    *sound = true;
    aim(g);
    for (int round = 0; round < ROUNDS && *sound && n->steps < max_steps; round++) {
        g->pairs = 0;
        code = slide(g, f, round && n->size > 0 ? n->decrement / n->size : NAN,
                     tolerance, max_steps, err);
        if (!code)
            code = lc_newton_look(n, f, true, err);
        *sound = !code && lc_newton_aim(n);
        n->rate = n->decrement / g->decrement;
        if (code || lc_newton_settled(n, tolerance))
            return code;
    }
    return code;
}

/* Take matrix for the information at hand. */
static bool hold(struct lc_newton *n, const double *matrix)
{
    size_t q = n->q;
    memcpy(n->information, matrix, q * q * sizeof *matrix);
    return lc_newton_aim(n);
}

static int go_home(struct lc_newton *n, const struct lc_objective *f,
                   const double *home, struct lc_error *err)
{
    memcpy(n->beta, home, n->q * sizeof *home);
    int code = lc_newton_look(n, f, true, err);
    if (!code)
        lc_newton_aim(n);
    return code;
}

int lc_glide(struct lc_newton *n, const struct lc_objective *f, const double *beta,
             const double *matrix, double tolerance, int max_steps,
             struct lc_error *err)
{
    struct glide g;
    double before = n->objective;
    bool sound = false;
    int code = open_glide(&g, n, err);
    if (code)
        return code;
    memcpy(g.home, n->beta, n->q * sizeof *n->beta);
    memcpy(n->beta, beta, n->q * sizeof *beta);
    code = lc_newton_look(n, f, false, err);
    if (!code && lc_newton_is_higher(n, before) && hold(n, matrix)) {
        n->steps++;
        code = glide(&g, f, tolerance, max_steps, &sound, err);
    }
    if (!code && !sound)
        code = go_home(n, f, g.home, err);
    free(g.room);
    return code;
}
