/* What this machine can do, beside which the other benchmarks are read: multiply-adds
 * from registers, reading memory, and the weighted Gram product on which fits rest. */
#include "bench/bench.h"

#include "parallel/sweep.h"

typedef double vec __attribute__((vector_size(64)));

struct job {
    lc_team *team;
    int threads;
    lc_sweep *sweep;
    struct lc_sums sums;
    double *memory, *out;
    size_t size;
};

/* 12 independent chains of multiply-adds, enough to hide their latency. */
enum { CHAINS = 12, STEPS = 20 * 1000 * 1000 };

#if defined(__x86_64__)
#define WIDEST __attribute__((target("avx512f,fma")))
#else
#define WIDEST
#endif

WIDEST __attribute__((optimize("fp-contract=fast"))) static void multiply_add(
    void *context, size_t shard, size_t worker)
{
    struct job *j = context;
    vec c[CHAINS], a = { 0 }, b = { 0 };
    (void)worker;
    for (int l = 0; l < 8; l++) {
        a[l] = 0.999999;
        b[l] = 1e-6;
    }
    for (int k = 0; k < CHAINS; k++)
        c[k] = b * (double)k;
    for (int i = 0; i < STEPS / 10; i++)
        for (int k = 0; k < CHAINS; k++)
            c[k] = c[k] * a + b;
    for (int k = 0; k < CHAINS; k++)
        for (int l = 0; l < 8; l++)
            j->out[shard] += c[k][l];
}

static void read_memory(void *context, size_t shard, size_t worker)
{
    struct job *j = context;
    size_t first = lc_shard_first(j->size, shard, 64);
    size_t end = lc_shard_first(j->size, shard + 1, 64) / 32 * 32;
    vec a = { 0 }, b = a, c = a, d = a;
    (void)worker;
    for (size_t i = (first + 31) / 32 * 32; i < end; i += 32) {
        const vec *at = (const vec *)(const void *)(j->memory + i);
        a += at[0];
        b += at[1];
        c += at[2];
        d += at[3];
    }
    a += b + c + d;
    j->out[shard] = a[0] + a[1] + a[2] + a[3] + a[4] + a[5] + a[6] + a[7];
}

static void run_multiply_add(void *context)
{
    struct job *j = context;
    lc_team_run(j->team, (size_t)j->threads, multiply_add, j);
}

static void run_read(void *context)
{
    struct job *j = context;
    lc_team_run(j->team, 64, read_memory, j);
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

static void gram_cases(struct job *j, size_t n, size_t p)
{
    struct bench_design d = bench_design(n, p, 1);
    struct lc_matrix x = { n, p, d.column };
    double *centre = malloc(2 * p * sizeof *centre), *scale = centre + p, least, median;
    if (lc_moments(&x, NULL, j->team, centre, scale, NULL))
        exit(1);
    struct lc_view view = { &x, false, centre, scale, NULL, j->team };
    if (lc_sweep_new(&j->sweep, &view, NULL))
        exit(1);
    j->sums.gradient = malloc(p * sizeof(double));
    j->sums.gram = malloc(p * p * sizeof(double));
    median = bench_time(run_gram, j, BENCH_RUNS, &least);
    bench_row("gram", n, p, j->threads, median, least,
              1e-9 * (double)n * (double)(p * (p + 1)), "GFLOP");
    median = bench_time(run_product, j, BENCH_RUNS, &least);
    bench_row("pass", n, p, j->threads, median, least, 8e-9 * (double)(n * p), "GB");
    free(j->sums.gradient);
    free(j->sums.gram);
    free(centre);
    lc_sweep_free(j->sweep);
    bench_design_free(&d);
}

static void limits(int threads)
{
    struct job j = { .threads = threads, .size = (size_t)1 << 26 };
    double least, median;
    j.memory = aligned_alloc(64, j.size * sizeof(double));
    j.out = calloc(256, sizeof(double));
    if (!j.memory || lc_team_new(&j.team, threads, NULL))
        exit(1);
    memset(j.memory, 0, j.size * sizeof(double));
    median = bench_time(run_multiply_add, &j, BENCH_RUNS, &least);
    bench_row("multiply_add", 0, 0, threads, median, least,
              1e-9 * 16.0 * CHAINS * (STEPS / 10) * threads, "GFLOP");
    median = bench_time(run_read, &j, BENCH_RUNS, &least);
    bench_row("read_memory", j.size, 0, threads, median, least, 8e-9 * (double)j.size,
              "GB");
    free(j.memory);
    gram_cases(&j, 1000000, 50);
    gram_cases(&j, 1000000, 20);
    gram_cases(&j, 250000, 200);
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
