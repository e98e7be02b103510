/* Which kernels this machine runs, and the little that is the same for all of them. */
#include "numeric/kernel.h"

static bool plain; /* set once, while there is one thread */

void lc_kernels_keep_plain(void)
{
    plain = true;
}

static bool has_avx2(void)
{
#if defined(__x86_64__)
    return !plain && lc_kernels_avx2.name && __builtin_cpu_supports("avx2")
           && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

static bool has_avx512(void)
{
#if defined(__x86_64__)
    return lc_kernels_avx512.name && has_avx2() && __builtin_cpu_supports("avx512f")
           && __builtin_cpu_supports("avx512dq");
#else
    return false;
#endif
}

const struct lc_kernels *lc_kernels(void)
{
    return has_avx512() ? &lc_kernels_avx512
           : has_avx2() ? &lc_kernels_avx2
                        : &lc_kernels_plain;
}

const struct lc_kernels *const *lc_kernels_usable(void)
{
    static const struct lc_kernels *const all[] = { &lc_kernels_plain, &lc_kernels_avx2,
                                                    &lc_kernels_avx512, NULL };
    static const struct lc_kernels *const two[] = { &lc_kernels_plain, &lc_kernels_avx2,
                                                    NULL };
    static const struct lc_kernels *const one[] = { &lc_kernels_plain, NULL };
    return has_avx512() ? all : has_avx2() ? two : one;
}

size_t lc_gram_room(size_t q)
{
    size_t tiles = (q + LC_TILE - 1) / LC_TILE;
    return tiles * (tiles + 1) / 2 * LC_TILE * LC_TILE * LC_PAD;
}

void lc_gram_finish(size_t q, size_t lanes, const double *sums, double *gram)
{
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j <= i; j++) {
            size_t a = i / LC_TILE, b = j / LC_TILE;
            size_t cell = LC_TILE * (i % LC_TILE) + j % LC_TILE;
            const double *at = sums + ((a * (a + 1) / 2 + b) * 16 + cell) * lanes;
            double sum = 0;
            for (size_t l = 0; l < lanes; l++)
                sum += at[l];
            gram[i * (i + 1) / 2 + j] += sum;
        }
}

size_t lc_many_room(size_t q)
{
    return (q + LC_TILE - 1) / LC_TILE * LC_TILE * LC_MANY * LC_PAD;
}

void lc_many_finish(size_t q, size_t count, size_t lanes, const double *sums,
                    double *out)
{
    for (size_t v = 0; v < count; v++)
        for (size_t k = 0; k < q; k++) {
            size_t tile = k / LC_TILE * LC_MANY + v / LC_TILE * LC_TILE;
            size_t cell = LC_TILE * (v % LC_TILE) + k % LC_TILE;
            const double *at = sums + (tile * LC_TILE + cell) * lanes;
            double sum = 0;
            for (size_t l = 0; l < lanes; l++)
                sum += at[l];
            out[v * q + k] += sum;
        }
}

size_t lc_padded(size_t rows)
{
    return (rows + LC_PAD - 1) / LC_PAD * LC_PAD;
}

double *lc_aligned(double *room)
{
    uintptr_t at = ((uintptr_t)room + LC_ALIGN - 1) & ~(uintptr_t)(LC_ALIGN - 1);
    return room + (at - (uintptr_t)room) / sizeof(double);
}
