/* Accelerated failure times (family/recalibrate.h (7) to (9)). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/aft/aft.h"
#include "models/aft/aft_inside.h"
#include "models/aft/aft_rows_inside.h"
#include "models/family/recalibrate.h"

/* Terms: the intercept, the columns, a log scale a stratum (none: exponential). */
struct scales {
    int dist; /* an lc_dist */
    struct lc_aft_kind kind;
    size_t count;
    double *log_sigma; /* [strata] */
    double *tell;      /* [n] */
};

static int open_scales(struct scales *v, const struct lc_recal *w, struct lc_error *err)
{
    const struct lc_fit *fit = w->fit;
    size_t p = w->sample->x.p, strata = w->sample->stratum ? w->sample->strata : 1;
    v->dist = lc_aft_kind_of(&v->kind, fit);
    struct lc_sample outcome = lc_aft_outcome(w->sample, v->dist < 0 || v->kind.logged);
    int code = lc_sample_check(&outcome, LC_TIME_TO_EVENT, err);
    if (code)
        return code;
    if (v->dist < 0)
        return LC_FAIL(err, LC_FORMAT, "the model does not name its distribution");
    v->count = fit->terms - p - 1;
    v->log_sigma = lc_alloc(strata, sizeof *v->log_sigma);
    v->tell = lc_alloc(w->sample->n, sizeof *v->tell);
    if (!v->log_sigma || !v->tell)
        return LC_FAIL_NOMEM(err);
    if (v->count > 1 && v->count < strata)
        return LC_FAIL(err, LC_FORMAT, "the model has not a scale a stratum");
    for (size_t g = 0; g < strata; g++)
        v->log_sigma[g] = v->count ? fit->at_centre[p + 1 + (v->count > 1 ? g : 0)]
                                   : log(v->kind.scale);
    return LC_OK;
}

/* zbar [terms]: the mean of (1, x), rows weighing as much as they tell; 0 for scales.
 */
static void mean_row(const struct lc_recal *w, const double *tell, double *zbar)
{
    const struct lc_sample *s = w->sample;
    double sum = 0;
    zbar[0] = 1;
    for (size_t i = 0; i < s->n; i++) {
        sum += tell[i];
        for (size_t k = 0; k < s->x.p; k++)
            zbar[k + 1] += tell[i] * lc_recal_column(w, k, i);
    }
    for (size_t k = 1; k <= s->x.p && sum > 0; k++)
        zbar[k] /= sum;
}

static int set_level(struct lc_recal *w, const struct lc_aft_level *level,
                     const double *tell, struct lc_error *err)
{
    struct lc_fit *fit = w->fit;
    double *room = lc_alloc(3 * fit->terms, sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    double *direction = room + fit->terms, *zbar = direction + fit->terms;
    direction[0] = 1;
    mean_row(w, tell, zbar);
    struct lc_recal_shift shift = { 1, 1, &level->variance, room, direction, zbar };
    int code = lc_recal_shift(fit, &shift, err);
    fit->at_centre[0] += level->a; /* (7) */
    free(room);
    return code;
}

/* (8), (9): the line's a, (b,) and scales; and (6) with the scales as the line has
 * them. */
static int take_line(struct lc_recal *w, bool slope, const double *tell,
                     struct lc_error *err)
{
    struct lc_fit *fit = w->fit;
    const struct lc_fit *line = w->line;
    size_t q = fit->terms, r = line->terms, p = w->sample->x.p, c = p + 1;
    double *room = lc_alloc(q * r + q * c + c * c + q, sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    double *j = room, *k = j + q * r, *was = k + q * c, *zbar = was + c * c;
    double b = slope ? line->at_centre[1] : 1;
    mean_row(w, tell, zbar);
    j[0] = 1;
    for (size_t i = 0; i < c; i++) {
        if (slope)
            j[i * r + 1] = i ? w->beta[i - 1] : w->constant;
        for (size_t l = 0; l < c; l++) {
            k[i * c + l] = (i == l) - (i ? 0 : zbar[l]);
            was[i * c + l] = fit->covariance[i * q + l];
        }
    }
    for (size_t i = c; i < q; i++)
        j[i * r + i - c + 1 + slope] = 1;
    struct lc_recal_spread spread = { q, r, c, j, line->covariance, k, was, b };
    int code = lc_recal_spread(fit->covariance, &spread, err);
    fit->at_centre[0] = line->at_centre[0] + b * w->constant;
    for (size_t i = 1; i < c; i++)
        fit->at_centre[i] *= b;
    for (size_t i = c; i < q; i++)
        fit->at_centre[i] = line->at_centre[i - c + 1 + slope];
    free(room);
    return code;
}

/* What each row tells at the new level, spread and scales. */
static int weigh(struct lc_recal *w, struct scales *v, bool slope, struct lc_error *err)
{
    const struct lc_fit *line = w->line;
    size_t strata = w->sample->stratum ? w->sample->strata : 1;
    double a = line->at_centre[0], b = slope ? line->at_centre[1] : 1;
    struct lc_aft_level level;
    double *eta = lc_alloc(w->sample->n, sizeof *eta);
    if (!eta)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < w->sample->n; i++)
        eta[i] = a + b * w->eta[i];
    for (size_t g = 0; g < strata && v->count; g++)
        v->log_sigma[g] = line->at_centre[1 + slope + (v->count > 1 ? g : 0)];
    struct lc_aft_frozen now = { w->sample, v->kind.shape, v->kind.logged, v->log_sigma,
                                 eta };
    int code = lc_aft_level(&level, &now, v->tell, err);
    free(eta);
    return code;
}

static int learn(struct lc_recal *w, struct scales *v, struct lc_recalibrated *out,
                 struct lc_error *err)
{
    bool slope = w->method == LC_BY_SLOPE;
    struct lc_fit_options options = lc_fit_defaults();
    options.dist = v->dist;
    options.scale = v->count ? 0 : v->kind.scale;
    int code = lc_recal_line(w, w->fit->family, slope, options, err);
    if (!code)
        code = weigh(w, v, slope, err);
    if (code)
        return code;
    out->intercept = w->line->at_centre[0];
    out->slope = slope ? w->line->at_centre[1] : 1;
    return take_line(w, slope, v->tell, err);
}

int lc_aft_recalibrate(struct lc_recal *w, struct lc_recalibrated *out,
                       struct lc_error *err)
{
    struct scales v = { 0 };
    struct lc_aft_level level;
    int code = open_scales(&v, w, err);
    struct lc_aft_frozen frozen = { w->sample, v.kind.shape, v.kind.logged, v.log_sigma,
                                    w->eta };
    if (!code)
        code = lc_aft_level(&level, &frozen, v.tell, err);
    if (!code) {
        *out = (struct lc_recalibrated){ 0, level.events, level.expected, level.a, 1 };
        code = w->method == LC_BY_INTERCEPT ? set_level(w, &level, v.tell, err)
                                            : learn(w, &v, out, err);
    }
    free(v.log_sigma);
    free(v.tell);
    return code;
}
