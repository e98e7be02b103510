/* The kernels' code, compiled once for each width of vector: LANES, and KERNELS the
 * name of the table that it makes. See kernel.h for what each function promises. */
#include "numeric/kernel.h"

#include <math.h>
#include <string.h>

#include "numeric/column.h"

typedef double vec __attribute__((vector_size(8 * LANES), may_alias));
typedef double loose __attribute__((vector_size(8 * LANES), may_alias, aligned(8)));
typedef int64_t ivec __attribute__((vector_size(8 * LANES), may_alias));

#define AT(pointer) (*(const vec *)(pointer))
#define TO(pointer) (*(vec *)(pointer))

static inline vec all(double value)
{
    return value - (vec){ 0 }; /* taking 0 away keeps the sign of -0 */
}

static inline vec choose(ivec mask, vec yes, vec no)
{
    return (vec)((mask & (ivec)yes) | (~mask & (ivec)no));
}

/* Adding and taking away 1.5 * 2^52 rounds to a whole number, whose low bits then lie
 * at the bottom of the sum. */
#define ROUNDER 0x1.8p52

/* 2^n for whole n in -1022 .. 1023 */
static inline vec power_of_two(vec n)
{
    return (vec)((ivec)(n + (ROUNDER + 1023)) << 52);
}

/* exp(x) = 2^n exp(r), n = x / log 2 rounded, |r| <= log(2) / 2. log 2 is split in two,
 * its first part short enough that n times it is exact (Cody and Waite, 1980). exp(r)
 * is its Taylor sum to r^13 / 13!, whose remainder is below 2^-57 there. 2^n is applied
 * in two halves, so that results below the normal range come out right. */
static inline vec exp_of(vec x)
{
    x = choose(x < -746.0, all(-746.0), x);
    x = choose(x > 710.0, all(710.0), x);
    vec n = (x * 0x1.71547652b82fep0 + ROUNDER) - ROUNDER;
    vec r = x - n * 0x1.62e42fee00000p-1;
    r = r - n * 0x1.a39ef35793c76p-33;
    vec s = all(1.0 / 6227020800);
    s = s * r + 1.0 / 479001600;
    s = s * r + 1.0 / 39916800;
    s = s * r + 1.0 / 3628800;
    s = s * r + 1.0 / 362880;
    s = s * r + 1.0 / 40320;
    s = s * r + 1.0 / 5040;
    s = s * r + 1.0 / 720;
    s = s * r + 1.0 / 120;
    s = s * r + 1.0 / 24;
    s = s * r + 1.0 / 6;
    s = s * r + 0.5;
    s = 1.0 + (r + r * r * s);
    vec half = (n * 0.5 + ROUNDER) - ROUNDER;
    return s * power_of_two(half) * power_of_two(n - half);
}

/* k log 2 + log(1 + f) for f in [sqrt(1/2) - 1, sqrt(2) - 1]. With s = f / (2 + f),
 * log(1 + f) = 2 atanh(s) = f - (f^2/2 - s (f^2/2 + R)), R = sum 2 s^2k / (2k + 1):
 * the form keeps f itself exact. The first term left out is below 2^-59. */
static inline vec log_near_one(vec k, vec f)
{
    vec s = f / (2.0 + f), z = s * s, h = 0.5 * f * f;
    vec sum = all(2.0 / 23);
    sum = sum * z + 2.0 / 21;
    sum = sum * z + 2.0 / 19;
    sum = sum * z + 2.0 / 17;
    sum = sum * z + 2.0 / 15;
    sum = sum * z + 2.0 / 13;
    sum = sum * z + 2.0 / 11;
    sum = sum * z + 2.0 / 9;
    sum = sum * z + 2.0 / 7;
    sum = sum * z + 2.0 / 5;
    sum = sum * z + 2.0 / 3;
    vec small = h - (s * (h + z * sum) + k * 0x1.a39ef35793c76p-33);
    return k * 0x1.62e42fee00000p-1 - (small - f);
}

static inline vec log_of(vec x)
{
    ivec tiny = x < 0x1p-1022;
    vec scaled = choose(tiny, x * 0x1p54, x);
    ivec bits = (ivec)scaled;
    /* the exponent field as a double, by way of 2^52's low bits */
    vec k = (vec)(((bits >> 52) & 0x7ff) | (ivec)all(0x1p52)) - (0x1p52 + 1023);
    vec m = (vec)((bits & 0xfffffffffffff) | (ivec)all(1.0));
    ivec high = m > 0x1.6a09e667f3bcdp0; /* sqrt 2 */
    m = choose(high, 0.5 * m, m);
    k = k + choose(high, all(1.0), all(0.0)) - choose(tiny, all(54.0), all(0.0));
    vec y = log_near_one(k, m - 1.0);
    y = choose(x == 0.0, all(-INFINITY), y);
    y = choose((x < 0.0) | (x != x), all(NAN), y);
    return choose(x == (double)INFINITY, x, y);
}

/* With e = exp(-|x|) in (0, 1]: log(1 + e^x) = max(x, 0) + log1p(e), and 1 + e is twice
 * 1 + (e - 1) / 2 when it is above sqrt 2; both ways f loses nothing. */
static inline void logistic_of(vec x, vec *p, vec *soft)
{
    vec e = exp_of((vec)((ivec)x | (ivec)all(-0.0)));
    ivec positive = x > 0.0, high = e > 0x1.a827999fcef34p-2; /* sqrt 2 - 1 */
    vec f = choose(high, 0.5 * (e - 1.0), e);
    vec k = choose(high, all(1.0), all(0.0));
    *soft = choose(positive, x, all(0.0)) + log_near_one(k, f);
    *p = choose(positive, all(1.0), e) / (1.0 + e);
}

/* Apply `formula` to whole vectors, then to a last one padded with ones. */
#define OVER(n, x, out, formula)                                                       \
    size_t i = 0;                                                                      \
    for (; i + LANES <= (n); i += LANES)                                               \
        *(loose *)((out) + i) = formula(*(const loose *)((x) + i));                    \
    if (i < (n)) {                                                                     \
        vec last = all(1.0);                                                           \
        memcpy(&last, (x) + i, ((n)-i) * sizeof(double));                              \
        last = formula(last);                                                          \
        memcpy((out) + i, &last, ((n)-i) * sizeof(double));                            \
    }

static void exp_all(size_t n, const double *x, double *out)
{
    OVER(n, x, out, exp_of)
}

static void log_all(size_t n, const double *x, double *out)
{
    OVER(n, x, out, log_of)
}

static void logistic_all(size_t n, const double *eta, double *p, double *soft)
{
    for (size_t i = 0; i < n; i += LANES) {
        size_t bytes = (n - i < LANES ? n - i : LANES) * sizeof(double);
        vec x = all(0.0), a, b;
        memcpy(&x, eta + i, bytes);
        logistic_of(x, &a, &b);
        memcpy(p + i, &a, bytes);
        memcpy(soft + i, &b, bytes);
    }
}

/* Columns are long apart in memory and a block's run of each is short, so the machine's
 * own prefetcher comes too late: asking for a later column's run while this one is
 * expanded halves the time (bench/README.md). */
static void call_in(const void *ahead, size_t bytes)
{
    for (size_t at = 0; at < bytes; at += LC_ALIGN)
        __builtin_prefetch((const char *)ahead + at, 0, 2);
}

static void expand(const struct lc_stretch *s, double *out)
{
    size_t n = s->n;
    double centre = s->centre, scale = s->scale; /* out might be where they lie */
    if (s->ahead)
        call_in(s->ahead, s->bytes);
#define X(name, ctype, missing)                                                        \
    case name: {                                                                       \
        const ctype *x = (const ctype *)s->data + s->first;                            \
        for (size_t i = 0; i < n; i++)                                                 \
            out[i] = ((double)x[i] - centre) * scale;                                  \
        return;                                                                        \
    }
    switch (s->type) {
        LC_TYPES(X)
    }
#undef X
}

static double lanes_added(vec v)
{
    double sum = 0;
    for (size_t l = 0; l < LANES; l++)
        sum += v[l];
    return sum;
}

static void moments(size_t n, const double *x, double from, double *sums)
{
    vec a = all(0.0), b = a, c = a, d = a;
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        vec u = *(const loose *)(x + i) - from,
            v = *(const loose *)(x + i + LANES) - from;
        a += u;
        b += v;
        c += u * u;
        d += v * v;
    }
    sums[0] += lanes_added(a + b);
    sums[1] += lanes_added(c + d);
    for (; i < n; i++) {
        sums[0] += x[i] - from;
        sums[1] += (x[i] - from) * (x[i] - from);
    }
}

static void product(size_t rows, size_t q, size_t stride, const double *z,
                    const double *beta, double *eta)
{
    size_t r = 0;
    for (; r + 4 * LANES <= rows; r += 4 * LANES) {
        vec a = AT(eta + r), b = AT(eta + r + LANES), c = AT(eta + r + 2 * LANES),
            d = AT(eta + r + 3 * LANES);
        const double *column = z + r;
        for (size_t k = 0; k < q; k++, column += stride) {
            a += beta[k] * AT(column);
            b += beta[k] * AT(column + LANES);
            c += beta[k] * AT(column + 2 * LANES);
            d += beta[k] * AT(column + 3 * LANES);
        }
        TO(eta + r) = a;
        TO(eta + r + LANES) = b;
        TO(eta + r + 2 * LANES) = c;
        TO(eta + r + 3 * LANES) = d;
    }
    for (; r < rows; r += LANES) {
        vec a = AT(eta + r);
        for (size_t k = 0; k < q; k++)
            a += beta[k] * AT(z + k * stride + r);
        TO(eta + r) = a;
    }
}

static void dots(size_t m, size_t p, const double *x, const double *beta, double *out)
{
    size_t whole = p / LANES * LANES, even = p / (2 * LANES) * (2 * LANES);
    for (size_t r = 0; r < m; r++, x += p) {
        vec a = all(0.0), b = a;
        size_t k = 0;
        for (; k < even; k += 2 * LANES) {
            a += *(const loose *)(x + k) * *(const loose *)(beta + k);
            b += *(const loose *)(x + k + LANES) * *(const loose *)(beta + k + LANES);
        }
        for (; k < whole; k += LANES)
            a += *(const loose *)(x + k) * *(const loose *)(beta + k);
        double sum = lanes_added(a + b);
        for (; k < p; k++)
            sum += x[k] * beta[k];
        out[r] = sum;
    }
}

static void transposed(size_t rows, size_t q, size_t stride, const double *z,
                       const double *r, double *out)
{
    size_t k = 0;
    for (; k + 4 <= q; k += 4) {
        const double *column = z + k * stride;
        vec a = all(0.0), b = a, c = a, d = a;
        for (size_t i = 0; i < rows; i += LANES) {
            vec ri = AT(r + i);
            a += ri * AT(column + i);
            b += ri * AT(column + stride + i);
            c += ri * AT(column + 2 * stride + i);
            d += ri * AT(column + 3 * stride + i);
        }
        out[k] += lanes_added(a);
        out[k + 1] += lanes_added(b);
        out[k + 2] += lanes_added(c);
        out[k + 3] += lanes_added(d);
    }
    for (; k < q; k++) {
        vec a = all(0.0);
        for (size_t i = 0; i < rows; i += LANES)
            a += AT(r + i) * AT(z + k * stride + i);
        out[k] += lanes_added(a);
    }
}

static void weigh(size_t rows, size_t stride, const double *z, const double *w,
                  double *v)
{
    for (size_t k = 0; k < LC_TILE; k++)
        for (size_t r = 0; r < rows; r += LANES)
            TO(v + k * stride + r) = AT(w + r) * AT(z + k * stride + r);
}

/* Tiles of 4 columns of v by TALL of z: as many sums as the registers hold. */
/* clang-format off */
#define SUMS(X) X(0, 0) X(0, 1) X(1, 0) X(1, 1) X(2, 0) X(2, 1) X(3, 0) X(3, 1)
#if LANES == 8
#define MORE_SUMS(X) X(0, 2) X(0, 3) X(1, 2) X(1, 3) X(2, 2) X(2, 3) X(3, 2) X(3, 3)
enum { WIDE = 4 };
#else
#define MORE_SUMS(X)
enum { WIDE = 2 };
#endif
/* clang-format on */

static void tile(size_t rows, size_t stride, const double *v, const double *z,
                 double *sums)
{
#define X(i, j) vec c##i##j = AT(sums + (4 * i + j) * LANES);
    SUMS(X)
    MORE_SUMS(X)
#undef X
    for (size_t r = 0; r < rows; r += LANES) {
        vec a0 = AT(v + r), a1 = AT(v + stride + r), a2 = AT(v + 2 * stride + r),
            a3 = AT(v + 3 * stride + r);
        vec b0 = AT(z + r), b1 = AT(z + stride + r);
#if LANES == 8
        vec b2 = AT(z + 2 * stride + r), b3 = AT(z + 3 * stride + r);
#endif
#define X(i, j) c##i##j += a##i * b##j;
        SUMS(X) MORE_SUMS(X)
#undef X
    }
#define X(i, j) TO(sums + (4 * i + j) * LANES) = c##i##j;
    SUMS(X) MORE_SUMS(X)
#undef X
}

/* Four weighted columns at a time stay in the nearest cache; those that they meet come
 * from the next one. */
static void gram(size_t rows, size_t q, size_t stride, const double *z, const double *w,
                 double *room, double *sums)
{
    for (size_t i = 0; i < q; i += LC_TILE) {
        const double *v = z + i * stride;
        if (w) {
            weigh(rows, stride, v, w, room);
            v = room;
        }
        for (size_t j = 0; j <= i; j += LC_TILE) {
            for (size_t part = 0; part < LC_TILE; part += WIDE)
                tile(rows, stride, v, z + (j + part) * stride, sums + part * LANES);
            sums += LC_TILE * LC_TILE * LANES;
        }
    }
}

#include "numeric/kernel_bin_body.h"
#include "numeric/kernel_many_body.h"

const struct lc_kernels KERNELS = {
    .name = KERNELS_NAME,
    .lanes = LANES,
    .exp = exp_all,
    .log = log_all,
    .logistic = logistic_all,
    .expand = expand,
    .moments = moments,
    .product = product,
    .dots = dots,
    .transposed = transposed,
    .gram = gram,
    .bin = bin,
    .product_many = product_many,
    .transposed_many = transposed_many,
};
