/* The kernels: what the fits spend their time in, once for each width of vector the
 * machine may have. kernel_body.h holds the code; kernel_plain.c, kernel_avx2.c and
 * kernel_avx512.c compile it; lc_kernels() chooses at run time.
 *
 * A block is some rows of a design in cache: q columns, column k at z + k * stride,
 * rows padded with zeros to a multiple of LC_PAD, z aligned to LC_ALIGN bytes and
 * stride a multiple of LC_PAD. Nothing here allocates, and threads may share inputs.
 *
 * One machine gives the same bits however the work is cut into threads; machines with
 * other vectors differ in the last places (they add in another order). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LC_PAD = 8, LC_ALIGN = 64, LC_TILE = 4, LC_PANEL = 8, LC_MANY = 8 };

/* Rows first .. first + n - 1 of a column: data is an array of the C type of `type`
 * (column.h) with nothing missing. While they are read the memory at `ahead` (or NULL),
 * `bytes` long, is called into the cache: what will be read soon. */
struct lc_stretch {
    int type;
    const void *data;
    size_t first, n;
    double centre, scale;
    const void *ahead;
    size_t bytes;
};

/* Several predictors: `count` of them, a multiple of LC_TILE up to LC_MANY. The
 * coefficient of column k in predictor v is at beta[k * LC_MANY + v], and 0 but for the
 * columns at[used]. */
struct lc_predictors {
    size_t count, used;
    const uint32_t *at;
    const double *beta;
};

struct lc_kernels {
    const char *name;
    size_t lanes; /* doubles a vector */

    /* out[n] = exp(x), within 1 ulp; 0 below -745.2, infinite above 709.8. x may be
     * out. Any n and alignment, here and in the next three. */
    void (*exp)(size_t n, const double *x, double *out);
    /* out[n] = log(x), within 1 ulp; -infinity at 0, NaN below. */
    void (*log)(size_t n, const double *x, double *out);
    /* p[n] = 1 / (1 + exp(-eta)) and soft[n] = log(1 + exp(eta)), each within 2 ulp and
     * without overflow or cancellation at either end. p or soft may be eta. */
    void (*logistic)(size_t n, const double *eta, double *p, double *soft);
    /* out[n] = (x - centre) * scale */
    void (*expand)(const struct lc_stretch *x, double *out);
    /* sums[0] += sum of x - from, sums[1] += sum of its square */
    void (*moments)(size_t n, const double *x, double from, double *sums);

    /* eta[rows] += z beta */
    void (*product)(size_t rows, size_t q, size_t stride, const double *z,
                    const double *beta, double *eta);
    /* out[r] = sum_k x[r * p + k] beta[k] for m rows of a row-major table; a row's sum
     * is the same in whatever company it comes. Any p and alignment. */
    void (*dots)(size_t m, size_t p, const double *x, const double *beta, double *out);
    /* out[q] += z' r */
    void (*transposed)(size_t rows, size_t q, size_t stride, const double *z,
                       const double *r, double *out);
    /* sums += z' diag(w) z over the lower triangle, in tiles of 4 x 4 and lane by lane;
     * z must have q rounded up to a multiple of 4 columns. w NULL: 1. room:
     * LC_TILE * stride doubles, aligned; NULL without w. sums has lc_gram_room(q)
     * doubles, aligned; lc_gram_finish adds the lanes up. */
    void (*gram)(size_t rows, size_t q, size_t stride, const double *z, const double *w,
                 double *room, double *sums);
    /* table[bin[r]][0 .. 7] += w[r] * (row r of the 8 columns at z); bin -1: leave out.
     * The table is aligned. */
    void (*bin)(size_t rows, size_t stride, const double *z, const double *w,
                const int32_t *bin, double *table);

    /* Several predictors in one reading of the block; predictor v is written to
     * eta + v * stride. */
    void (*product_many)(size_t rows, size_t stride, const double *z,
                         const struct lc_predictors *predictors, double *eta);
    /* sums += z' r, vector v at r + v * stride, in tiles and lane by lane; z has q
     * rounded up to LC_TILE columns, sums lc_many_room(q) doubles, aligned. */
    void (*transposed_many)(size_t rows, size_t q, size_t stride, const double *z,
                            size_t count, const double *r, double *sums);
};

/* What kernel_*.c make; a name of NULL: this build has not got it. Use lc_kernels(). */
extern const struct lc_kernels lc_kernels_plain, lc_kernels_avx2, lc_kernels_avx512;

/* The widest that this machine runs. */
const struct lc_kernels *lc_kernels(void);
/* From now on the plain ones alone, which give the same bytes on every machine. For the
 * process, once, while there is one thread. */
void lc_kernels_keep_plain(void);
/* Those that this machine runs, narrowest first; NULL-terminated. For tests. */
const struct lc_kernels *const *lc_kernels_usable(void);

size_t lc_gram_room(size_t q); /* for the widest vectors there are */
/* gram[i * (i + 1) / 2 + j], j <= i < q: += the sums' lanes, added in order. */
void lc_gram_finish(size_t q, size_t lanes, const double *sums, double *gram);

size_t lc_many_room(size_t q); /* for the widest vectors there are */
/* out[v * q + k] += the sums' lanes, added in order. */
void lc_many_finish(size_t q, size_t count, size_t lanes, const double *sums,
                    double *out);

size_t lc_padded(size_t rows);    /* up to a multiple of LC_PAD */
double *lc_aligned(double *room); /* first aligned place; leave LC_PAD to spare */
