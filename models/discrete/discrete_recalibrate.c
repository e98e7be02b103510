/* Discrete-time hazards (family/recalibrate.h (10) to (12)). */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/discrete/discrete_inside.h"
#include "models/family/recalibrate.h"

static int set_level(struct lc_recal *w, const struct lc_discrete_level *level,
                     const double *zbar, struct lc_error *err)
{
    struct lc_fit *fit = w->fit;
    size_t q = fit->terms;
    double *room = lc_alloc(2 * q, sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    double *direction = room + q;
    lc_discrete_direction(fit, w->sample->x.p, direction);
    struct lc_recal_shift shift = { 1, 1, &level->variance, room, direction, zbar };
    int code = lc_recal_shift(fit, &shift, err);
    for (size_t k = 0; k < q; k++)
        fit->at_centre[k] += level->a * direction[k]; /* (10) */
    free(room);
    return code;
}

/* Grid and shape of the baseline as the model was fitted. */
static int options_of(const struct lc_recal *w, struct lc_fit_options *options,
                      struct lc_error *err)
{
    const struct lc_fit *fit = w->fit;
    const char *kind = json_string_value(json_object_get(fit->extra, "baseline"));
    *options = lc_fit_defaults();
    options->degree = (int)(fit->terms - w->sample->x.p) - 1;
    for (int k = 0; kind && lc_baseline_names[k]; k++)
        if (strcmp(kind, lc_baseline_names[k]) == 0)
            options->baseline = k;
    return lc_json_get_number(fit->extra, "grid", &options->grid, err);
}

/* (11), (12): a fit of the frozen columns and the line's own baseline, names and
 * estimates. */
static struct lc_fit *join(const struct lc_recal *w, bool slope)
{
    const struct lc_fit *line = w->line, *old = w->fit;
    size_t p = w->sample->x.p, m = line->terms - slope;
    struct lc_fit *fit = lc_fit_new(old->family, p + m, old->robust_se != NULL);
    for (size_t k = 0; fit && k < p + m; k++) {
        const struct lc_fit *from = k < p ? old : line;
        size_t at = k < p ? k : k - p + slope;
        fit->name[k] = lc_strdup(from->name[at]);
        fit->column[k] = k < p ? old->column[k] : -1;
        fit->level[k] = from->level[at];
        fit->at_centre[k] =
            from->at_centre[at] * (k < p && slope ? line->at_centre[0] : 1);
        if (!fit->name[k]) {
            lc_fit_free(fit);
            return NULL;
        }
    }
    if (fit) {
        fit->extra = json_incref(line->extra);
        fit->iterations = old->iterations;
        fit->df = old->df;
    }
    return fit;
}

/* (6), the levels moving together against what the columns' means carry. */
static int join_covariance(const struct lc_recal *w, bool slope, const double *zbar,
                           struct lc_fit *fit, struct lc_error *err)
{
    const struct lc_fit *line = w->line, *old = w->fit;
    size_t q = fit->terms, r = line->terms, p = w->sample->x.p;
    double *room = lc_alloc(q * r + q * p + p * p + q, sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    double *j = room, *k = j + q * r, *was = k + q * p, *direction = was + p * p;
    double b = slope ? line->at_centre[0] : 1;
    lc_discrete_direction(fit, p, direction);
    for (size_t i = 0; i < q; i++) {
        if (i >= p)
            j[i * r + i - p + slope] = 1;
        else if (slope)
            j[i * r] = w->beta[i];
        for (size_t l = 0; l < p; l++)
            k[i * p + l] = (i == l) - direction[i] * zbar[l];
    }
    for (size_t i = 0; i < p * p; i++)
        was[i] = old->covariance[i / p * old->terms + i % p];
    struct lc_recal_spread spread = { q, r, p, j, line->covariance, k, was, b };
    int code = lc_recal_spread(fit->covariance, &spread, err);
    free(room);
    return code;
}

/* The covariance of the joined fit, around the new rows' mean under it. */
static int finish(struct lc_recal *w, bool slope, struct lc_fit *fit,
                  struct lc_error *err)
{
    struct lc_discrete_level level;
    double *eta = lc_alloc(w->sample->n, sizeof *eta);
    double *zbar = lc_alloc(fit->terms, sizeof *zbar);
    int code = eta && zbar ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < w->sample->n; i++)
        eta[i] = w->eta[i] * (slope ? w->line->at_centre[0] : 1);
    if (!code)
        code = lc_discrete_level(&level, fit, w->sample, eta, zbar, err);
    if (!code)
        code = join_covariance(w, slope, zbar, fit, err);
    free(eta);
    free(zbar);
    return code;
}

static int learn(struct lc_recal *w, struct lc_recalibrated *out, struct lc_error *err)
{
    bool slope = w->method == LC_BY_SLOPE;
    struct lc_fit_options options;
    int code = options_of(w, &options, err);
    if (!code)
        code = lc_recal_line(w, w->fit->family, slope, options, err);
    struct lc_fit *fit = code ? NULL : join(w, slope);
    if (!code)
        code = fit ? finish(w, slope, fit, err) : LC_FAIL_NOMEM(err);
    if (code) {
        lc_fit_free(fit);
        return code;
    }
    lc_fit_free(w->fit);
    w->fit = fit;
    out->intercept = 0;
    out->slope = slope ? w->line->at_centre[0] : 1;
    return LC_OK;
}

int lc_discrete_recalibrate(struct lc_recal *w, struct lc_recalibrated *out,
                            struct lc_error *err)
{
    struct lc_discrete_level level;
    int code = lc_sample_check(w->sample, LC_TIME_TO_EVENT, err);
    if (code)
        return code;
    double *zbar = lc_alloc(w->fit->terms, sizeof *zbar);
    code = zbar ? lc_discrete_level(&level, w->fit, w->sample, w->eta, zbar, err)
                : LC_FAIL_NOMEM(err);
    if (!code) {
        *out = (struct lc_recalibrated){ 0, level.events, level.expected, level.a, 1 };
        code = w->method == LC_BY_INTERCEPT ? set_level(w, &level, zbar, err)
                                            : learn(w, out, err);
    }
    free(zbar);
    return code;
}
