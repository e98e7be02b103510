/* A yes or no: level, and spread (family/recalibrate.h (1), (3)). */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/binary/binary.h"
#include "models/binary/binary_inside.h"
#include "models/family/recalibrate.h"
#include "numeric/kernel.h"

static double offset_of(const struct lc_sample *s, size_t i)
{
    return s->offset ? s->offset[i] : 0;
}

static double weight_of(const struct lc_sample *s, size_t i)
{
    return (s->weight ? s->weight[i] : 1) * (s->trials ? s->trials[i] : 1);
}

/* zbar [p + 1] of (1, x), the xbar of (6): each row weighs as much as it tells by the
 * link, R's working weights; it says where intervals are narrowest. */
static int mean_row(const struct lc_recal *w, const struct lc_link *link, double a,
                    double b, double *zbar, struct lc_error *err)
{
    const struct lc_sample *s = w->sample;
    size_t n = s->n;
    double sum = 0, *room = lc_alloc(7 * n, sizeof *room);
    struct lc_binary_rows told = { .sample = s, .expected = true };
    if (!room)
        return LC_FAIL_NOMEM(err);
    struct lc_rows rows = { .count = n,
                            .eta = room,
                            .gradient = room + n,
                            .curvature = room + 2 * n,
                            .scratch = room + 3 * n,
                            .stride = n,
                            .kernels = lc_kernels() };
    for (size_t i = 0; i < n; i++)
        rows.eta[i] = a + b * w->eta[i];
    link->rule(&told, &rows); /* which adds the offset */
    zbar[0] = 1;
    for (size_t i = 0; i < n; i++) {
        sum += rows.curvature[i];
        for (size_t k = 0; k < s->x.p; k++)
            zbar[k + 1] += rows.curvature[i] * lc_recal_column(w, k, i);
    }
    for (size_t k = 1; k <= s->x.p && sum > 0; k++)
        zbar[k] /= sum;
    free(room);
    return LC_OK;
}

static int rescale(struct lc_recal *w, const struct lc_link *link, double a, double b,
                   struct lc_error *err)
{
    struct lc_fit *fit = w->fit;
    size_t q = fit->terms;
    double *room = lc_alloc(3 * q, sizeof *room);
    if (!room)
        return LC_FAIL_NOMEM(err);
    double *theta = room, *direction = room + q, *zbar = direction + q;
    theta[0] = w->constant;
    direction[0] = 1;
    for (size_t k = 1; k < q; k++)
        theta[k] = w->beta[k - 1];
    int code = mean_row(w, link, a, b, zbar, err);
    struct lc_recal_shift shift = { w->line->terms, b,         w->line->covariance,
                                    theta,          direction, zbar };
    if (!code)
        code = lc_recal_shift(fit, &shift, err);
    fit->at_centre[0] = a + b * w->constant; /* (1), (3) */
    for (size_t k = 1; k < q; k++)
        fit->at_centre[k] *= b;
    free(room);
    return code;
}

/* By the frozen model's own link. */
static double expected_yes(const struct lc_recal *w, const struct lc_link *link)
{
    const struct lc_sample *s = w->sample;
    double sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        double eta = w->eta[i] + offset_of(s, i);
        sum += weight_of(s, i) * link->probability(eta);
    }
    return sum;
}

int lc_binary_recalibrate(const struct lc_family *family, const struct lc_link *link,
                          struct lc_recal *w, struct lc_recalibrated *out,
                          struct lc_error *err)
{
    bool slope = w->method == LC_BY_SLOPE;
    int code = lc_sample_check(w->sample, LC_BINARY, err);
    if (code)
        return code;
    if (w->method == LC_BY_BASELINE)
        return LC_FAIL(err, LC_USAGE,
                       "a model of a yes or no has no baseline; take intercept");
    out->events = lc_recal_events(w->sample, 1);
    out->expected = expected_yes(w, link);
    code = lc_recal_line(w, family, slope, lc_fit_defaults(), err);
    if (code)
        return code;
    out->intercept = w->line->at_centre[0];
    out->slope = slope ? w->line->at_centre[1] : 1;
    return rescale(w, link, out->intercept, out->slope, err);
}
