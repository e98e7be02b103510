/* What the benchmarks share: a clock, medians, made-up designs, and the row they print:
 *
 *     name  n  p  threads  median_s  min_s  work  unit  rate  peak_mb
 *
 * rate is work per second of the median. A timing is never a test. */
#ifndef LC_BENCH_H
#define LC_BENCH_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/begin.h"
#include "models/family/family.h"

enum { BENCH_RUNS = 7 };

static inline double bench_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline int bench_compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median and minimum of `runs` calls of work(context). */
static inline double bench_time(void (*work)(void *), void *context, int runs,
                                double *least)
{
    double seconds[64];
    for (int i = 0; i < runs; i++) {
        double start = bench_clock();
        work(context);
        seconds[i] = bench_clock() - start;
    }
    qsort(seconds, (size_t)runs, sizeof *seconds, bench_compare);
    *least = seconds[0];
    return seconds[runs / 2];
}

static inline double bench_peak_mb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

static inline void bench_row(const char *name, size_t n, size_t p, int threads,
                             double median, double least, double work, const char *unit)
{
    printf("%s\t%zu\t%zu\t%d\t%.5f\t%.5f\t%.4g\t%s\t%.4g\t%.0f\n", name, n, p, threads,
           median, least, work, unit, work / median, bench_peak_mb());
    fflush(stdout);
}

/* SplitMix64 (Steele, Lea and Flood, 2014): quick, and good enough to make data up. */
static inline uint64_t bench_word(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static inline double bench_unit(uint64_t *state)
{
    return ((double)(bench_word(state) >> 11) + 0.5) * 0x1p-53;
}

/* A design of doubles, 7 columns in 10 nearly normal (a sum of uniforms) and 3 binary,
 * with the linear predictor that small known coefficients give. */
struct bench_design {
    size_t n, p;
    struct lc_column *column;
    const char **name;
    double *eta;
};

static inline struct bench_design bench_design(size_t n, size_t p, uint64_t seed)
{
    struct bench_design d = { n, p, calloc(p, sizeof *d.column),
                              calloc(p, sizeof *d.name), calloc(n, sizeof *d.eta) };
    for (size_t k = 0; k < p; k++) {
        uint64_t state = seed + 1000 * k;
        double *x = malloc(n * sizeof *x),
               b = 0.3 * (k % 2 ? -1 : 1) / (1 + (double)k / 5);
        for (size_t i = 0; i < n; i++) {
            uint64_t w = bench_word(&state);
            double sum = (double)(w & 0xffff) + (double)(w >> 16 & 0xffff)
                         + (double)(w >> 32 & 0xffff) + (double)(w >> 48);
            x[i] = k % 10 < 7 ? (sum / 65536 - 2) * 1.7320508 : (double)(sum < 80000);
            d.eta[i] += b * x[i];
        }
        d.column[k] = (struct lc_column){ .type = LC_F64, .data = x };
        d.name[k] = "x";
    }
    return d;
}

static inline void bench_design_free(struct bench_design *d)
{
    for (size_t k = 0; k < d->p; k++)
        free(d->column[k].data);
    free(d->column);
    free(d->name);
    free(d->eta);
}

#endif
