/* A frozen AFT model's level on other rows (aft.h). */
#include <math.h>

#include "models/aft/aft.h"
#include "models/aft/aft_inside.h"
#include "models/aft/aft_rows_inside.h"

enum { STEPS = 60, HALVINGS = 40 };

struct climb {
    const struct lc_aft_frozen *frozen;
    struct lc_aft_times times;
    struct lc_aft_rows rows;
};

static double weight_of(const struct lc_sample *s, size_t i)
{
    return s->weight ? s->weight[i] : 1;
}

/* Log-likelihood, (1) to (5) of aft_rows_inside.h, at a with its slope, and minus its
 * second derivative. */
static void at(const struct climb *c, double a, double out[3], double *tell)
{
    const struct lc_sample *s = c->frozen->sample;
    out[0] = out[1] = out[2] = 0;
    for (size_t i = 0; i < s->n; i++) {
        double row[3], w = weight_of(s, i);
        lc_aft_row(&c->rows, i, c->frozen->eta[i] + a - c->times.centre, row);
        out[0] += w * row[0];
        out[1] += w * row[1];
        out[2] -= w * row[2];
        tell[i] = -w * row[2];
    }
}

static void count(const struct climb *c, struct lc_aft_level *level)
{
    const struct lc_sample *s = c->frozen->sample;
    int shape = c->frozen->shape;
    for (size_t i = 0; i < s->n; i++) {
        double sigma = exp(c->frozen->log_sigma[s->stratum ? s->stratum[i] : 0]);
        double eta = c->frozen->eta[i] - c->times.centre, w = weight_of(s, i);
        level->events += c->times.high[i] < INFINITY ? w : 0;
        level->expected += w * lc_aft_hazard(shape, (c->times.low[i] - eta) / sigma);
        if (c->times.entry && c->times.entry[i] > -INFINITY)
            level->expected -=
                w * lc_aft_hazard(shape, (c->times.entry[i] - eta) / sigma);
    }
    if (s->stop_high)
        level->expected = NAN;
}

static int go(const struct climb *c, struct lc_aft_level *level, double *tell,
              struct lc_error *err)
{
    double now[3], next[3], step;
    at(c, level->a, now, tell);
    for (int k = 0; k < STEPS; k++) {
        step = now[1] / now[2];
        if (!isfinite(step))
            break;
        level->variance = 1 / now[2];
        if (now[1] * step < 1e-20)
            return LC_OK;
        for (int h = 0; h < HALVINGS; h++, step /= 2) {
            at(c, level->a + step, next, tell);
            if (next[0] >= now[0] - 1e-12 * fabs(now[0]))
                break;
        }
        level->a += step;
        for (int j = 0; j < 3; j++)
            now[j] = next[j];
        if (fabs(step) < 1e-13 * (1 + fabs(level->a)))
            return LC_OK;
    }
    return LC_FAIL(err, LC_DIVERGED,
                   "the level that fits these rows best was not found");
}

int lc_aft_level(struct lc_aft_level *level, const struct lc_aft_frozen *frozen,
                 double *tell, struct lc_error *err)
{
    struct climb c = { .frozen = frozen };
    *level = (struct lc_aft_level){ 0 };
    int code = lc_aft_times_init(&c.times, frozen->sample, frozen->logged, err);
    c.rows = (struct lc_aft_rows){ .sample = frozen->sample,
                                   .dist = frozen->shape,
                                   .stratum = -1,
                                   .log_sigma = frozen->log_sigma,
                                   .low = c.times.low,
                                   .high = c.times.high,
                                   .entry = c.times.entry };
    if (!code) {
        count(&c, level);
        code = level->events > 0
                   ? go(&c, level, tell, err)
                   : LC_FAIL(err, LC_UNFIT, "there is no event to set the level by");
    }
    lc_aft_times_release(&c.times);
    return code;
}

struct lc_sample lc_aft_outcome(const struct lc_sample *sample, bool logged)
{
    struct lc_sample outcome = *sample;
    if (!logged && !outcome.stop_high)
        outcome.stop_high = outcome.stop;
    return outcome;
}
