/* Several vectors at once against plain loops, on both sides of every block's shape: a
 * block has 65,536 doubles, but 64 rows at least and 1,024 at most. */
#include "parallel/many.h"

#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"

TestSuite(many, .init = lc_begin);

enum { V = 3, MOST = 1040 };

static double cell(size_t i, size_t k)
{
    double v = sin((double)(i * 131 + k * 7919)) * 43758.5453;
    return v - floor(v) - 0.5;
}

/* The gradient of half the sum of squares, and the sum. */
static void square(void *context, struct lc_rows *rows)
{
    (void)context;
    for (size_t r = 0; r < rows->count; r++) {
        rows->gradient[r] = rows->eta[r];
        rows->loglik += rows->eta[r] * rows->eta[r] / 2;
        rows->extra[0] += (double)(rows->first + r);
    }
}

static void check(size_t n, size_t q, const struct lc_column *column)
{
    struct lc_matrix x = { n, q, column };
    struct lc_view view = { &x, false, NULL, NULL, NULL, NULL };
    double *beta = calloc(V * q, sizeof *beta), *gradient = calloc(V * q, sizeof *beta);
    double loglik[V], extra[V];
    struct lc_many many = { V, beta, loglik, gradient, extra };
    lc_sweep *sweep;
    for (size_t v = 0; v < V; v++)
        for (size_t k = 0; k < q; k += 1 + v)
            beta[v * q + k] = cell(k, 5000 + v);
    cr_assert(zero(int, lc_sweep_new(&sweep, &view, NULL)));
    cr_assert(zero(int, lc_sweep_many(sweep, &many, square, NULL, NULL)));
    for (size_t v = 0; v < V; v++) {
        double *want = calloc(q, sizeof *want), sum = 0;
        for (size_t i = 0; i < n; i++) {
            double eta = 0;
            for (size_t k = 0; k < q; k++)
                eta += beta[v * q + k] * ((const double *)column[k].data)[i];
            sum += eta * eta / 2;
            for (size_t k = 0; k < q; k++)
                want[k] += eta * ((const double *)column[k].data)[i];
        }
        cr_expect(le(dbl, fabs(loglik[v] - sum), 1e-12 * sum), "%zu by %zu", n, q);
        cr_expect(eq(dbl, extra[v], (double)(n * (n - 1) / 2)));
        for (size_t k = 0; k < q; k++)
            cr_assert(le(dbl, fabs(gradient[v * q + k] - want[k]), 1e-11 * sum),
                      "%zu by %zu, column %zu", n, q, k);
        free(want);
    }
    lc_sweep_free(sweep);
    free(beta);
    free(gradient);
}

/* 65 columns (as 72) are 896 rows; 1,024 are 64, and 1,032 are 63, which is too
 * few: 64.
 */
Test(many, rows_and_columns_on_both_sides_of_a_block)
{
    static const size_t columns[] = { 1, 63, 64, 65, 1016, 1024, 1025 },
                        rows[] = { 63, 64, 65, 127, 128, 129 },
                        more[] = { 511, 513, 895, 896, 897, 1023 };
    double *x = calloc(MOST * 1025, sizeof *x);
    struct lc_column *column = calloc(1025, sizeof *column);
    for (size_t k = 0; k < 1025; k++) {
        column[k] = (struct lc_column){ .type = LC_F64, .data = x + k * MOST };
        for (size_t i = 0; i < MOST; i++)
            x[k * MOST + i] = cell(i, k);
    }
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        for (size_t r = 0; r < 6; r++) {
            check(rows[r], columns[c], column);
            if (columns[c] < 100)
                check(more[r], columns[c], column);
        }
    free(x);
    free(column);
}

/* A shard's rows are one fewer than a block of few columns has, as many, one more. */
Test(many, shards_on_both_sides_of_a_block)
{
    enum { FEW = 3, LONG = LC_SHARDS * 1025 };
    double *x = calloc(FEW * LONG, sizeof *x);
    struct lc_column column[FEW];
    for (size_t k = 0; k < FEW; k++) {
        column[k] = (struct lc_column){ .type = LC_F64, .data = x + k * LONG };
        for (size_t i = 0; i < LONG; i++)
            x[k * LONG + i] = cell(i, k);
    }
    for (size_t rows = 1023; rows <= 1025; rows++)
        check(LC_SHARDS * rows, FEW, column);
    free(x);
}
