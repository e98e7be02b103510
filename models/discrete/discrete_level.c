/* A frozen discrete-time hazard's level on other rows (discrete_inside.h). */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "models/discrete/discrete_basis_inside.h"
#include "models/discrete/discrete_inside.h"
#include "models/family/centre.h"

enum { STEPS = 60 };

struct climb {
    const struct lc_fit *fit;
    const struct lc_sample *sample;
    const double *eta;
    struct lc_intervals intervals; /* of the new rows, on the frozen grid */
    struct lc_time_frozen frozen;
};

/* What a row and interval give (1): slope and curvature by a; and the chance itself. */
static void cell(const struct climb *c, size_t i, int32_t k, double a, double out[3])
{
    const struct lc_sample *s = c->sample;
    double eta = c->eta[i] + a + (s->offset ? s->offset[i] : 0), no[3], yes[3];
    lc_discrete_parts(c->frozen.cloglog, eta + c->frozen.level[k], no, yes);
    bool now = s->cause[i] == 1 && k == c->intervals.last[i] - 1;
    double w = s->weight ? s->weight[i] : 1;
    out[0] = w * (now ? yes[1] : no[1]);
    out[1] = w * (now ? yes[2] : no[2]);
    out[2] = w * -expm1(no[0]);
}

/* Whether the model has a hazard there at all. */
static bool known(const struct climb *c, int32_t k)
{
    return (size_t)k < c->frozen.basis.count && c->frozen.open[k];
}

static void at(const struct climb *c, double a, double sum[3])
{
    memset(sum, 0, 3 * sizeof *sum);
    for (size_t i = 0; i < c->sample->n; i++)
        for (int32_t k = c->intervals.first[i]; k < c->intervals.last[i]; k++) {
            double part[3];
            if (!known(c, k))
                continue;
            cell(c, i, k, a, part);
            for (int j = 0; j < 3; j++)
                sum[j] += part[j];
        }
}

static double events_known(const struct climb *c)
{
    double sum = 0;
    for (size_t i = 0; i < c->sample->n; i++)
        if (c->sample->cause[i] == 1 && known(c, c->intervals.last[i] - 1))
            sum += c->sample->weight ? c->sample->weight[i] : 1;
    return sum;
}

static void means(const struct climb *c, double a, double *zbar)
{
    const struct lc_time_basis *b = &c->frozen.basis;
    size_t p = c->fit->terms - b->m;
    double sum = 0, part[3];
    memset(zbar, 0, c->fit->terms * sizeof *zbar);
    for (size_t i = 0; i < c->sample->n; i++) {
        double row = 0;
        for (int32_t k = c->intervals.first[i]; k < c->intervals.last[i]; k++) {
            if (!known(c, k))
                continue;
            cell(c, i, k, a, part);
            row += part[1];
            for (size_t j = 0; j < b->m; j++)
                zbar[p + j] += part[1] * b->value[(size_t)k * b->m + j];
        }
        for (size_t j = 0; j < p; j++)
            zbar[j] += row
                       * lc_from_centre(c->sample->centre, j,
                                        lc_column_get(&c->sample->x.column[j], i));
        sum += row;
    }
    for (size_t j = 0; j < c->fit->terms && sum > 0; j++)
        zbar[j] /= sum;
}

static int go(const struct climb *c, struct lc_discrete_level *level,
              struct lc_error *err)
{
    double sum[3];
    for (int k = 0; k < STEPS; k++) {
        at(c, level->a, sum);
        if (k == 0)
            level->expected = sum[2];
        double step = sum[0] / sum[1];
        if (!isfinite(step))
            break;
        level->variance = 1 / sum[1];
        if (fabs(step) < 1e-12 * (1 + fabs(level->a)))
            return LC_OK;
        level->a += fmax(-2, fmin(2, step)); /* concave: a bounded step gets there */
    }
    return LC_FAIL(err, LC_DIVERGED,
                   "the level that fits these rows best was not found: has everybody "
                   "the event?");
}

int lc_discrete_level(struct lc_discrete_level *level, const struct lc_fit *fit,
                      const struct lc_sample *sample, const double *eta, double *zbar,
                      struct lc_error *err)
{
    struct climb c = { .fit = fit, .sample = sample, .eta = eta };
    *level = (struct lc_discrete_level){ 0 };
    int code = lc_time_frozen_init(&c.frozen, fit, sample->x.p, err);
    if (!code)
        code = lc_intervals_init(&c.intervals, sample, 1, c.frozen.grid,
                                 c.frozen.cloglog, err);
    if (!code && !((level->events = events_known(&c)) > 0))
        code =
            LC_FAIL(err, LC_UNFIT,
                    "there is no event in the model's intervals to set its level by");
    if (!code)
        code = go(&c, level, err);
    if (!code)
        means(&c, level->a, zbar);
    lc_intervals_release(&c.intervals);
    lc_time_frozen_release(&c.frozen);
    return code;
}

void lc_discrete_direction(const struct lc_fit *fit, size_t p, double *direction)
{
    const char *kind = json_string_value(json_object_get(fit->extra, "baseline"));
    bool steps = kind && strcmp(kind, lc_baseline_names[LC_STEPS]) == 0;
    for (size_t k = 0; k < fit->terms; k++)
        direction[k] = k >= p && (steps || k == p); /* a smooth one begins with 1 */
}
