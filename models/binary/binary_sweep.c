/* The likelihood of a link as one sweep: what every climb here evaluates (binary.h). */
#include "models/binary/binary_inside.h"

int lc_binary_evaluate(void *context, const double *beta, double *loglik,
                       double *gradient, double *information, struct lc_error *err)
{
    struct lc_binary_target *t = context;
    struct lc_sums sums = { .gradient = gradient, .gram = information };
    int what = LC_SUM_GRADIENT | (information ? LC_SUM_GRAM : 0);
    int code = lc_sweep_run(t->sweep, beta, what, t->link->rule, &t->rows, &sums, err);
    *loglik = sums.loglik;
    return code;
}

int lc_binary_sweep(const struct lc_binary *w, const struct lc_sample *sample,
                    const double *centre, lc_sweep **sweep, struct lc_error *err)
{
    struct lc_view view = { &sample->x,       w->scaling.intercept, centre,
                            w->scaling.scale, sample->shard,        w->options->team };
    return lc_sweep_new(sweep, &view, err);
}
