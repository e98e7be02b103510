/* Kernels against plain loops in long double, for every width of vector that this
 * machine has. */
#include "numeric/kernel.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"

TestSuite(kernel, .init = lc_begin);

enum { N = 20011 };

/* Distance from the true value in units of the last place of its double. */
static double ulps(double got, long double truth)
{
    double near = (double)truth;
    if (isnan(near) || isnan(got))
        return isnan(near) && isnan(got) ? 0 : INFINITY;
    if (isinf(near) || isinf(got) || near == 0)
        return got == near ? 0 : INFINITY;
    double size = fabs(near);
    double unit = nextafter(size, INFINITY) - size;
    return (double)(fabsl((long double)got - truth) / (long double)unit);
}

static double worst(size_t n, const double *x, const double *got,
                    long double (*truth)(long double))
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, ulps(got[i], truth((long double)x[i])));
    return most;
}

static long double sigmoid(long double x)
{
    return x > 0 ? 1 / (1 + expl(-x)) : expl(x) / (1 + expl(x));
}

static long double softplus(long double x)
{
    return (x > 0 ? x : 0) + log1pl(expl(-fabsl(x)));
}

#define EACH(k)                                                                        \
    for (const struct lc_kernels *const *each = lc_kernels_usable(), *k;               \
         (k = *each) != NULL; each++)

Test(kernel, exp_is_within_an_ulp)
{
    static double x[N], y[N];
    struct lc_random r;
    lc_random_init(&r, 1, 1);
    for (size_t i = 0; i < N; i++)
        x[i] = (lc_random_unit(&r) * 2 - 1)
               * (i % 3 == 0   ? 707
                  : i % 3 == 1 ? 20
                               : 0.5);
    EACH(k)
    {
        k->exp(N, x, y);
        cr_assert(lt(dbl, worst(N, x, y, expl), 1.0), "%s", k->name);
    }
}

Test(kernel, exp_at_its_ends)
{
    /* 2^-1074 = exp(-744.44); below half of it, 0. Overflow from log(DBL_MAX). */
    const double x[] = { 0,      -0.0,      709.78, 709.79, 1e300, INFINITY, -745.14,
                         -1e300, -INFINITY, NAN,    -744.4, -720,  -709 };
    double y[13];
    EACH(k)
    {
        k->exp(13, x, y);
        cr_assert(eq(dbl, y[0], 1));
        cr_assert(eq(dbl, y[1], 1));
        cr_assert(lt(dbl, fabs(y[2] / exp(709.78) - 1), 3e-16));
        for (int i = 3; i < 6; i++)
            cr_assert(isinf(y[i]) && y[i] > 0, "%s %d %g", k->name, i, y[i]);
        for (int i = 6; i < 9; i++)
            cr_assert(eq(dbl, y[i], 0), "%s %d", k->name, i);
        cr_assert(isnan(y[9]));
        cr_assert(eq(dbl, y[10], 0x1p-1074));
        for (int i = 11; i < 13; i++)
            cr_assert(le(dbl, fabs(y[i] - exp(x[i])), 0x1p-1074));
    }
}

Test(kernel, log_is_within_an_ulp)
{
    static double x[N], y[N];
    struct lc_random r;
    lc_random_init(&r, 1, 2);
    for (size_t i = 0; i < N; i++)
        x[i] = i % 3 == 0 ? ldexp(1 + lc_random_unit(&r), (int)(i % 2000) - 1000)
                          : 1 + (lc_random_unit(&r) - 0.4) * (i % 3 == 1 ? 1 : 1e-3);
    EACH(k)
    {
        k->log(N, x, y);
        cr_assert(lt(dbl, worst(N, x, y, logl), 1.0), "%s", k->name);
    }
}

Test(kernel, log_at_its_ends)
{
    const double x[] = { 0, 1, INFINITY, -1, NAN, 0x1p-1074, DBL_MAX, DBL_MIN };
    double y[8];
    EACH(k)
    {
        k->log(8, x, y);
        cr_assert(isinf(y[0]) && y[0] < 0);
        cr_assert(eq(dbl, y[1], 0));
        cr_assert(isinf(y[2]) && y[2] > 0);
        cr_assert(isnan(y[3]) && isnan(y[4]));
        for (int i = 5; i < 8; i++)
            cr_assert(lt(dbl, fabs(y[i] / log(x[i]) - 1), 3e-16), "%s %d", k->name, i);
    }
}

Test(kernel, logistic_is_within_two_ulp_at_both_ends)
{
    static double x[N], p[N], soft[N];
    struct lc_random r;
    lc_random_init(&r, 1, 3);
    for (size_t i = 0; i < N; i++)
        x[i] = (lc_random_unit(&r) * 2 - 1) * (i % 3 == 0 ? 700 : i % 3 == 1 ? 40 : 2);
    EACH(k)
    {
        k->logistic(N, x, p, soft);
        cr_assert(lt(dbl, worst(N, x, p, sigmoid), 2.0), "%s", k->name);
        cr_assert(lt(dbl, worst(N, x, soft, softplus), 2.0), "%s", k->name);
    }
}

enum { ROWS = 120, Q = 13, WIDE = 16 };

struct block {
    double *room, *z, *v, *w, *sums, *eta;
};

static struct block make_block(void)
{
    struct lc_random r;
    struct block b = { .room =
                           lc_alloc(2 * ROWS * WIDE + 2 * ROWS + lc_gram_room(Q) + 64,
                                    sizeof(double)) };
    lc_random_init(&r, 1, 4);
    b.z = lc_aligned(b.room);
    b.v = b.z + ROWS * WIDE;
    b.w = b.v + ROWS * WIDE;
    b.eta = b.w + ROWS;
    b.sums = b.eta + ROWS;
    for (size_t i = 0; i < ROWS * Q; i++)
        b.z[i] = lc_random_normal(&r);
    for (size_t i = 0; i < ROWS; i++)
        b.w[i] = lc_random_unit(&r);
    return b;
}

static void check_gram(bool weighted)
{
    EACH(k)
    {
        struct block b = make_block();
        double gram[Q * (Q + 1) / 2] = { 0 };
        if (weighted)
            k->gram(ROWS, Q, ROWS, b.z, b.w, b.v, b.sums);
        else
            k->gram(ROWS, Q, ROWS, b.z, NULL, NULL, b.sums);
        lc_gram_finish(Q, k->lanes, b.sums, gram);
        for (size_t i = 0; i < Q; i++)
            for (size_t j = 0; j <= i; j++) {
                long double sum = 0;
                for (size_t r = 0; r < ROWS; r++)
                    sum += (weighted ? (long double)b.w[r] : 1) * b.z[i * ROWS + r]
                           * b.z[j * ROWS + r];
                cr_assert(
                    epsilon_eq(dbl, gram[i * (i + 1) / 2 + j], (double)sum, 1e-12),
                    "%s %zu %zu", k->name, i, j);
            }
        free(b.room);
    }
}

Test(kernel, gram_is_the_weighted_sum_of_products)
{
    check_gram(true);
    check_gram(false);
}

Test(kernel, products_with_a_vector)
{
    EACH(k)
    {
        struct block b = make_block();
        double beta[Q], out[Q] = { 0 };
        for (size_t j = 0; j < Q; j++)
            beta[j] = (double)j - 5.5;
        k->product(ROWS, Q, ROWS, b.z, beta, b.eta);
        k->transposed(ROWS, Q, ROWS, b.z, b.w, out);
        for (size_t r = 0; r < ROWS; r++) {
            long double sum = 0;
            for (size_t j = 0; j < Q; j++)
                sum += (long double)beta[j] * b.z[j * ROWS + r];
            cr_assert(epsilon_eq(dbl, b.eta[r], (double)sum, 1e-12), "%s", k->name);
        }
        for (size_t j = 0; j < Q; j++) {
            long double sum = 0;
            for (size_t r = 0; r < ROWS; r++)
                sum += (long double)b.w[r] * b.z[j * ROWS + r];
            cr_assert(epsilon_eq(dbl, out[j], (double)sum, 1e-12), "%s", k->name);
        }
        free(b.room);
    }
}

/* Each of eight (and of four) predictors is what it is alone; a column left out of the
 * list counts for nothing. */
Test(kernel, products_with_several_vectors)
{
    EACH(k)
    {
        struct block b = make_block();
        double *room = lc_alloc(LC_MANY * ROWS + LC_PAD, sizeof *room);
        double *sums_room = lc_alloc(lc_many_room(Q) + LC_PAD, sizeof *sums_room);
        double *eta = lc_aligned(room), *sums = lc_aligned(sums_room);
        double beta[Q * LC_MANY], out[LC_MANY * Q] = { 0 };
        uint32_t at[Q];
        for (uint32_t j = 0; j < Q; j++) {
            at[j] = j + (j >= 3);
            for (size_t v = 0; v < LC_MANY; v++)
                beta[j * LC_MANY + v] = (double)j - 1.5 * (double)v;
        }
        struct lc_predictors predictors = { LC_MANY, Q - 1, at, beta };
        k->product_many(ROWS, ROWS, b.z, &predictors, eta);
        k->transposed_many(ROWS, Q, ROWS, b.z, LC_MANY, eta, sums);
        lc_many_finish(Q, LC_MANY, k->lanes, sums, out);
        for (size_t v = 0; v < LC_MANY; v++) {
            long double gradient[Q] = { 0 };
            for (size_t r = 0; r < ROWS; r++) {
                long double sum = 0;
                for (size_t j = 0; j < Q; j++)
                    sum += j == 3
                               ? 0
                               : (long double)beta[j * LC_MANY + v] * b.z[j * ROWS + r];
                cr_assert(epsilon_eq(dbl, eta[v * ROWS + r], (double)sum, 1e-12), "%s",
                          k->name);
                for (size_t j = 0; j < Q; j++)
                    gradient[j] += sum * b.z[j * ROWS + r];
            }
            for (size_t j = 0; j < Q; j++)
                cr_assert(epsilon_eq(dbl, out[v * Q + j], (double)gradient[j], 1e-10),
                          "%s", k->name);
        }
        free(room);
        free(sums_room);
        free(b.room);
    }
}

/* Of every width up to Q, at any alignment; and alone as in company. */
Test(kernel, dots_are_sums_of_products_by_row)
{
    EACH(k)
    {
        struct block b = make_block();
        double beta[Q], out[8], alone;
        for (size_t j = 0; j < Q; j++)
            beta[j] = (double)j - 5.5;
        for (size_t p = 0; p <= Q; p++) {
            k->dots(8, p, b.z + 1, beta, out);
            for (size_t r = 0; r < 8; r++) {
                long double sum = 0;
                for (size_t j = 0; j < p; j++)
                    sum += (long double)beta[j] * b.z[1 + r * p + j];
                cr_assert(epsilon_eq(dbl, out[r], (double)sum, 1e-12), "%s", k->name);
                k->dots(1, p, b.z + 1 + r * p, beta, &alone);
                cr_assert(eq(dbl, alone, out[r]), "%s", k->name);
            }
        }
        free(b.room);
    }
}

Test(kernel, bins_gather_weighted_rows)
{
    EACH(k)
    {
        struct block b = make_block();
        int32_t bin[ROWS];
        double *table = b.sums; /* 5 bins of 8 */
        for (int r = 0; r < ROWS; r++)
            bin[r] = r % 6 - 1;
        k->bin(ROWS, ROWS, b.z, b.w, bin, table);
        for (int t = 0; t < 5; t++)
            for (size_t j = 0; j < LC_PANEL; j++) {
                double sum = 0;
                for (size_t r = 0; r < ROWS; r++)
                    sum += bin[r] == t ? b.w[r] * b.z[j * ROWS + r] : 0;
                cr_assert(epsilon_eq(dbl, table[t * LC_PANEL + (int)j], sum, 1e-12));
            }
        free(b.room);
    }
}
