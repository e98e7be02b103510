#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/binary/binary_inside.h"
#include "models/climb/net_moments.h"
#include "parallel/many.h"

struct state {
    struct lc_sample sample; /* the rows held out have weight 0 */
    const double *whole;     /* their own weights, or NULL */
    struct lc_net_held held; /* fold NULL: none */
    lc_team *team;
    lc_sweep *sweep;
    double *mean, *sd, *scale; /* [p]; scale = 1 / sd, or 0 */
    double *beta, *gradient;   /* [LC_MANY * (p + 1)] intercepts first, as in sweeps */
    double *weight;            /* [n] if there are rows held out */
};

/* What a row's own probability makes of it, less the saturated model; see binary.h.
 */
static double row_deviance(double y, double m, double eta, double soft)
{
    static const double FAR = 11.512915464920228; /* log((1 - 1e-5) / 1e-5) */
    double saturated = 0;
    if (fabs(eta) > FAR) {
        eta = eta > 0 ? FAR : -FAR;
        soft = log1p(exp(eta));
    }
    if (y > 0)
        saturated += y * log(y / m);
    if (m - y > 0)
        saturated += (m - y) * log((m - y) / m);
    return 2 * (saturated - y * eta + m * soft);
}

/* extra[0]: the deviance of the block's rows that are held out. */
static void add_held_out(const struct state *s, struct lc_rows *rows)
{
    const int32_t *fold = s->held.fold + rows->first;
    double *eta = rows->scratch, *p = eta + rows->stride, *soft = p + rows->stride;
    size_t count = 0;
    for (size_t r = 0; r < rows->count; r++)
        if (fold[r] == s->held.which)
            eta[count++] = rows->eta[r];
    rows->kernels->logistic(count, eta, p, soft);
    count = 0;
    for (size_t r = 0; r < rows->count; r++) {
        size_t i = rows->first + r;
        if (fold[r] != s->held.which)
            continue;
        double m = s->sample.trials ? s->sample.trials[i] : 1;
        double w = s->whole ? s->whole[i] : 1;
        if (m > 0)
            rows->extra[0] +=
                w * row_deviance(s->sample.y[i], m, eta[count], soft[count]);
        count++;
    }
}

static void row_rule(void *context, struct lc_rows *rows)
{
    struct state *s = context;
    struct lc_binary_rows binary = { .sample = &s->sample };
    lc_link_logit.rule(&binary, rows); /* which adds the offset to eta */
    if (s->held.fold)
        add_held_out(s, rows);
}

static int slopes(void *state, size_t count, const double *b, double *loglik,
                  double *gradient, double *held, struct lc_error *err)
{
    struct state *s = state;
    size_t p = s->sample.x.p, q = p + 1;
    struct lc_many many = { count, s->beta, loglik, s->gradient, held };
    for (size_t v = 0; v < count; v++) {
        s->beta[v * q] = b[v * q + p];
        memcpy(s->beta + v * q + 1, b + v * q, p * sizeof *b);
    }
    int code = lc_sweep_many(s->sweep, &many, row_rule, s, err);
    for (size_t v = 0; v < count; v++) {
        memcpy(gradient + v * q, s->gradient + v * q + 1, p * sizeof *gradient);
        gradient[v * q + p] = s->gradient[v * q];
    }
    return code;
}

static int slope(void *state, const double *b, double *loglik, double *gradient,
                 struct lc_error *err)
{
    return slopes(state, 1, b, loglik, gradient, NULL, err);
}

/* A sweep over the chosen columns alone; its order has the intercept first. */
static int information(void *state, const double *b, const size_t *set, size_t count,
                       double *info, struct lc_error *err)
{
    struct state *s = state;
    size_t m = count + 1;
    struct lc_binary_rows binary = { .sample = &s->sample };
    struct lc_column *column = lc_alloc(count, sizeof *column);
    double *room = lc_alloc(2 * count + m + m * m, sizeof *room);
    lc_sweep *sweep = NULL;
    int code = column && room ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code) {
        double *centre = room, *scale = room + count, *beta = scale + count;
        double *gram = beta + m;
        beta[0] = b[s->sample.x.p];
        for (size_t k = 0; k < count; k++) {
            column[k] = s->sample.x.column[set[k]];
            centre[k] = s->mean[set[k]];
            scale[k] = s->scale[set[k]];
            beta[k + 1] = b[set[k]];
        }
        struct lc_matrix x = { s->sample.n, count, column };
        struct lc_view view = { &x, true, centre, scale, s->sample.shard, s->team };
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
    free(s->weight);
    free(s);
}

static double x_log_x(double x)
{
    return x > 0 ? x * log(x) : 0;
}

/* Sums of weights, and the log-likelihood of a model with a parameter a row. */
static void add_rows(const struct state *state, struct lc_net_target *target)
{
    const struct lc_sample *s = &state->sample;
    for (size_t i = 0; i < s->n; i++) {
        double w = s->weight ? s->weight[i] : 1, m = s->trials ? s->trials[i] : 1;
        target->weight += w * m;
        if (m > 0)
            target->saturated +=
                w * (x_log_x(s->y[i]) + x_log_x(m - s->y[i]) - x_log_x(m));
        if (state->held.fold && state->held.fold[i] == state->held.which)
            target->held_weight += (state->whole ? state->whole[i] : 1) * m;
    }
}

static int make_room(struct state *s, struct lc_error *err)
{
    size_t p = s->sample.x.p;
    s->mean = lc_alloc(p, sizeof(double));
    s->sd = lc_alloc(p, sizeof(double));
    s->scale = lc_alloc(p, sizeof(double));
    s->beta = lc_alloc(LC_MANY * (p + 1), sizeof(double));
    s->gradient = lc_alloc(LC_MANY * (p + 1), sizeof(double));
    s->weight = lc_alloc(s->held.fold ? s->sample.n : 0, sizeof(double));
    return s->mean && s->sd && s->scale && s->beta && s->gradient && s->weight
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

static int fill(struct state *s, bool standardise, struct lc_error *err)
{
    int code = make_room(s, err);
    if (!code && s->held.fold) {
        lc_net_mask(&s->sample, &s->held, s->weight);
        s->sample.weight = s->weight;
    }
    if (!code)
        code = lc_net_moments(&s->sample, standardise, s->team, s->mean, s->sd, err);
    if (code)
        return code;
    for (size_t k = 0; k < s->sample.x.p; k++)
        s->scale[k] = s->sd[k] > 0 ? 1 / s->sd[k] : 0;
    struct lc_view view = { &s->sample.x,    true,   s->mean, s->scale,
                            s->sample.shard, s->team };
    return lc_sweep_new(&s->sweep, &view, err);
}

int lc_net_logistic(struct lc_net_target *target, const struct lc_sample *sample,
                    const struct lc_fit_options *options, bool standardise,
                    const struct lc_net_held *held, struct lc_error *err)
{
    struct state *s = lc_alloc(1, sizeof *s);
    if (!s)
        return LC_FAIL_NOMEM(err);
    s->sample = *sample;
    s->whole = sample->weight;
    s->team = options->team;
    if (held)
        s->held = *held;
    int code = fill(s, standardise, err);
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
    add_rows(s, target);
    return LC_OK;
}
