#include "models/penalty/net_cv_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/progress.h"
#include "models/family/net_target.h"

/* A fold's path meets its conditions to this many times what the whole's does: on a
 * path 1e-5 of the largest gradient. What that leaves out moves the deviance of the
 * fold by some 1e-7 of itself, its standard error over folds being 1e-3 to 1e-2. */
static const double LOOSER = 10;

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

/* The path without fold `which`, and what it makes of the fold. */
static int one_fold(const struct lc_net_validation *v, int32_t which, double *deviance,
                    double *weight, struct lc_error *err)
{
    struct lc_net_held held = { v->fold, which };
    struct lc_net_target target;
    struct lc_net *net = NULL;
    int code = v->family->net.target(&target, v->sample, v->options, v->standardise,
                                     &held, err);
    if (code)
        return lc_error_within(err, code, "fold %d", (int)which + 1);
    code = lc_net_fit(&net, &target, &v->net, err);
    for (size_t l = 0; !code && l < net->points; l++)
        deviance[l] = net->point[l].held_out;
    *weight = target.held_weight;
    target.free(target.state);
    lc_net_free(net);
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

static int run_folds(const struct lc_net_validation *v, size_t points, double *deviance,
                     double *weight, struct lc_error *err)
{
    int code = LC_OK;
    for (int f = 0; !code && f < v->folds; f++) {
        lc_progress("cross-validation", (unsigned long)f + 1, (unsigned long)v->folds,
                    NULL);
        code = one_fold(v, f, deviance + (size_t)f * points, weight + f, err);
    }
    lc_progress_end();
    return code;
}

int lc_net_cross_validate(const struct lc_net_validation *validation, double *mean,
                          double *se, struct lc_error *err)
{
    struct lc_net_validation v = *validation;
    size_t points = v.start->net->points, folds = (size_t)v.folds;
    double *lambda = lc_alloc(points, sizeof *lambda);
    double *deviance = lc_alloc(folds * points, sizeof *deviance);
    double *weight = lc_alloc(folds, sizeof *weight);
    int code = lambda && deviance && weight ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t l = 0; !code && l < points; l++)
        lambda[l] = v.start->net->point[l].lambda;
    v.net.lambda = lambda;
    v.net.count = points;
    v.net.start = v.start;
    v.net.kkt *= LOOSER;
    v.net.keep_matrices = false;
    if (!code)
        code = run_folds(&v, points, deviance, weight, err);
    if (!code)
        summarise(points, v.folds, deviance, weight, mean, se);
    free(lambda);
    free(deviance);
    free(weight);
    return code;
}
