#include "models/penalty/net_cv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/progress.h"

struct card {
    uint64_t key;
    uint32_t cluster;
};

static int by_key(const void *a, const void *b)
{
    const struct card *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->cluster < y->cluster ? -1 : x->cluster > y->cluster;
}

int lc_net_folds(const struct lc_sample *sample, int folds, int seed, int32_t *fold,
                 struct lc_error *err)
{
    size_t clusters = sample->cluster ? sample->clusters : sample->n;
    struct card *card = lc_alloc(clusters, sizeof *card);
    int32_t *dealt = lc_alloc(clusters, sizeof *dealt);
    int code = card && dealt ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t c = 0; !code && c < clusters; c++)
        card[c] = (struct card){ lc_mix64(lc_mix64((uint64_t)seed) ^ c), (uint32_t)c };
    if (!code) {
        qsort(card, clusters, sizeof *card, by_key);
        for (size_t c = 0; c < clusters; c++)
            dealt[card[c].cluster] = (int32_t)(c % (size_t)folds);
        for (size_t i = 0; i < sample->n; i++)
            fold[i] = dealt[sample->cluster ? (size_t)sample->cluster[i] : i];
    }
    free(card);
    free(dealt);
    return code;
}

/* eta[points * n] = constant + offset + x beta for every lambda, a column read once. */
static int linear_predictors(const struct lc_sample *s, size_t points,
                             const double *beta, const double *constant, double *eta,
                             struct lc_error *err)
{
    size_t n = s->n, p = s->x.p;
    double *x = lc_alloc(n, sizeof *x);
    if (!x)
        return LC_FAIL_NOMEM(err);
    for (size_t l = 0; l < points; l++)
        for (size_t i = 0; i < n; i++)
            eta[l * n + i] = constant[l] + (s->offset ? s->offset[i] : 0);
    for (size_t k = 0; k < p; k++) {
        bool read = false;
        for (size_t l = 0; l < points; l++) {
            double b = beta[l * p + k];
            if (b == 0)
                continue;
            if (!read)
                lc_column_read(s->x.column + k, 0, n, x);
            read = true;
            for (size_t i = 0; i < n; i++)
                eta[l * n + i] += b * x[i];
        }
    }
    free(x);
    return LC_OK;
}

struct validation {
    const struct lc_net_family *family;
    const struct lc_net *net;
    const struct lc_sample *sample;
    const struct lc_fit_options *options;
    struct lc_net_options net_options;
    bool standardise;
    const int32_t *fold;
    double *lambda, *weight, *beta, *constant, *eta;
};

/* The path without fold `which`: its coefficients into v->beta and v->constant. */
static int fit_without(struct validation *v, int32_t which, struct lc_error *err)
{
    const struct lc_sample *s = v->sample;
    struct lc_sample rest = *s;
    struct lc_net_target target;
    struct lc_net *net = NULL;
    for (size_t i = 0; i < s->n; i++)
        v->weight[i] = v->fold[i] == which ? 0 : s->weight ? s->weight[i] : 1;
    rest.weight = v->weight;
    int code = v->family->target(&target, &rest, v->options, v->standardise, err);
    if (code)
        return code;
    code = lc_net_fit(&net, &target, &v->net_options, err);
    for (size_t l = 0; !code && l < net->points; l++)
        lc_net_unscale(&target, net->point[l].b, v->beta + l * s->x.p, v->constant + l);
    target.free(target.state);
    lc_net_free(net);
    return code;
}

static int one_fold(struct validation *v, int32_t which, double *deviance,
                    double *weight, struct lc_error *err)
{
    size_t points = v->net->points;
    int code = fit_without(v, which, err);
    if (!code)
        code = linear_predictors(v->sample, points, v->beta, v->constant, v->eta, err);
    if (!code)
        code = v->family->held_out(v->sample, v->options, v->fold, which, points,
                                   v->eta, deviance, weight, err);
    return code ? lc_error_within(err, code, "fold %d", (int)which + 1) : LC_OK;
}

/* (1) */
static void summarise(size_t points, int folds, const double *deviance,
                      const double *weight, double *mean, double *se)
{
    double total = 0;
    for (int f = 0; f < folds; f++)
        total += weight[f];
    for (size_t l = 0; l < points; l++) {
        double sum = 0, spread = 0;
        for (int f = 0; f < folds; f++)
            if (weight[f] > 0)
                sum += deviance[(size_t)f * points + l] / total;
        for (int f = 0; f < folds; f++)
            if (weight[f] > 0) {
                double d = deviance[(size_t)f * points + l] / weight[f] - sum;
                spread += weight[f] / total * d * d;
            }
        mean[l] = sum;
        se[l] = sqrt(spread / (folds - 1));
    }
}

static int run_folds(struct validation *v, int folds, double *deviance, double *weight,
                     struct lc_error *err)
{
    int code = LC_OK;
    for (int f = 0; !code && f < folds; f++) {
        lc_progress("cross-validation", (unsigned long)f + 1, (unsigned long)folds,
                    NULL);
        code = one_fold(v, f, deviance + (size_t)f * v->net->points, weight + f, err);
    }
    lc_progress_end();
    return code;
}

int lc_net_cross_validate(const struct lc_net_family *family, const struct lc_net *net,
                          const struct lc_sample *sample,
                          const struct lc_fit_options *options,
                          const struct lc_net_options *net_options, bool standardise,
                          const int32_t *fold, int folds, double *mean, double *se,
                          struct lc_error *err)
{
    size_t points = net->points, n = sample->n;
    struct validation v = { family,
                            net,
                            sample,
                            options,
                            *net_options,
                            standardise,
                            fold,
                            lc_alloc(points, sizeof(double)),
                            lc_alloc(n, sizeof(double)),
                            lc_alloc(points * sample->x.p, sizeof(double)),
                            lc_alloc(points, sizeof(double)),
                            lc_alloc(points * n, sizeof(double)) };
    double *deviance = lc_alloc((size_t)folds * points, sizeof *deviance);
    double *weight = lc_alloc((size_t)folds, sizeof *weight);
    int code;
    if (v.lambda && v.weight && v.beta && v.constant && v.eta && deviance && weight) {
        for (size_t l = 0; l < points; l++)
            v.lambda[l] = net->point[l].lambda;
        v.net_options.lambda = v.lambda;
        v.net_options.count = points;
        code = run_folds(&v, folds, deviance, weight, err);
    } else {
        code = LC_FAIL_NOMEM(err);
    }
    if (!code)
        summarise(points, folds, deviance, weight, mean, se);
    free(v.lambda);
    free(v.weight);
    free(v.beta);
    free(v.constant);
    free(v.eta);
    free(deviance);
    free(weight);
    return code;
}
