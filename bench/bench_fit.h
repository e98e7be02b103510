/* Timing a family's fit beside the Gram product that it cannot do without. */
#ifndef LC_BENCH_FIT_H
#define LC_BENCH_FIT_H

#include "bench/bench.h"

#include "parallel/sweep.h"

struct bench_fit {
    const struct lc_family *family;
    const struct lc_sample *sample;
    struct lc_fit_options options;
    int iterations, status;
    double first, loglik;
};

static inline void bench_fit_once(void *context)
{
    struct bench_fit *b = context;
    struct lc_fit *fit;
    struct lc_error err = { 0 };
    if (b->family->fit(&fit, b->sample, &b->options, &err)) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    b->iterations = fit->iterations;
    b->status = fit->status;
    b->first = fit->estimate[b->family->response == LC_BINARY];
    b->loglik = fit->loglik;
    lc_fit_free(fit);
}

static inline void bench_ones(void *context, struct lc_rows *rows)
{
    (void)context;
    for (size_t r = 0; r < rows->count; r++)
        rows->curvature[r] = 1;
}

struct bench_gram {
    lc_sweep *sweep;
    struct lc_sums sums;
};

static inline void bench_gram_once(void *context)
{
    struct bench_gram *g = context;
    if (lc_sweep_run(g->sweep, NULL, LC_SUM_GRAM, bench_ones, NULL, &g->sums, NULL))
        exit(1);
}

/* One weighted Gram product of the sample's columns, seconds. */
static inline double bench_gram_time(const struct lc_sample *s, lc_team *team)
{
    struct lc_view view = { &s->x, false, NULL, NULL, NULL, team };
    struct bench_gram g = { .sums = { .gram =
                                          malloc(s->x.p * s->x.p * sizeof(double)) } };
    double least;
    if (lc_sweep_new(&g.sweep, &view, NULL))
        exit(1);
    double median = bench_time(bench_gram_once, &g, BENCH_RUNS, &least);
    lc_sweep_free(g.sweep);
    free(g.sums.gram);
    return median;
}

/* A row for the fit, and one for what it is in Gram products. */
static inline void bench_fit(const char *name, const struct lc_family *family,
                             const struct lc_sample *sample,
                             const struct lc_fit_options *options, int runs)
{
    struct bench_fit b = { family, sample, *options, 0, 0, 0, 0 };
    int threads = lc_team_threads(options->team);
    double least, median, gram = bench_gram_time(sample, options->team);
    char row[99];
    median = bench_time(bench_fit_once, &b, runs, &least);
    bench_row(name, sample->n, sample->x.p, threads, median, least, median / gram,
              "grams");
    snprintf(row, sizeof row, "%s: steps %d status %d first %.8g loglik %.8g gram_s",
             name, b.iterations, b.status, b.first, b.loglik);
    bench_row(row, sample->n, sample->x.p, threads, gram, gram, 0, "");
}

#endif
