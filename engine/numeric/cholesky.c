#include "numeric/cholesky.h"

#include <math.h>
#include <string.h>

static double dot(size_t n, const double *a, const double *b)
{
    double s[4] = { 0 };
    size_t i = 0;
    for (; i + 4 <= n; i += 4) /* four sums, so that additions need not wait in turn */
        for (size_t l = 0; l < 4; l++)
            s[l] += a[i + l] * b[i + l];
    for (; i < n; i++)
        s[0] += a[i] * b[i];
    return (s[0] + s[1]) + (s[2] + s[3]);
}

size_t lc_cholesky(size_t p, double *a, double tolerance, unsigned char *alias)
{
    size_t rank = 0;
    for (size_t i = 0; i < p; i++) {
        double *row = a + i * p, whole = row[i];
        for (size_t j = 0; j < i; j++)
            row[j] = alias[i] || alias[j]
                         ? 0
                         : (row[j] - dot(j, row, a + j * p)) / a[j * p + j];
        double left = whole - dot(i, row, row);
        if (!alias[i])
            alias[i] = !(left > tolerance * whole && left > 0 && isfinite(left));
        if (alias[i])
            memset(row, 0, i * sizeof *row);
        row[i] = alias[i] ? 0 : sqrt(left);
        rank += !alias[i];
    }
    return rank;
}

void lc_cholesky_half_solve(size_t p, const double *l, const unsigned char *alias,
                            double *b)
{
    for (size_t i = 0; i < p; i++)
        b[i] = alias[i] ? 0 : (b[i] - dot(i, l + i * p, b)) / l[i * p + i];
}

void lc_cholesky_solve(size_t p, const double *l, const unsigned char *alias, double *b)
{
    lc_cholesky_half_solve(p, l, alias, b);
    for (size_t i = p; i-- > 0;) {
        if (alias[i])
            continue;
        b[i] /= l[i * p + i];
        for (size_t j = 0; j < i; j++)
            b[j] -= l[i * p + j] * b[i];
    }
}

void lc_cholesky_inverse(size_t p, const double *l, const unsigned char *alias,
                         double *inverse)
{
    for (size_t k = 0; k < p; k++) {
        double *row = inverse + k * p;
        memset(row, 0, p * sizeof *row);
        if (alias[k])
            continue;
        row[k] = 1;
        lc_cholesky_solve(p, l, alias, row);
    }
    for (size_t i = 0; i < p; i++) /* the same to the last bit on both sides */
        for (size_t j = 0; j < i; j++)
            inverse[j * p + i] = inverse[i * p + j];
}

double lc_cholesky_log_det(size_t p, const double *l, const unsigned char *alias)
{
    double sum = 0;
    for (size_t i = 0; i < p; i++)
        sum += alias[i] ? 0 : 2 * log(l[i * p + i]);
    return sum;
}
