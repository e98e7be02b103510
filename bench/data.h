/* The data that a benchmark fits: a set of the peers, if PEERS_DATA names a folder that
 * holds it (so that both sides fit the same numbers), else a made-up one of its shape.
 *
 * A set's name is KIND_ROWS_COLUMNS: logit_1e6_50, rare_1e6_50, cox_1e5_200, cp_1e6_30,
 * aft_1e6_20, fg_5e3_20, score_1e7_50. Its files are raw vectors: X.f64 (column by
 * column), time.f64, tday.i32, status.i32 ... */
#pragma once

#include "bench/bench.h"
#include "models/family/family.h"

/* The whole of PEERS_DATA/set/file, to be freed, and its bytes; NULL: there is none. */
void *bench_vector(const char *set, const char *file, size_t *bytes);

struct bench_data {
    size_t n, p;
    double *x; /* [p * n] column by column */
    struct lc_column *column;
    const char **label;
    double *eta;         /* made-up data only */
    double *y;           /* logit, rare: 0 or 1 */
    double *time, *days; /* cox: continuous, whole days; others: time only */
    double *start;       /* cp: days is the stop */
    int32_t *status, *stratum, *id;
    double *beta; /* score */
};

struct bench_data bench_data(const char *set);
void bench_data_free(struct bench_data *data);

/* Borrowing from data; the response is for the caller to set. */
struct lc_sample bench_sample(const struct bench_data *data);
