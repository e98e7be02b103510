/* Cox's partial likelihood as a net target: Efron or Breslow, strata, late entry and
 * weights all as in partial_inside.h. It has no intercept. The saturated log-likelihood
 * is -sum of d log d over the distinct event times (Breslow), d their summed weight. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/climb/net_moments.h"
#include "models/cox/cox_inside.h"
#include "parallel/many.h"

/* To wake the others costs more than so many rows do. */
enum { ALONE = 512 };

struct state {
    struct lc_sample sample; /* the rows held out have weight 0 */
    struct lc_sample given;  /* of it without columns, the predictor its offset */
    struct lc_sample whole;  /* likewise, with the weights of all rows */
    struct lc_net_held held; /* fold NULL: none */
    struct lc_fit_options options;
    struct lc_scaling scaling; /* centre and scale of the columns */
    double *mean, *sd, *weight;
    struct lc_partial *partial; /* of sample, once an information is asked for */
    double *gradient, *information;
    lc_sweep *sweep; /* for the slopes: eta of every row, then the rows' residuals */
    struct lc_partial *rows, *all; /* of given and of whole */
    double *eta;                   /* [LC_MANY * n], and then the residuals */
};

/* eta, offset included. */
static void keep_rule(void *context, struct lc_rows *rows)
{
    const struct state *s = context;
    double *eta = s->eta + rows->vector * s->given.n + rows->first;
    const double *offset = s->sample.offset ? s->sample.offset + rows->first : NULL;
    for (size_t r = 0; r < rows->count; r++)
        eta[r] = rows->eta[r] + (offset ? offset[r] : 0);
}

static void residual_rule(void *context, struct lc_rows *rows)
{
    const struct state *s = context;
    memcpy(rows->gradient, s->eta + rows->vector * s->given.n + rows->first,
           rows->count * sizeof *s->eta);
}

/* Of a shard's rows, w [event] - v of partial_inside.h (4) and (5), in place of eta. */
static void residuals(void *context, size_t shard, size_t worker LC_UNUSED)
{
    const struct state *s = context;
    const struct lc_partial *p = s->rows;
    const struct lc_bins *b = p->bins;
    double *out = (double *)s->given.offset;
    size_t end = lc_shard_first(b->n, shard + 1, LC_SHARDS);
    for (size_t i = lc_shard_first(b->n, shard, LC_SHARDS); i < end; i++) {
        if (b->exit[i] < 0) {
            out[i] = 0;
            continue;
        }
        double w = 0;
        if (b->is_event[i])
            w = s->given.weight ? s->given.weight[i] : 1;
        out[i] = w - p->look.risk[i] * lc_partial_exposure(p, i);
    }
}

/* Of vector v: the log-likelihood, residuals in place of eta, and the deviance of the
 * rows held out (held NULL: not asked for). */
static int scan(struct state *s, size_t v, double *loglik, double *held,
                struct lc_error *err)
{
    double *eta = s->eta + v * s->given.n, with;
    s->given.offset = s->whole.offset = eta;
    int code = lc_partial_bins(s->rows, eta, loglik, err); /* no columns: not read */
    if (!code && held)
        code = lc_partial_bins(s->all, eta, &with, err);
    if (!code && held)
        *held = -2 * (with - *loglik);
    if (!code)
        lc_team_run(s->options.team, LC_SHARDS, residuals, s);
    return code;
}

/* Two readings of the columns, whatever `count`: one for the linear predictors, one for
 * the gradients. Between them a scan of the rows for each. */
static int slopes(void *state, size_t count, const double *b, double *loglik,
                  double *gradient, double *held, struct lc_error *err)
{
    struct state *s = state;
    struct lc_many ahead = { .count = count, .beta = b };
    struct lc_many back = { .count = count, .gradient = gradient };
    int code = lc_sweep_many(s->sweep, &ahead, keep_rule, s, err);
    for (size_t v = 0; !code && v < count; v++)
        code = scan(s, v, loglik + v, held ? held + v : NULL, err);
    return code ? code : lc_sweep_many(s->sweep, &back, residual_rule, s, err);
}

static int slope(void *state, const double *b, double *loglik, double *gradient,
                 struct lc_error *err)
{
    return slopes(state, 1, b, loglik, gradient, NULL, err);
}

static int open_information(struct state *s, struct lc_error *err)
{
    size_t p = s->scaling.p;
    s->gradient = lc_alloc(p, sizeof(double));
    s->information = lc_alloc(p * p, sizeof(double));
    return s->gradient && s->information
               ? lc_partial_new(&s->partial, &s->sample, &s->scaling, &s->options, err)
               : LC_FAIL_NOMEM(err);
}

/* Of a table with more columns than rows: over the chosen columns alone, b being 0
 * outside of them. */
static int narrow_information(const struct state *s, const double *b, const size_t *set,
                              size_t count, double *info, struct lc_error *err)
{
    struct lc_column *column = lc_alloc(count, sizeof *column);
    double *room = lc_alloc(4 * count, sizeof *room), loglik;
    struct lc_scaling scaling = { .p = count, .centre = room, .scale = room + count };
    struct lc_sample sample = s->sample;
    struct lc_partial *partial = NULL;
    int code = column && room ? LC_OK : LC_FAIL_NOMEM(err);
    sample.x = (struct lc_matrix){ s->sample.n, count, column };
    for (size_t k = 0; !code && k < count; k++) {
        column[k] = s->sample.x.column[set[k]];
        scaling.centre[k] = s->scaling.centre[set[k]];
        scaling.scale[k] = s->scaling.scale[set[k]];
        room[2 * count + k] = b[set[k]];
    }
    if (!code)
        code = lc_partial_new(&partial, &sample, &scaling, &s->options, err);
    if (!code)
        code = lc_partial_evaluate(partial, room + 2 * count, &loglik, room + 3 * count,
                                   info, err);
    lc_partial_free(partial);
    free(column);
    free(room);
    return code;
}

static int information(void *state, const double *b, const size_t *set, size_t count,
                       double *info, struct lc_error *err)
{
    struct state *s = state;
    size_t p = s->scaling.p;
    double loglik;
    if (s->sample.n < p)
        return count ? narrow_information(s, b, set, count, info, err) : LC_OK;
    int code = s->partial ? LC_OK : open_information(s, err);
    if (!code)
        code = lc_partial_evaluate(s->partial, b, &loglik, s->gradient, s->information,
                                   err);
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
    lc_partial_free(s->all);
    lc_sweep_free(s->sweep);
    lc_scaling_release(&s->scaling);
    free(s->eta);
    free(s->mean);
    free(s->sd);
    free(s->weight);
    free(s->gradient);
    free(s->information);
    free(s);
}

static int make_room(struct state *s, struct lc_error *err)
{
    size_t p = s->sample.x.p, n = s->sample.n;
    s->scaling = (struct lc_scaling){ .p = p,
                                      .centre = lc_alloc(p, sizeof(double)),
                                      .scale = lc_alloc(p, sizeof(double)) };
    s->mean = lc_alloc(p, sizeof(double));
    s->sd = lc_alloc(p, sizeof(double));
    s->eta = lc_alloc(LC_MANY * n, sizeof(double));
    s->weight = lc_alloc(s->held.fold ? n : 0, sizeof(double));
    return s->scaling.centre && s->scaling.scale && s->mean && s->sd && s->eta
                   && s->weight
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

/* What slopes() is made of. */
static int open_slopes(struct state *s, struct lc_error *err)
{
    static const struct lc_column none[1];
    static const struct lc_scaling scaling;
    struct lc_view view = { &s->sample.x,     false,           s->scaling.centre,
                            s->scaling.scale, s->sample.shard, s->options.team };
    s->given = s->whole = s->sample;
    s->given.x = s->whole.x = (struct lc_matrix){ s->sample.n, 0, none };
    if (s->held.fold)
        s->given.weight = s->sample.weight = s->weight;
    int code = lc_sweep_new(&s->sweep, &view, err);
    if (!code)
        code = lc_partial_new(&s->rows, &s->given, &scaling, &s->options, err);
    if (!code && s->held.fold)
        code = lc_partial_new(&s->all, &s->whole, &scaling, &s->options, err);
    return code;
}

static int fill(struct state *s, bool standardise, struct lc_error *err)
{
    int code = make_room(s, err);
    if (!code && s->held.fold)
        lc_net_mask(&s->sample, &s->held, s->weight);
    if (!code)
        code = open_slopes(s, err);
    if (!code)
        code = lc_net_moments(&s->sample, standardise, s->options.team, s->mean, s->sd,
                              err);
    for (size_t k = 0; !code && k < s->scaling.p; k++) {
        s->scaling.centre[k] = s->mean[k];
        s->scaling.scale[k] = s->sd[k] > 0 ? 1 / s->sd[k] : 0;
    }
    return code;
}

static void add_rows(const struct state *s, struct lc_net_target *target)
{
    const struct lc_bins *bins = s->rows->bins;
    for (size_t i = 0; i < s->given.n; i++) {
        target->weight += s->given.weight ? s->given.weight[i] : 1;
        if (s->held.fold && s->held.fold[i] == s->held.which
            && s->given.cause[i] == s->options.cause)
            target->held_weight += s->whole.weight ? s->whole.weight[i] : 1;
    }
    for (size_t k = 0; k < bins->count; k++) {
        double d = bins->weight[k];
        target->saturated -= d > 0 ? d * log(d) : 0;
    }
}

int lc_net_cox(struct lc_net_target *target, const struct lc_sample *sample,
               const struct lc_fit_options *options, bool standardise,
               const struct lc_net_held *held, struct lc_error *err)
{
    struct state *s = lc_alloc(1, sizeof *s);
    if (!s)
        return LC_FAIL_NOMEM(err);
    s->sample = *sample;
    s->options = *options;
    if (sample->n <= ALONE)
        s->options.team = NULL;
    if (held)
        s->held = *held;
    int code = fill(s, standardise, err);
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
                                      .complete = lc_cox_baseline,
                                      .free = free_state };
    add_rows(s, target);
    return LC_OK;
}
