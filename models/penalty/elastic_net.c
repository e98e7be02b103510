/* See elastic_net.h. One struct holds the search; each function is one move of it. */
#include "models/penalty/elastic_net.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "base/progress.h"
#include "models/penalty/descent.h"

struct search {
    const struct lc_net_target *o;
    const struct lc_net_options *options;
    struct lc_net *net;
    size_t q;       /* p and the intercept */
    double *factor; /* [q] scaled; 0 for the intercept */
    double *b, *g;  /* [q] the present point and g = -grad l / n there */
    double *next, *g_next;
    double loglik, tolerance;
    unsigned char *screened; /* [p] in the strong set */
    size_t held;             /* columns in the held matrix */
    size_t *set;             /* [p] which */
    size_t *place;           /* [p] where in set, or p where not */
    double *info;            /* [(held + 1)^2] divided by n */
    bool fresh;              /* taken at the present point */
    double *small;           /* workspace of the inner loop: 6 vectors of q */
};

static void search_free(struct search *s)
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
    free(s->small);
}

static int search_new(struct search *s, struct lc_error *err)
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
    s->info = lc_alloc((p + 1) * (p + 1), sizeof(double));
    s->small = lc_alloc(6 * s->q, sizeof(double));
    return s->factor && s->b && s->g && s->next && s->g_next && s->screened && s->set
                   && s->place && s->info && s->small
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

/* Constant columns have no scale and take no part. */
static void scale_factors(struct search *s)
{
    double sum = 0, used = 0;
    for (size_t j = 0; j < s->o->p; j++) {
        s->factor[j] = s->options->factor ? s->options->factor[j] : 1;
        sum += s->factor[j];
        used += 1;
    }
    for (size_t j = 0; j < s->o->p && sum > 0; j++)
        s->factor[j] *= used / sum;
}

static bool usable(const struct search *s, size_t j)
{
    return s->o->sd[j] > 0;
}

static int evaluate(struct search *s, const double *b, double *loglik, double *g,
                    struct lc_error *err)
{
    s->net->passes++;
    int code = s->o->slope(s->o->state, b, loglik, g, err);
    for (size_t j = 0; j < s->q; j++)
        g[j] /= -s->o->weight;
    return code ? code : lc_interrupt_check(err);
}

static double penalty(const struct search *s, const double *b, double lambda)
{
    double alpha = s->options->alpha, sum = 0;
    for (size_t j = 0; j < s->o->p; j++)
        sum += s->factor[j] * (alpha * fabs(b[j]) + (1 - alpha) / 2 * b[j] * b[j]);
    return lambda * sum;
}

/* The violation of (2) or (3) by coordinate j. */
static double violation(const struct search *s, size_t j, double lambda)
{
    double alpha = s->options->alpha, f = lambda * s->factor[j], b = s->b[j];
    if (j < s->o->p && !usable(s, j))
        return 0;
    if (b == 0)
        return fmax(0, fabs(s->g[j]) - f * alpha);
    return fabs(s->g[j] + f * (alpha * (b > 0 ? 1 : -1) + (1 - alpha) * b));
}

/* Lets those that break (2) into the screened set; returns the largest violation. */
static double check_all(struct search *s, double lambda)
{
    double most = 0;
    for (size_t j = 0; j < s->q; j++) {
        double v = violation(s, j, lambda);
        if (j < s->o->p && v > s->tolerance / 2)
            s->screened[j] = 1;
        if (v > most)
            most = v;
    }
    return most;
}

/* The strong rule: a column whose gradient at the last lambda was below
 * alpha f (2 lambda - last) will very likely stay at 0. check_all catches the others.
 */
static void screen(struct search *s, double lambda, double last)
{
    double alpha = s->options->alpha;
    for (size_t j = 0; j < s->o->p; j++) {
        double bound = alpha * s->factor[j] * (2 * lambda - last);
        s->screened[j] = usable(s, j) && (s->b[j] != 0 || fabs(s->g[j]) >= bound);
    }
}

static bool holds_all_screened(const struct search *s)
{
    for (size_t j = 0; j < s->o->p; j++)
        if (s->screened[j] && s->place[j] == s->o->p)
            return false;
    return true;
}

/* A fresh matrix holds a few columns more than are asked for: those next in line. */
static int renew(struct search *s, double lambda, struct lc_error *err)
{
    size_t p = s->o->p;
    s->held = 0;
    for (size_t j = 0; j < p; j++) {
        bool near = usable(s, j)
                    && fabs(s->g[j]) >= 0.6 * s->options->alpha * s->factor[j] * lambda;
        s->place[j] = p;
        if (s->screened[j] || near) {
            s->place[j] = s->held;
            s->set[s->held++] = j;
        }
    }
    s->net->renewals++;
    int code = s->o->information(s->o->state, s->set, s->held, s->info, err);
    size_t m = s->held + (s->q - p);
    for (size_t i = 0; i < m * m; i++)
        s->info[i] /= s->o->weight;
    s->fresh = true;
    return code;
}

/* The step's target: next = argmin of the model (descent.h) over the held columns. */
static void propose(struct search *s, double lambda)
{
    size_t p = s->o->p, m = s->held + (s->q - p);
    double *g = s->small, *b = g + s->q, *l1 = b + s->q, *l2 = l1 + s->q,
           *c = l2 + s->q;
    for (size_t k = 0; k < m; k++) {
        size_t j = k < s->held ? s->set[k] : p;
        g[k] = s->g[j];
        b[k] = c[k] = s->b[j];
        l1[k] = lambda * s->options->alpha * s->factor[j];
        l2[k] = lambda * (1 - s->options->alpha) * s->factor[j];
        if (j < p && !s->screened[j])
            l1[k] = INFINITY;
    }
    lc_descend(m, g, s->info, b, l1, l2, s->tolerance * 1e-2, 10000, c, c + s->q);
    memcpy(s->next, s->b, s->q * sizeof *s->next);
    for (size_t k = 0; k < m; k++)
        s->next[k < s->held ? s->set[k] : p] = c[k];
}

/* What the step taken says of the held matrix (descent.h). */
static void learn(struct search *s)
{
    size_t p = s->o->p, m = s->held + (s->q - p);
    double *step = s->small, *change = step + s->q;
    for (size_t k = 0; k < m; k++) {
        size_t j = k < s->held ? s->set[k] : p;
        step[k] = s->next[j] - s->b[j];
        change[k] = s->g_next[j] - s->g[j];
    }
    lc_descent_learn(m, step, change, s->info, change + s->q);
}

static double objective(const struct search *s, double loglik, const double *b,
                        double lambda)
{
    return -loglik / s->o->weight + penalty(s, b, lambda);
}

/* Moves to next, or part of the way where the objective would rise: a stale matrix may
 * overshoot. *moved tells whether anything was gained. */
static int take_step(struct search *s, double lambda, bool *moved, struct lc_error *err)
{
    double here = objective(s, s->loglik, s->b, lambda), loglik;
    double slack = 1e-14 * (1 + fabs(here));
    *moved = false;
    for (int halvings = 0; halvings < 30; halvings++) {
        int code = evaluate(s, s->next, &loglik, s->g_next, err);
        if (code)
            return code;
        if (objective(s, loglik, s->next, lambda) <= here + slack) {
            *moved = memcmp(s->b, s->next, s->q * sizeof *s->b) != 0;
            learn(s);
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
    /* the objective's own state must be at b again before a matrix is asked for */
    return evaluate(s, s->b, &loglik, s->g_next, err);
}

static int at_lambda(struct search *s, double lambda, struct lc_net_point *point,
                     struct lc_error *err)
{
    double last = INFINITY, most = check_all(s, lambda);
    bool stale = false;
    int code = LC_OK;
    for (point->steps = 0; most > s->tolerance; point->steps++) {
        bool moved = false;
        if (point->steps >= s->options->max_steps)
            return LC_FAIL(err, LC_DIVERGED,
                           "elastic net: no convergence at lambda %g in %d steps",
                           lambda, s->options->max_steps);
        if (!s->fresh && (stale || most > 0.5 * last || !holds_all_screened(s)))
            code = renew(s, lambda, err);
        last = most;
        if (!code) {
            propose(s, lambda);
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

static int keep(struct search *s, double lambda, struct lc_net_point *point,
                struct lc_error *err)
{
    point->lambda = lambda;
    point->loglik = s->loglik;
    point->deviance_ratio =
        (s->loglik - s->net->null_loglik) / (s->o->saturated - s->net->null_loglik);
    point->b = lc_alloc(s->q, sizeof *point->b);
    if (!point->b)
        return LC_FAIL_NOMEM(err);
    memcpy(point->b, s->b, s->q * sizeof *point->b);
    for (size_t j = 0; j < s->o->p; j++)
        point->df += s->b[j] != 0;
    return LC_OK;
}

static int descending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* The least lambda at which every penalised coefficient is 0, at the null model. */
static double first_lambda(const struct search *s)
{
    double most = 0, alpha = fmax(s->options->alpha, 1e-3);
    for (size_t j = 0; j < s->o->p; j++)
        if (usable(s, j) && s->factor[j] > 0)
            most = fmax(most, fabs(s->g[j]) / (alpha * s->factor[j]));
    return most;
}

static double *make_lambdas(const struct search *s, double first)
{
    const struct lc_net_options *o = s->options;
    double *lambda = lc_alloc(o->count, sizeof *lambda);
    double ratio = o->ratio > 0 ? o->ratio : o->rows < (double)s->o->p ? 1e-2 : 1e-4;
    for (size_t k = 0; lambda && k < o->count; k++)
        lambda[k] = o->lambda
                        ? o->lambda[k]
                        : first * pow(ratio, (double)k / fmax(1, (double)o->count - 1));
    if (lambda)
        qsort(lambda, o->count, sizeof *lambda, descending);
    return lambda;
}

/* The intercept alone (what deviance ratios are measured from), then with it the
 * unpenalised columns: an infinite lambda for the others. */
static int null_model(struct search *s, struct lc_error *err)
{
    struct lc_net_point ignored = { 0 };
    size_t p = s->o->p;
    int code = evaluate(s, s->b, &s->loglik, s->g, err);
    for (size_t j = 0; j < s->q; j++)
        s->tolerance = fmax(s->tolerance, fabs(s->g[j]));
    s->tolerance *= s->options->kkt;
    for (size_t j = 0; j < p; j++) {
        s->place[j] = p;
        s->factor[j] = 1;
    }
    if (!code)
        code = at_lambda(s, 1e300, &ignored, err);
    s->net->null_loglik = s->loglik;
    scale_factors(s);
    return code ? code : at_lambda(s, 1e300, &ignored, err);
}

static int along(struct search *s, const double *lambda, struct lc_error *err)
{
    const struct lc_net_options *o = s->options;
    double last = fmax(first_lambda(s), lambda[0]);
    for (size_t k = 0; k < o->count; k++) {
        struct lc_net_point *point = s->net->point + k;
        screen(s, lambda[k], last);
        int code = at_lambda(s, lambda[k], point, err);
        if (!code)
            code = keep(s, lambda[k], point, err);
        if (code)
            return code;
        last = lambda[k];
        s->net->points = k + 1;
        lc_progress("elastic net", (unsigned long)k + 1, (unsigned long)o->count,
                    "%zu columns in", point->df);
        if (o->early > 0 && !o->lambda && k >= 4
            && (point->deviance_ratio - point[-1].deviance_ratio < o->early
                || point->deviance_ratio > 0.999))
            break;
    }
    lc_progress_end();
    return LC_OK;
}

int lc_net_fit(struct lc_net **net, const struct lc_net_target *target,
               const struct lc_net_options *options, struct lc_error *err)
{
    struct search s = { .o = target, .options = options };
    double *lambda = NULL;
    *net = NULL;
    s.net = lc_alloc(1, sizeof *s.net);
    int code = s.net ? search_new(&s, err) : LC_FAIL_NOMEM(err);
    if (!code) {
        s.net->p = s.o->p;
        s.net->point = lc_alloc(options->count, sizeof *s.net->point);
        code = s.net->point ? null_model(&s, err) : LC_FAIL_NOMEM(err);
    }
    if (!code && !(lambda = make_lambdas(&s, first_lambda(&s))))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = along(&s, lambda, err);
    free(lambda);
    search_free(&s);
    if (code)
        lc_net_free(s.net);
    else
        *net = s.net;
    return code;
}
