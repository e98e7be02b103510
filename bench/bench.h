/* What the benchmarks share: a clock, medians, the limits of the machine, and the row
 * they print, tab-separated:
 *
 *     name  n  p  threads  runs  median_s  min_s  work  unit  limit_s  share  peak_mb
 *     first  loglik  cpu_s
 *
 * work is what the case cannot do without (GFLOP, GB, rows); limit_s the time that this
 * machine needs for it at the least, measured in the same process, and share
 * limit_s / median_s. first and loglik are what a peer's answer is held against. cpu_s
 * is the mean processor time of all threads, which other work on the machine disturbs
 * less than the clock. A timing is never a test. */
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/error.h"
#include "parallel/team.h"

enum { BENCH_RUNS = 7 };

double bench_clock(void);                      /* seconds */
void *bench_memory(size_t count, size_t size); /* zeroed, aligned; ends the program */
void bench_must(int code, const struct lc_error *err); /* likewise, for a failure */

/* --- command line: [-t THREADS] CASE...; no case: all of them --------------------- */

struct bench {
    lc_team *team;
    int threads; /* 0 asks for as many as there are */
    int cases;
    char **wanted;
};

struct bench bench_begin(int argc, char **argv);
void bench_end(struct bench *bench);
bool bench_wants(const struct bench *bench, const char *name);

/* --- timing ----------------------------------------------------------------------- */

struct bench_timing {
    double median, least, peak_mb, processor;
    int runs;
};

/* Up to BENCH_RUNS calls, fewer once they have taken half a minute together. */
struct bench_timing bench_time(void (*work)(void *), void *context);

struct bench_case {
    const char *name;
    size_t n, p;
    int threads;
    double work;
    const char *unit;
    double limit; /* seconds; 0: none */
    double first, loglik;
};

void bench_row(const struct bench_case *c, struct bench_timing t);

/* --- the machine's limits --------------------------------------------------------- */

double bench_read_rate(lc_team *team); /* GB/s of reading memory, all threads */

/* --- made-up numbers: SplitMix64 (Steele, Lea and Flood, 2014) -------------------- */

uint64_t bench_word(uint64_t *state);
double bench_unit(uint64_t *state); /* in (0, 1) */
