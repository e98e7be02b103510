/* What a search is asked by default, and what becomes of its answer. */
#include <stdlib.h>

#include "models/penalty/elastic_net.h"

struct lc_net_options lc_net_defaults(void)
{
    return (struct lc_net_options){
        .alpha = 1, .count = 100, .kkt = 1e-9, .max_steps = 500, .early = 1e-5
    };
}

void lc_net_free(struct lc_net *net)
{
    if (!net)
        return;
    for (size_t k = 0; net->point && k < net->points; k++)
        free(net->point[k].b);
    for (size_t k = 0; k < net->matrices; k++) {
        free(net->matrix[k].set);
        free(net->matrix[k].info);
    }
    free(net->matrix);
    free(net->point);
    free(net);
}

void lc_net_unscale(const struct lc_net_target *target, const double *b, double *beta,
                    double *constant)
{
    const struct lc_net_target *o = target;
    *constant = o->intercept ? b[o->p] : 0;
    for (size_t j = 0; j < o->p; j++) {
        beta[j] = o->sd[j] > 0 ? b[j] / o->sd[j] : 0;
        *constant -= o->intercept ? beta[j] * o->mean[j] : 0;
    }
}
