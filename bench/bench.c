#include "bench/bench.h"

#include <sys/resource.h>
#include <time.h>

double bench_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void *bench_memory(size_t count, size_t size)
{
    size_t bytes = (count * size + 63) / 64 * 64 + 64;
    void *memory = aligned_alloc(64, bytes);
    if (!memory) {
        fprintf(stderr, "bench: out of memory\n");
        exit(1);
    }
    return memset(memory, 0, bytes);
}

void bench_must(int code, const struct lc_error *err)
{
    if (code) {
        fprintf(stderr, "bench: %s\n", err->text);
        exit(1);
    }
}

/* --- command line ----------------------------------------------------------------- */

struct bench bench_begin(int argc, char **argv)
{
    struct bench b = { .cases = argc - 1, .wanted = argv + 1 };
    struct lc_error err = { 0 };
    lc_begin();
    if (argc > 2 && strcmp(argv[1], "-t") == 0) {
        b.threads = atoi(argv[2]);
        b.cases -= 2;
        b.wanted += 2;
    }
    bench_must(lc_team_new(&b.team, b.threads, &err), &err);
    b.threads = lc_team_threads(b.team);
    return b;
}

void bench_end(struct bench *bench)
{
    lc_team_free(bench->team);
}

bool bench_wants(const struct bench *bench, const char *name)
{
    for (int i = 0; i < bench->cases; i++)
        if (strcmp(bench->wanted[i], name) == 0)
            return true;
    return bench->cases == 0;
}

/* --- timing ----------------------------------------------------------------------- */

/* The kernel forgets the peak so far, so that a row has its own. */
static void forget_peak(void)
{
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (file) {
        fputs("5", file);
        fclose(file);
    }
}

static double peak_mb(void)
{
    char line[128];
    double kb = NAN;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %lf", &kb) == 1)
            break;
    if (file)
        fclose(file);
    return kb / 1024;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of all threads, user and system. */
static double processor(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
           + 1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

struct bench_timing bench_time(void (*work)(void *), void *context)
{
    double used = processor();
    double seconds[BENCH_RUNS], sum = 0;
    struct bench_timing t = { 0 };
    forget_peak();
    while (t.runs < BENCH_RUNS && sum < 30) {
        double start = bench_clock();
        work(context);
        seconds[t.runs] = bench_clock() - start;
        sum += seconds[t.runs++];
    }
    qsort(seconds, (size_t)t.runs, sizeof *seconds, compare);
    t.processor = (processor() - used) / t.runs;
    t.least = seconds[0];
    t.median = seconds[t.runs / 2];
    t.peak_mb = peak_mb();
    return t;
}

void bench_row(const struct bench_case *c, struct bench_timing t)
{
    printf("%s\t%zu\t%zu\t%d\t%d\t%.4g\t%.4g\t%.4g\t%s\t%.4g\t%.3g\t%.0f\t%.9g\t%."
           "12g\t%.4g\n",
           c->name, c->n, c->p, c->threads, t.runs, t.median, t.least, c->work, c->unit,
           c->limit, c->limit / t.median, t.peak_mb, c->first, c->loglik, t.processor);
    fflush(stdout);
}

/* --- limits ----------------------------------------------------------------------- */

typedef double vec __attribute__((vector_size(64)));

struct reading {
    lc_team *team;
    size_t size;
    double *memory, out[LC_SHARDS];
};

static void read_shard(void *context, size_t shard, size_t worker)
{
    struct reading *r = context;
    size_t first = lc_shard_first(r->size / 32, shard, LC_SHARDS) * 32;
    size_t end = lc_shard_first(r->size / 32, shard + 1, LC_SHARDS) * 32;
    vec a = { 0 }, b = a, c = a, d = a;
    (void)worker;
    for (size_t i = first; i < end; i += 32) {
        const vec *at = (const vec *)(const void *)(r->memory + i);
        a += at[0];
        b += at[1];
        c += at[2];
        d += at[3];
    }
    a += b + c + d;
    r->out[shard] = a[0] + a[1] + a[2] + a[3] + a[4] + a[5] + a[6] + a[7];
}

static void read_once(void *context)
{
    struct reading *r = context;
    lc_team_run(r->team, LC_SHARDS, read_shard, r);
}

double bench_read_rate(lc_team *team)
{
    struct reading r = { .team = team, .size = (size_t)1 << 26 };
    r.memory = bench_memory(r.size, sizeof(double));
    struct bench_timing t = bench_time(read_once, &r);
    free(r.memory);
    return 8e-9 * (double)r.size / t.median;
}

/* --- numbers ---------------------------------------------------------------------- */

uint64_t bench_word(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

double bench_unit(uint64_t *state)
{
    return ((double)(bench_word(state) >> 11) + 0.5) * 0x1p-53;
}
