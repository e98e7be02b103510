/* What a search is asked by default, and what becomes of its answer. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/family/centre.h"
#include "models/penalty/search_inside.h"

struct lc_net_options lc_net_defaults(void)
{
    return (struct lc_net_options){
        .alpha = 1, .count = 100, .kkt = 1e-9, .max_steps = 500, .early = 1e-5
    };
}

int lc_search_keep(struct lc_search *s, const struct lc_net_point *about, bool *enough,
                   struct lc_error *err)
{
    const struct lc_net_options *o = s->options;
    size_t k = s->net->points, bytes = s->q * sizeof(double);
    struct lc_net_point *point = s->net->point + k;
    double null = s->net->null_loglik;
    *point = *about;
    point->loglik = s->loglik;
    point->deviance_ratio = fmax(0, (s->loglik - null) / (s->o->saturated - null));
    point->b = lc_alloc(2 * s->q, sizeof *point->b);
    if (!point->b)
        return LC_FAIL_NOMEM(err);
    point->g = point->b + s->q;
    memcpy(point->b, s->b, bytes);
    memcpy(point->g, s->g, bytes);
    for (size_t j = 0; j < s->o->p; j++)
        point->df += s->b[j] != 0;
    s->net->points++;
    *enough = o->early > 0 && !o->lambda && k >= 4
              && (point->deviance_ratio - point[-1].deviance_ratio < o->early
                  || point->deviance_ratio > 0.999);
    return LC_OK;
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

void lc_net_unscale(const struct lc_net_target *target, const double *b,
                    const double *at, double *beta, double *constant)
{
    const struct lc_net_target *o = target;
    *constant = o->intercept ? b[o->p] : 0;
    for (size_t j = 0; j < o->p; j++) {
        beta[j] = o->sd[j] > 0 ? b[j] / o->sd[j] : 0;
        *constant -= o->intercept ? beta[j] * lc_from_centre(at, j, o->mean[j]) : 0;
    }
}
