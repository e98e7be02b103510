/* What this machine can do, beside which the other benchmarks are read: multiply-adds
 * from registers, reading memory, and the weighted Gram product on which fits rest. */
#include "bench/data.h"

#include "parallel/sweep.h"

typedef double vec __attribute__((vector_size(64)));

struct job {
    lc_team *team;
    int threads;
    lc_sweep *sweep;
    struct lc_sums sums;
    double *out;
};

/* 12 independent chains of multiply-adds, enough to hide their latency; each with a
 * name of its own, since a loop over an array of them goes through memory. */
enum { CHAINS = 12, STEPS = 2 * 1000 * 1000 };
/* clang-format off */
#define EACH_CHAIN(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
/* clang-format on */

#if defined(__x86_64__)
#define WIDEST __attribute__((target("avx512f,fma")))
#else
#define WIDEST
#endif

WIDEST static void multiply_add(void *context, size_t shard, size_t worker)
{
    struct job *j = context;
    vec a = (vec){ 0 } + 0.999999, b = (vec){ 0 } + 1e-6;
    (void)worker;
#define X(k) vec c##k = b * (double)k;
    EACH_CHAIN(X)
#undef X
    for (int i = 0; i < STEPS; i++) {
#define X(k) c##k = c##k * a + b;
        EACH_CHAIN(X)
#undef X
    }
#define X(k) +c##k
    vec sum = (vec){ 0 } EACH_CHAIN(X);
#undef X
    for (int l = 0; l < 8; l++)
        j->out[shard] += sum[l];
}

static void run_multiply_add(void *context)
{
    struct job *j = context;
    lc_team_run(j->team, (size_t)j->threads, multiply_add, j);
}

static void ones(void *context, struct lc_rows *rows)
{
    (void)context;
    for (size_t r = 0; r < rows->count; r++)
        rows->curvature[r] = 1;
}

static void run_gram(void *context)
{
    struct job *j = context;
    if (lc_sweep_run(j->sweep, NULL, LC_SUM_GRAM, ones, NULL, &j->sums, NULL))
        exit(1);
}

static void run_product(void *context)
{
    struct job *j = context;
    if (lc_sweep_run(j->sweep, j->out, LC_SUM_GRADIENT, ones, NULL, &j->sums, NULL))
        exit(1);
}

static void row(const char *name, size_t n, size_t p, int threads, double work,
                const char *unit, struct bench_timing t)
{
    bench_row(
        &(struct bench_case){ name, n, p, threads, work, unit, 0, work / t.median, 0 },
        t);
}

static void gram_cases(struct job *j, const char *set)
{
    struct bench_data d = bench_data(set);
    struct lc_matrix x = { d.n, d.p, d.column };
    size_t p = d.p;
    double *centre = bench_memory(2 * p, sizeof *centre), *scale = centre + p;
    struct lc_error err = { 0 };
    bench_must(lc_moments(&x, NULL, NULL, j->team, centre, scale, &err), &err);
    struct lc_view view = { &x, false, centre, scale, NULL, j->team };
    bench_must(lc_sweep_new(&j->sweep, &view, &err), &err);
    j->sums.gradient = bench_memory(p, sizeof(double));
    j->sums.gram = bench_memory(p * p, sizeof(double));
    row("gram", d.n, p, j->threads, 1e-9 * (double)d.n * (double)(p * (p + 1)), "GFLOP",
        bench_time(run_gram, j));
    row("pass", d.n, p, j->threads, 8e-9 * (double)(d.n * p), "GB",
        bench_time(run_product, j));
    free(j->sums.gradient);
    free(j->sums.gram);
    free(centre);
    lc_sweep_free(j->sweep);
    bench_data_free(&d);
}

static void limits(int threads)
{
    struct job j = { .threads = threads };
    struct lc_error err = { 0 };
    j.out = bench_memory(256, sizeof(double));
    bench_must(lc_team_new(&j.team, threads, &err), &err);
    row("multiply_add", 0, 0, threads, 1e-9 * 16.0 * CHAINS * STEPS * threads, "GFLOP",
        bench_time(run_multiply_add, &j));
    printf("read_memory\t%d\t%.4g GB/s\n", threads, bench_read_rate(j.team));
    gram_cases(&j, "logit_1e6_50");
    gram_cases(&j, "logit_1e6_20");
    gram_cases(&j, "logit_2.5e5_200");
    free(j.out);
    lc_team_free(j.team);
}

int main(void)
{
    lc_begin();
    limits(1);
    limits(2);
    return 0;
}
