#include "models/penalty/net_family.h"

#include <math.h>

#include "models/family/cox.h"
#include "models/penalty/net_sweep.h"

static int logistic_target(struct lc_net_target *target, const struct lc_sample *sample,
                           const struct lc_fit_options *options, bool standardise,
                           struct lc_error *err)
{
    return lc_net_logistic(target, sample, standardise, options->team, err);
}

/* Minus twice the log-likelihood of a row, its probability kept within [1e-5, 1 - 1e-5]
 * as cv.glmnet keeps it, less the saturated model's. */
static double row_deviance(double y, double m, double eta)
{
    double p = 1 / (1 + exp(-eta)), saturated = 0;
    p = p < 1e-5 ? 1e-5 : p > 1 - 1e-5 ? 1 - 1e-5 : p;
    if (y > 0)
        saturated += y * log(y / m);
    if (m - y > 0)
        saturated += (m - y) * log((m - y) / m);
    return 2 * (saturated - y * log(p) - (m - y) * log1p(-p));
}

static int logistic_held_out(const struct lc_sample *s,
                             const struct lc_fit_options *options, const int32_t *fold,
                             int32_t which, size_t points, const double *eta,
                             double *deviance, double *weight, struct lc_error *err)
{
    (void)options;
    (void)err;
    *weight = 0;
    for (size_t l = 0; l < points; l++)
        deviance[l] = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (fold[i] != which)
            continue;
        double w = s->weight ? s->weight[i] : 1, m = s->trials ? s->trials[i] : 1;
        *weight += w * m;
        for (size_t l = 0; l < points && m > 0; l++)
            deviance[l] += w * row_deviance(s->y[i], m, eta[l * s->n + i]);
    }
    return LC_OK;
}

static const struct lc_net_family table[] = {
    { &lc_family_logistic, logistic_target, logistic_held_out, NULL },
    { &lc_family_cox, lc_net_cox, lc_net_cox_held_out, lc_cox_baseline },
};

const struct lc_net_family *lc_net_family_find(const struct lc_family *family)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].family == family)
            return table + i;
    return NULL;
}
