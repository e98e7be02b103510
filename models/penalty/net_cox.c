/* Cox's partial likelihood as a net target: Efron or Breslow, strata, late entry and
 * weights all as in partial.h. It has no intercept. The saturated log-likelihood is
 * -sum of d log d over the distinct event times (Breslow), d their summed weight. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/family/partial.h"
#include "models/penalty/net_sweep.h"
#include "parallel/many.h"

struct state {
    struct lc_scaling scaling; /* centre and scale of the columns */
    double *mean, *sd;
    struct lc_partial *partial; /* for the information */
    double *gradient, *information;
    lc_sweep *sweep; /* for the slopes: eta of every row, then the rows' residuals */
    struct lc_sample given;  /* without columns, the predictor its offset */
    struct lc_partial *rows; /* of given */
    double *eta;             /* [LC_MANY * n], and then the residuals */
    const double *offset;    /* the sample's own */
};

/* eta, offset included. */
static void keep_rule(void *context, struct lc_rows *rows)
{
    const struct state *s = context;
    double *eta = s->eta + rows->vector * s->given.n + rows->first;
    const double *offset = s->offset ? s->offset + rows->first : NULL;
    for (size_t r = 0; r < rows->count; r++)
        eta[r] = rows->eta[r] + (offset ? offset[r] : 0);
}

static void residual_rule(void *context, struct lc_rows *rows)
{
    const struct state *s = context;
    memcpy(rows->gradient, s->eta + rows->vector * s->given.n + rows->first,
           rows->count * sizeof *s->eta);
}

/* Of a shard's rows, w [event] - v of partial.h (4) and (5), in place of eta. */
static void residuals(void *context, size_t shard, size_t worker)
{
    const struct state *s = context;
    const struct lc_partial *p = s->rows;
    const struct lc_bins *b = p->bins;
    double *out = (double *)s->given.offset;
    size_t end = lc_shard_first(b->n, shard + 1, LC_SHARDS);
    (void)worker;
    for (size_t i = lc_shard_first(b->n, shard, LC_SHARDS); i < end; i++) {
        if (b->exit[i] < 0) {
            out[i] = 0;
            continue;
        }
        double h = p->hazard[b->exit[i]], w = 0;
        if (b->entry && b->entry[i] >= 0)
            h -= p->hazard[b->entry[i]];
        if (b->is_event[i]) {
            h -= p->b_sum[b->exit[i]];
            w = s->given.weight ? s->given.weight[i] : 1;
        }
        out[i] = w - p->risk[i] * h;
    }
}

/* Two readings of the columns, whatever `count`: one for the linear predictors, one for
 * the gradients. Between them a scan of the rows for each. */
static int slopes(void *state, size_t count, const double *b, double *loglik,
                  double *gradient, struct lc_error *err)
{
    struct state *s = state;
    struct lc_many ahead = { .count = count, .beta = b };
    struct lc_many back = { .count = count, .gradient = gradient };
    int code = lc_sweep_many(s->sweep, &ahead, keep_rule, s, err);
    for (size_t v = 0; !code && v < count; v++) {
        s->given.offset = s->eta + v * s->given.n;
        code = lc_partial_bins(s->rows, s->eta, loglik + v, err); /* no columns */
        if (!code)
            lc_team_run(lc_sweep_team(s->sweep), LC_SHARDS, residuals, s);
    }
    return code ? code : lc_sweep_many(s->sweep, &back, residual_rule, s, err);
}

static int slope(void *state, const double *b, double *loglik, double *gradient,
                 struct lc_error *err)
{
    return slopes(state, 1, b, loglik, gradient, err);
}

static int information(void *state, const double *b, const size_t *set, size_t count,
                       double *info, struct lc_error *err)
{
    struct state *s = state;
    size_t p = s->scaling.p;
    double loglik;
    int code =
        lc_partial_evaluate(s->partial, b, &loglik, s->gradient, s->information, err);
    for (size_t i = 0; !code && i < count; i++)
        for (size_t j = 0; j < count; j++)
            info[i * count + j] = s->information[set[i] * p + set[j]];
    return code;
}

static void free_state(void *state)
{
    struct state *s = state;
    if (!s)
        return;
    lc_partial_free(s->partial);
    lc_partial_free(s->rows);
    lc_sweep_free(s->sweep);
    free(s->eta);
    lc_scaling_release(&s->scaling);
    free(s->mean);
    free(s->sd);
    free(s->gradient);
    free(s->information);
    free(s);
}

static int open_slopes(struct state *s, const struct lc_sample *sample,
                       const struct lc_fit_options *options, struct lc_error *err)
{
    static const struct lc_column none[1];
    static const struct lc_scaling scaling;
    struct lc_view view = { &sample->x,       false,         s->scaling.centre,
                            s->scaling.scale, sample->shard, options->team };
    s->offset = sample->offset;
    s->given = *sample;
    s->given.x = (struct lc_matrix){ sample->n, 0, none };
    s->eta = lc_alloc(LC_MANY * sample->n, sizeof *s->eta);
    if (!s->eta)
        return LC_FAIL_NOMEM(err);
    int code = lc_sweep_new(&s->sweep, &view, err);
    return code ? code : lc_partial_new(&s->rows, &s->given, &scaling, options, err);
}

static int fill(struct state *s, const struct lc_sample *sample,
                const struct lc_fit_options *options, bool standardise,
                struct lc_error *err)
{
    size_t p = sample->x.p;
    s->scaling = (struct lc_scaling){ .p = p,
                                      .centre = lc_alloc(p, sizeof(double)),
                                      .scale = lc_alloc(p, sizeof(double)) };
    s->mean = lc_alloc(p, sizeof(double));
    s->sd = lc_alloc(p, sizeof(double));
    s->gradient = lc_alloc(p, sizeof(double));
    s->information = lc_alloc(p * p, sizeof(double));
    if (!s->scaling.centre || !s->scaling.scale || !s->mean || !s->sd || !s->gradient
        || !s->information)
        return LC_FAIL_NOMEM(err);
    int code = lc_net_moments(sample, standardise, s->mean, s->sd, err);
    for (size_t k = 0; !code && k < p; k++) {
        s->scaling.centre[k] = s->mean[k];
        s->scaling.scale[k] = s->sd[k] > 0 ? 1 / s->sd[k] : 0;
    }
    if (!code)
        code = lc_partial_new(&s->partial, sample, &s->scaling, options, err);
    return code ? code : open_slopes(s, sample, options, err);
}

int lc_net_cox(struct lc_net_target *target, const struct lc_sample *sample,
               const struct lc_fit_options *options, bool standardise,
               struct lc_error *err)
{
    struct state *s = lc_alloc(1, sizeof *s);
    int code = s ? fill(s, sample, options, standardise, err) : LC_FAIL_NOMEM(err);
    if (code) {
        free_state(s);
        return code;
    }
    *target = (struct lc_net_target){ .p = sample->x.p,
                                      .mean = s->mean,
                                      .sd = s->sd,
                                      .state = s,
                                      .slope = slope,
                                      .slopes = slopes,
                                      .information = information,
                                      .free = free_state };
    for (size_t i = 0; i < sample->n; i++)
        target->weight += sample->weight ? sample->weight[i] : 1;
    for (size_t k = 0; k < s->partial->bins->count; k++) {
        double d = s->partial->bins->weight[k];
        target->saturated -= d > 0 ? d * log(d) : 0;
    }
    return LC_OK;
}

/* The partial log-likelihood where the linear predictor is given: no columns, an
 * offset. Rows of weight 0 take no part. */
static int given_loglik(const struct lc_sample *sample,
                        const struct lc_fit_options *options, const double *eta,
                        const double *weight, double *loglik, struct lc_error *err)
{
    static const struct lc_column none[1];
    struct lc_scaling scaling = { 0 };
    struct lc_sample s = *sample;
    struct lc_partial *partial;
    s.x = (struct lc_matrix){ sample->n, 0, none };
    s.offset = eta;
    s.weight = weight;
    int code = lc_partial_new(&partial, &s, &scaling, options, err);
    if (code)
        return code;
    code = lc_partial_bins(partial, eta, loglik, err); /* no columns: not read */
    lc_partial_free(partial);
    return code;
}

int lc_net_cox_held_out(const struct lc_sample *s, const struct lc_fit_options *options,
                        const int32_t *fold, int32_t which, size_t points,
                        const double *eta, double *deviance, double *weight,
                        struct lc_error *err)
{
    double *rest = lc_alloc(2 * s->n, sizeof *rest), *all = rest ? rest + s->n : NULL;
    int code = rest ? LC_OK : LC_FAIL_NOMEM(err);
    *weight = 0;
    for (size_t i = 0; !code && i < s->n; i++) {
        all[i] = s->weight ? s->weight[i] : 1;
        rest[i] = fold[i] == which ? 0 : all[i];
        if (fold[i] == which && s->cause[i] == options->cause)
            *weight += all[i];
    }
    for (size_t l = 0; !code && l < points; l++) {
        double with = 0, without = 0;
        code = given_loglik(s, options, eta + l * s->n, all, &with, err);
        if (!code)
            code = given_loglik(s, options, eta + l * s->n, rest, &without, err);
        deviance[l] = -2 * (with - without);
    }
    free(rest);
    return code;
}
