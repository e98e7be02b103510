#include "bench/fit.h"

#include "models/penalty/net_fit.h"
#include "parallel/sweep.h"

struct gram {
    lc_sweep *sweep;
    struct lc_sums sums;
};

static void ones(void *context, struct lc_rows *rows)
{
    (void)context;
    for (size_t r = 0; r < rows->count; r++)
        rows->curvature[r] = 1;
}

static void gram_once(void *context)
{
    struct gram *g = context;
    struct lc_error err = { 0 };
    bench_must(lc_sweep_run(g->sweep, NULL, LC_SUM_GRAM, ones, NULL, &g->sums, &err),
               &err);
}

double bench_gram(const struct lc_matrix *x, lc_team *team)
{
    struct lc_view view = { x, false, NULL, NULL, NULL, team };
    struct gram g = { .sums = { .gram = bench_memory(x->p * x->p, sizeof(double)) } };
    struct lc_error err = { 0 };
    bench_must(lc_sweep_new(&g.sweep, &view, &err), &err);
    struct bench_timing t = bench_time(gram_once, &g);
    lc_sweep_free(g.sweep);
    free(g.sums.gram);
    return t.median;
}

struct fitting {
    const struct lc_family *family;
    const struct lc_sample *sample;
    const struct lc_fit_options *options;
    double first, loglik;
};

static size_t first_column(const struct lc_fit *fit)
{
    for (size_t t = 0; t < fit->terms; t++)
        if (fit->column[t] == 0)
            return t;
    return 0;
}

static void fit_once(void *context)
{
    struct fitting *f = context;
    struct lc_fit *fit;
    struct lc_error err = { 0 };
    bench_must(lc_family_fit(&fit, f->family, f->sample, f->options, &err), &err);
    f->first = fit->estimate[first_column(fit)];
    f->loglik = fit->points ? fit->point[fit->points - 1].loglik : fit->loglik;
    fprintf(stderr, "  %s: status %d, %d steps, %zu points\n", f->family->name,
            fit->status, fit->iterations, fit->points);
    lc_fit_free(fit);
}

void bench_fit(const char *name, const struct lc_family *family,
               const struct lc_sample *sample, const struct lc_fit_options *options)
{
    struct fitting f = { family, sample, options, 0, 0 };
    size_t n = sample->n, p = sample->x.p;
    double gram = bench_gram(&sample->x, options->team);
    struct bench_timing t = bench_time(fit_once, &f);
    bench_row(&(struct bench_case){ name, n, p, lc_team_threads(options->team),
                                    1e-9 * (double)n * (double)(p * (p + 1)), "GFLOP",
                                    gram, f.first, f.loglik },
              t);
}
