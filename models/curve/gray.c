#include "models/curve/gray.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A stratum's rows by time and group: who leaves, by the cause, by others. */
struct counts {
    const struct lc_row_groups *in;
    int cause;
    size_t times, groups;
    double *left, *own, *other; /* [times * groups] */
};

/* The curves of (1) and (3) at a time, and as they are after it. */
struct state {
    size_t groups;
    double rho, f, f_after;   /* of all groups together */
    double h_all, r_all, own; /* h., R., d. */
    double *y, *h;            /* [groups]; 0 where nobody is left */
    double *s, *s_after;      /* [groups] */
    double *own_f;            /* [groups] F_r after the time */
    double *r;                /* [groups] */
    double *a, *c;            /* [groups * groups]; c with this time's part */
    double *room;
};

static int state_new(struct state *at, size_t groups, double rho, struct lc_error *err)
{
    *at = (struct state){ .groups = groups, .rho = rho };
    at->room = lc_alloc(6 * groups + 2 * groups * groups, sizeof *at->room);
    if (!at->room)
        return LC_FAIL_NOMEM(err);
    at->y = at->room;
    at->h = at->y + groups;
    at->s = at->h + groups;
    at->s_after = at->s + groups;
    at->own_f = at->s_after + groups;
    at->r = at->own_f + groups;
    at->a = at->r + groups;
    at->c = at->a + groups * groups;
    return LC_OK;
}

/* Before the first time, everybody of the stratum at risk. */
static void begin(struct state *at, const struct counts *n)
{
    size_t k = at->groups;
    memset(at->room, 0, (6 * k + 2 * k * k) * sizeof *at->room);
    at->f_after = 0;
    for (size_t r = 0; r < k; r++) {
        at->s_after[r] = 1;
        for (size_t j = 0; j < n->times; j++)
            at->y[r] += n->left[j * k + r];
    }
}

/* (1), before the time's events. */
static void look(struct state *at, const double *own)
{
    at->f = at->f_after;
    at->h_all = at->r_all = at->own = 0;
    for (size_t r = 0; r < at->groups; r++) {
        at->s[r] = at->s_after[r];
        at->h[r] = at->y[r] > 0 ? at->y[r] / at->s[r] : 0;
        at->r[r] = at->h[r] * (1 - at->own_f[r]);
        at->h_all += at->h[r];
        at->r_all += at->r[r];
        at->own += own[r];
    }
}

/* (3), and the curves after the time's events. */
static void take_in(struct state *at, const double *own, const double *other)
{
    size_t k = at->groups;
    double step = at->own / at->h_all, level = pow(1 - at->f, at->rho);
    at->f_after = at->f + step;
    for (size_t i = 0; i < k; i++)
        for (size_t r = 0; r < k; r++) {
            double share = (i == r ? 1 : 0) - at->h[r] / at->h_all;
            at->a[i * k + r] = level * at->h[i] * share;
            at->c[i * k + r] += at->a[i * k + r] * step / (1 - at->f);
        }
    for (size_t r = 0; r < k; r++) {
        if (!(at->y[r] > 0))
            continue;
        at->own_f[r] += at->s[r] * own[r] / at->y[r];
        at->s_after[r] = at->s[r] * (at->y[r] - own[r] - other[r]) / at->y[r];
    }
}

static void add_score(const struct state *at, const double *own, double *score)
{
    double level = pow(1 - at->f, at->rho);
    for (size_t k = 0; k < at->groups; k++)
        score[k] += level * (own[k] - at->r[k] * at->own / at->r_all);
}

/* (5): below 0 where a group's share of the risk is less than the events of all. */
static double for_ties(double events, double risk)
{
    return events > 1 && risk > 1 ? 1 - (events - 1) / (risk - 1) : 1;
}

/* (4) of one time and group; c_end is c after the last time. */
static void add_variance(const struct state *at, const double *other, size_t r,
                         const double *c_end, double *variance)
{
    size_t k = at->groups;
    double g = at->s_after[r] > 0 ? (1 - at->f_after) / at->s_after[r] : 0;
    double ours =
        for_ties(at->own, at->h_all * at->s[r]) * at->own / at->h_all / at->h[r];
    double theirs = for_ties(other[r], at->y[r]) * other[r] / at->h[r] / at->h[r];
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            double d = c_end[i * k + r] - at->c[i * k + r];
            double e = c_end[j * k + r] - at->c[j * k + r];
            variance[i * k + j] += (at->a[i * k + r] + (1 - g) * d)
                                       * (at->a[j * k + r] + (1 - g) * e) * ours
                                   + g * g * d * e * theirs;
        }
}

/* Through the times: scores, or, given where c ends, variances. */
static void walk(struct state *at, const struct counts *n, const double *c_end,
                 double *score, double *variance)
{
    size_t k = at->groups;
    begin(at, n);
    for (size_t j = 0; j < n->times; j++) {
        const double *own = n->own + j * k, *other = n->other + j * k;
        double any = 0;
        for (size_t r = 0; r < k; r++)
            any += own[r] + other[r];
        if (any > 0) {
            look(at, own);
            if (score)
                add_score(at, own, score);
            take_in(at, own, other);
        }
        for (size_t r = 0; any > 0 && variance && r < k; r++)
            if (at->y[r] > 0)
                add_variance(at, other, r, c_end, variance);
        for (size_t r = 0; r < k; r++)
            at->y[r] -= n->left[j * k + r];
    }
}

static void count(struct counts *n, const struct lc_risk_table *t,
                  const struct lc_lives *lives, int32_t which)
{
    const int32_t *group = n->in->group, *stratum = n->in->stratum;
    memset(n->left, 0, 3 * n->times * n->groups * sizeof *n->left);
    for (size_t i = 0; i < lives->n; i++) {
        size_t at = t->exit[i] * n->groups + (size_t)group[i];
        if (stratum && stratum[i] != which)
            continue;
        n->left[at]++;
        if (lives->cause[i])
            (lives->cause[i] == n->cause ? n->own : n->other)[at]++;
    }
}

static int add_strata(struct lc_gray *test, struct counts *n, struct state *at,
                      const struct lc_risk_table *t, const struct lc_lives *lives,
                      struct lc_error *err)
{
    size_t square = n->groups * n->groups;
    double *c_end = lc_alloc(square, sizeof *c_end);
    if (!c_end)
        return LC_FAIL_NOMEM(err);
    for (size_t s = 0; s < n->in->strata; s++) {
        count(n, t, lives, (int32_t)s);
        walk(at, n, NULL, test->score, NULL);
        memcpy(c_end, at->c, square * sizeof *c_end);
        walk(at, n, c_end, NULL, test->variance);
    }
    free(c_end);
    return LC_OK;
}

/* A group has a part in the test if its score can vary. */
static int judge(struct lc_gray *test, struct lc_error *err)
{
    size_t k = test->groups;
    unsigned char *used = lc_alloc(k, 1);
    if (!used)
        return LC_FAIL_NOMEM(err);
    for (size_t g = 0; g < k; g++)
        used[g] = test->variance[g * k + g] > 0;
    int code = lc_logrank_judge(k, test->score, test->variance, used, &test->test, err);
    free(used);
    return code;
}

static int allocate(struct lc_gray **test, size_t groups, struct lc_error *err)
{
    struct lc_gray *t = *test = lc_alloc(1, sizeof *t);
    if (!t)
        return LC_FAIL_NOMEM(err);
    t->groups = groups;
    t->score = lc_alloc(groups, sizeof *t->score);
    t->variance = lc_alloc(groups * groups, sizeof *t->variance);
    return t->score && t->variance ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_gray_new(struct lc_gray **test, const struct lc_lives *lives, int cause,
                const struct lc_row_groups *in, double rho, struct lc_error *err)
{
    struct lc_risk_table *t = NULL;
    struct state at = { 0 };
    struct counts n = { in, cause, 0, in->groups, NULL, NULL, NULL };
    *test = NULL;
    if (lives->weight || lives->start)
        return LC_FAIL(err, LC_UNFIT,
                       "Gray's test takes no %s; leave them out, or take a log-rank "
                       "test of the cause",
                       lives->weight ? "weights" : "start times");
    int code = allocate(test, in->groups, err);
    if (!code)
        code = lc_risk_table_new(&t, lives, err);
    if (!code)
        code = state_new(&at, in->groups, rho, err);
    if (!code) {
        n.times = t->times;
        n.left = lc_alloc(3 * n.times * n.groups, sizeof *n.left);
        code = n.left ? LC_OK : LC_FAIL_NOMEM(err);
    }
    if (!code) {
        n.own = n.left + n.times * n.groups;
        n.other = n.own + n.times * n.groups;
        code = add_strata(*test, &n, &at, t, lives, err);
    }
    if (!code)
        code = judge(*test, err);
    free(n.left);
    free(at.room);
    lc_risk_table_free(t);
    if (code) {
        lc_gray_free(*test);
        *test = NULL;
    }
    return code;
}

void lc_gray_free(struct lc_gray *test)
{
    if (!test)
        return;
    free(test->score);
    free(test->variance);
    free(test);
}
