#include "models/curve/logrank.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "base/memory.h"
#include "numeric/cholesky.h"

/* The rows of one stratum, gathered. */
struct part {
    double *start, *stop, *weight;
    int32_t *cause;
    uint32_t *group;
    size_t n;
};

static void part_free(struct part *part)
{
    free(part->start);
    free(part->stop);
    free(part->weight);
    free(part->cause);
    free(part->group);
    *part = (struct part){ 0 };
}

static int part_new(struct part *part, size_t room, struct lc_error *err)
{
    *part = (struct part){ 0 };
    part->start = lc_alloc(room, sizeof(double));
    part->stop = lc_alloc(room, sizeof(double));
    part->weight = lc_alloc(room, sizeof(double));
    part->cause = lc_alloc(room, sizeof(int32_t));
    part->group = lc_alloc(room, sizeof(uint32_t));
    if (part->start && part->stop && part->weight && part->cause && part->group)
        return LC_OK;
    part_free(part);
    return LC_FAIL_NOMEM(err);
}

static void gather(struct part *part, const struct lc_lives *lives,
                   const int32_t *group, const uint32_t *rows, size_t count)
{
    part->n = 0;
    for (size_t r = 0; r < count; r++) {
        size_t i = rows[r];
        part->start[part->n] = lives->start ? lives->start[i] : -1;
        part->stop[part->n] = lives->stop[i];
        part->weight[part->n] = lives->weight ? lives->weight[i] : 1;
        part->cause[part->n] = lives->cause[i] > 0; /* any cause */
        part->group[part->n++] = (uint32_t)group[i];
    }
}

/* by_group[times * groups] of those at risk, and d_g in the same layout. */
static void count_groups(const struct part *part, const struct lc_risk_table *t,
                         size_t groups, double *risk, double *event)
{
    for (size_t i = 0; i < part->n; i++) {
        size_t g = part->group[i], j = t->exit[i], e = lc_risk_table_entry(t, i);
        risk[j * groups + g] += part->weight[i];
        if (part->cause[i])
            event[j * groups + g] += part->weight[i];
        if (e)
            risk[(e - 1) * groups + g] -= part->weight[i];
    }
    for (size_t j = t->times; j-- > 1;)
        for (size_t g = 0; g < groups; g++)
            risk[(j - 1) * groups + g] += risk[j * groups + g];
}

/* One time's part of (1) and (2). */
static void add_time(struct lc_logrank *test, size_t stratum, double w, double d,
                     double y, const double *risk, const double *event)
{
    size_t k = test->groups;
    double scale = y > 1 ? w * w * d * (y - d) / (y - 1) : 0;
    for (size_t g = 0; g < k; g++) {
        test->observed[stratum * k + g] += w * event[g];
        test->expected[stratum * k + g] += w * d * risk[g] / y;
        for (size_t h = 0; h < k; h++)
            test->variance[g * k + h] +=
                scale * (risk[g] / y) * ((g == h ? 1 : 0) - risk[h] / y);
    }
}

static int add_stratum(struct lc_logrank *test, const struct part *part, size_t stratum,
                       double rho, struct lc_error *err)
{
    struct lc_lives lives = { part->n,      part->start, part->stop, part->cause,
                              part->weight, 1,           NULL };
    struct lc_risk_table *t;
    if (part->n == 0)
        return LC_OK;
    int code = lc_risk_table_new(&t, &lives, err);
    if (code)
        return code;
    double *risk = lc_alloc(2 * t->times * test->groups, sizeof(double));
    double *event = risk ? risk + t->times * test->groups : NULL, s = 1;
    if (!risk)
        code = LC_FAIL_NOMEM(err);
    else
        count_groups(part, t, test->groups, risk, event);
    for (size_t j = 0; !code && j < t->times; j++) {
        double d = t->any[j], y = t->at_risk[j];
        if (!(d > 0))
            continue;
        add_time(test, stratum, pow(s, rho), d, y, risk + j * test->groups,
                 event + j * test->groups);
        s *= (y - d) / y;
    }
    free(risk);
    lc_risk_table_free(t);
    return code;
}

/* (3) without the last of the groups in use, which is a combination of the others: what
 * is left of V has an inverse where there is a test to be made. */
int lc_logrank_judge(size_t groups, const double *score, const double *variance,
                     const unsigned char *used, struct lc_chi_square *test,
                     struct lc_error *err)
{
    size_t m = 0, *which = lc_alloc(groups, sizeof *which);
    double *v = lc_alloc(groups * groups, sizeof *v);
    double *u = lc_alloc(groups, sizeof *u);
    unsigned char *alias = lc_alloc(groups, 1);
    int code = which && v && u && alias ? LC_OK : LC_FAIL_NOMEM(err);
    *test = (struct lc_chi_square){ NAN, NAN, 0 };
    for (size_t g = 0; !code && g < groups; g++)
        if (used[g])
            which[m++] = g;
    m -= m > 0;
    test->df = (int)m;
    for (size_t g = 0; !code && g < m; g++) {
        u[g] = score[which[g]];
        for (size_t h = 0; h < m; h++)
            v[g * m + h] = variance[which[g] * groups + which[h]];
    }
    if (!code && m > 0 && lc_cholesky(m, v, 0, alias) == m) {
        lc_cholesky_solve(m, v, alias, u); /* V^- (O - E) */
        test->chisq = 0;
        for (size_t g = 0; g < m; g++)
            test->chisq += score[which[g]] * u[g];
        test->p = gsl_cdf_chisq_Q(test->chisq, (double)m);
    }
    free(which);
    free(v);
    free(u);
    free(alias);
    return code;
}

/* (3). A group has a part in it if an event was expected there. */
static int judge(struct lc_logrank *test, struct lc_error *err)
{
    size_t k = test->groups;
    double *u = lc_alloc(k, sizeof *u);
    unsigned char *used = lc_alloc(k, 1);
    int code = u && used ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t g = 0; !code && g < k; g++) {
        double expected = 0;
        for (size_t s = 0; s < test->strata; s++) {
            expected += test->expected[s * k + g];
            u[g] += test->observed[s * k + g] - test->expected[s * k + g];
        }
        used[g] = expected > 0;
    }
    if (!code)
        code = lc_logrank_judge(k, u, test->variance, used, &test->test, err);
    free(u);
    free(used);
    return code;
}

/* Rows by stratum, in their own order: first[s] .. first[s + 1] of rows[n]. */
static int by_stratum(size_t n, const int32_t *stratum, size_t strata, uint32_t **rows,
                      size_t **first, struct lc_error *err)
{
    *rows = lc_alloc(n, sizeof **rows);
    *first = lc_alloc(strata + 2, sizeof **first);
    if (!*rows || !*first)
        return LC_FAIL_NOMEM(err);
    size_t *place =
        *first + 1; /* becomes the end of each stratum, thus the next's start */
    for (size_t i = 0; i < n; i++)
        place[(stratum ? (size_t)stratum[i] : 0) + 1]++;
    for (size_t s = 0; s < strata; s++)
        place[s + 1] += place[s];
    for (size_t i = 0; i < n; i++)
        (*rows)[place[stratum ? (size_t)stratum[i] : 0]++] = (uint32_t)i;
    return LC_OK;
}

static int allocate(struct lc_logrank **test, size_t groups, size_t strata,
                    struct lc_error *err)
{
    struct lc_logrank *t = *test = lc_alloc(1, sizeof *t);
    if (!t)
        return LC_FAIL_NOMEM(err);
    t->groups = groups;
    t->strata = strata;
    t->observed = lc_alloc(groups * strata, sizeof(double));
    t->expected = lc_alloc(groups * strata, sizeof(double));
    t->variance = lc_alloc(groups * groups, sizeof(double));
    return t->observed && t->expected && t->variance ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_logrank_new(struct lc_logrank **test, const struct lc_lives *lives,
                   const struct lc_row_groups *in, double rho, struct lc_error *err)
{
    struct part part = { 0 };
    uint32_t *rows = NULL;
    size_t *first = NULL;
    int code = allocate(test, in->groups, in->strata, err);
    if (!code)
        code = part_new(&part, lives->n, err);
    if (!code)
        code = by_stratum(lives->n, in->stratum, in->strata, &rows, &first, err);
    for (size_t s = 0; !code && s < in->strata; s++) {
        gather(&part, lives, in->group, rows + first[s], first[s + 1] - first[s]);
        code = add_stratum(*test, &part, s, rho, err);
    }
    free(rows);
    free(first);
    if (!code)
        code = judge(*test, err);
    part_free(&part);
    if (code) {
        lc_logrank_free(*test);
        *test = NULL;
    }
    return code;
}

void lc_logrank_free(struct lc_logrank *test)
{
    if (!test)
        return;
    free(test->observed);
    free(test->expected);
    free(test->variance);
    free(test);
}
