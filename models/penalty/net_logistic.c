#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/family/link.h"
#include "models/penalty/net_sweep.h"
#include "parallel/many.h"

struct state {
    const struct lc_sample *sample;
    lc_team *team;
    lc_sweep *sweep;
    double *mean, *sd, *scale; /* [p]; scale = 1 / sd, or 0 */
    double *beta, *gradient;   /* [LC_MANY * (p + 1)] intercepts first, as in sweeps */
};

static int slopes(void *state, size_t count, const double *b, double *loglik,
                  double *gradient, struct lc_error *err)
{
    struct state *s = state;
    size_t p = s->sample->x.p, q = p + 1;
    struct lc_binary_rows binary = { .sample = s->sample };
    struct lc_many many = { count, s->beta, loglik, s->gradient };
    for (size_t v = 0; v < count; v++) {
        s->beta[v * q] = b[v * q + p];
        memcpy(s->beta + v * q + 1, b + v * q, p * sizeof *b);
    }
    int code = lc_sweep_many(s->sweep, &many, lc_link_logit.rule, &binary, err);
    for (size_t v = 0; v < count; v++) {
        memcpy(gradient + v * q, s->gradient + v * q + 1, p * sizeof *gradient);
        gradient[v * q + p] = s->gradient[v * q];
    }
    return code;
}

static int slope(void *state, const double *b, double *loglik, double *gradient,
                 struct lc_error *err)
{
    return slopes(state, 1, b, loglik, gradient, err);
}

/* A sweep over the chosen columns alone; its order has the intercept first. */
static int information(void *state, const double *b, const size_t *set, size_t count,
                       double *info, struct lc_error *err)
{
    struct state *s = state;
    size_t m = count + 1;
    struct lc_binary_rows binary = { .sample = s->sample };
    struct lc_column *column = lc_alloc(count, sizeof *column);
    double *room = lc_alloc(2 * count + m + m * m, sizeof *room);
    lc_sweep *sweep = NULL;
    int code = column && room ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        double *centre = room, *scale = room + count, *beta = scale + count;
        double *gram = beta + m;
        beta[0] = b[s->sample->x.p];
        for (size_t k = 0; k < count; k++) {
            column[k] = s->sample->x.column[set[k]];
            centre[k] = s->mean[set[k]];
            scale[k] = s->scale[set[k]];
            beta[k + 1] = b[set[k]];
        }
        struct lc_matrix x = { s->sample->n, count, column };
        struct lc_view view = { &x, true, centre, scale, s->sample->shard, s->team };
        struct lc_sums sums = { .gram = gram };
        code = lc_sweep_new(&sweep, &view, err);
        if (!code)
            code = lc_sweep_run(sweep, beta, LC_SUM_GRAM, lc_link_logit.rule, &binary,
                                &sums, err);
        for (size_t i = 0; !code && i < m; i++)
            for (size_t j = 0; j < m; j++)
                info[i * m + j] = gram[(i + 1) % m * m + (j + 1) % m];
    }
    lc_sweep_free(sweep);
    free(column);
    free(room);
    return code;
}

static void free_state(void *state)
{
    struct state *s = state;
    if (!s)
        return;
    lc_sweep_free(s->sweep);
    free(s->mean);
    free(s->sd);
    free(s->scale);
    free(s->beta);
    free(s->gradient);
    free(s);
}

static double x_log_x(double x)
{
    return x > 0 ? x * log(x) : 0;
}

/* Sum of weights, and the log-likelihood of a model with a parameter a row. */
static void add_rows(const struct lc_sample *s, struct lc_net_target *target)
{
    for (size_t i = 0; i < s->n; i++) {
        double w = s->weight ? s->weight[i] : 1, m = s->trials ? s->trials[i] : 1;
        target->weight += w * m;
        if (m > 0)
            target->saturated +=
                w * (x_log_x(s->y[i]) + x_log_x(m - s->y[i]) - x_log_x(m));
    }
}

static int fill(struct state *s, const struct lc_sample *sample, bool standardise,
                lc_team *team, struct lc_error *err)
{
    size_t p = sample->x.p;
    s->sample = sample;
    s->team = team;
    s->mean = lc_alloc(p, sizeof(double));
    s->sd = lc_alloc(p, sizeof(double));
    s->scale = lc_alloc(p, sizeof(double));
    s->beta = lc_alloc(LC_MANY * (p + 1), sizeof(double));
    s->gradient = lc_alloc(LC_MANY * (p + 1), sizeof(double));
    if (!s->mean || !s->sd || !s->scale || !s->beta || !s->gradient)
        return LC_FAIL_NOMEM(err);
    int code = lc_net_moments(sample, standardise, s->mean, s->sd, err);
    if (code)
        return code;
    for (size_t k = 0; k < p; k++)
        s->scale[k] = s->sd[k] > 0 ? 1 / s->sd[k] : 0;
    struct lc_view view = { &sample->x, true, s->mean, s->scale, sample->shard, team };
    return lc_sweep_new(&s->sweep, &view, err);
}

int lc_net_logistic(struct lc_net_target *target, const struct lc_sample *sample,
                    bool standardise, lc_team *team, struct lc_error *err)
{
    struct state *s = lc_alloc(1, sizeof *s);
    int code = s ? fill(s, sample, standardise, team, err) : LC_FAIL_NOMEM(err);
    if (code) {
        free_state(s);
        return code;
    }
    *target = (struct lc_net_target){ .p = sample->x.p,
                                      .intercept = true,
                                      .mean = s->mean,
                                      .sd = s->sd,
                                      .state = s,
                                      .slope = slope,
                                      .slopes = slopes,
                                      .information = information,
                                      .free = free_state };
    add_rows(sample, target);
    return LC_OK;
}
