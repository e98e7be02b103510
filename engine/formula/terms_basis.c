#include "formula/terms_basis_inside.h"

#include <assert.h>
#include <math.h>
#include <string.h>

double lc_quantile(size_t n, const double *sorted, double p)
{
    double at = (double)(n - 1) * p, low = floor(at + 4 * 2.220446049250313e-16);
    size_t i = (size_t)low;
    double rest = at - low;
    if (fabs(rest) < 4 * 2.220446049250313e-16 * (double)n) /* R's fuzz */
        rest = 0;
    if (i + 1 >= n || rest == 0)
        return sorted[i < n ? i : n - 1];
    return (1 - rest) * sorted[i] + rest * sorted[i + 1];
}

/* Sorts a few values and drops repeated ones; returns how many are left. */
static size_t distinct(size_t n, double *ascending)
{
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && ascending[j] < ascending[j - 1]; j--) {
            double swap = ascending[j];
            ascending[j] = ascending[j - 1];
            ascending[j - 1] = swap;
        }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!kept || ascending[i] != ascending[kept - 1])
            ascending[kept++] = ascending[i];
    return kept;
}

static double outer_quantile(size_t k)
{
    return k > 6 ? 0.025 : k > 3 ? 0.05 : 0.10;
}

static void spaced_knots(size_t n, const double *sorted, double outer, size_t k,
                         double *knot)
{
    for (size_t i = 0; i < k; i++) {
        double step = k > 1 ? (1 - 2 * outer) * (double)i / (double)(k - 1) : 0;
        knot[i] = lc_quantile(n, sorted, k > 1 ? outer + step : 0.5);
    }
}

/* How many equal the first (from = 0) or the last value. */
static size_t heap(size_t n, const double *sorted, int last)
{
    size_t count = 1;
    while (
        count < n
        && (last ? sorted[n - 1 - count] == sorted[n - 1] : sorted[count] == sorted[0]))
        count++;
    return count;
}

/* Whether no value strictly between the ends makes up 5%: only then are the heaps at
 * the ends taken out. */
static int inner_is_spread(size_t n, const double *sorted, size_t low, size_t high)
{
    size_t run = 0;
    for (size_t i = low; i + high < n; i++) {
        run = i > low && sorted[i] == sorted[i - 1] ? run + 1 : 1;
        if ((double)run / (double)n >= 0.05)
            return 0;
    }
    return 1;
}

struct span {
    size_t first, last; /* values from first to before last */
    int low, high;      /* ends replaced by a knot of their own */
};

static struct span trim_heaps(size_t n, const double *sorted, double *knot, size_t *k)
{
    struct span s = { 0, n, 0, 0 };
    size_t low = heap(n, sorted, 0), high = heap(n, sorted, 1);
    if (low + high >= n || !inner_is_spread(n, sorted, low, high))
        return s;
    if ((double)low / (double)n >= 0.05) {
        knot[0] = sorted[low];
        s.low = 1;
        s.first = low + heap(n - low, sorted + low, 0);
    }
    if ((double)high / (double)n >= 0.05 && s.first < n - high) {
        knot[*k - 1] = sorted[n - high - 1];
        s.high = 1;
        s.last = n - high - heap(n - high, sorted, 1);
    }
    *k -= (size_t)(s.low + s.high);
    return s;
}

/* Few distinct values: the ones between the ends are the knots. */
static size_t middle_values(size_t n, const double *sorted, double *knot)
{
    size_t kept = 0;
    for (size_t i = heap(n, sorted, 0), end = n - heap(n, sorted, 1); i < end; i++)
        if (!kept || sorted[i] != knot[kept - 1])
            knot[kept++] = sorted[i];
    return kept;
}

static size_t count_distinct(size_t n, const double *sorted)
{
    size_t count = n > 0;
    for (size_t i = 1; i < n; i++)
        count += sorted[i] != sorted[i - 1];
    return count;
}

size_t lc_rcs_knots(size_t n, const double *sorted, size_t k, double *knot)
{
    size_t all = k, values = count_distinct(n, sorted);
    if (n < 6 || values < 3)
        return 0;
    if (values - 2 <= k)
        return middle_values(n, sorted, knot);
    struct span s = trim_heaps(n, sorted, knot, &k);
    size_t m = s.last > s.first ? s.last - s.first : 0;
    const double *inside = sorted + s.first;
    double middle[2 * LC_MAX_KNOTS];
    if (m == 0 || k == 0)
        return 0;
    spaced_knots(m, inside, outer_quantile(all), k, middle);
    if (distinct(k, middle) < (k < 3 ? k : 3)) /* too many ties: look more finely */
        spaced_knots(m, inside, outer_quantile(all), 2 * k, middle), k = 2 * k;
    else
        spaced_knots(m, inside, outer_quantile(all), k, middle);
    if (m < 100 && m >= 5 && !s.low)
        middle[0] = inside[4];
    if (m < 100 && m >= 5 && !s.high)
        middle[k - 1] = inside[m - 5];
    double last = knot[all - 1];
    k = distinct(k, middle);
    if (k + 2 > LC_MAX_KNOTS)
        return 0;
    memmove(knot + s.low, middle, k * sizeof *knot);
    if (s.high)
        knot[(size_t)s.low + k] = last;
    return distinct(k + (size_t)(s.low + s.high), knot);
}

static double cubed(double x)
{
    return x > 0 ? x * x * x : 0;
}

void lc_rcs_basis(size_t k, const double *knot, double x, double *out)
{
    double last = knot[k - 1], before = knot[k - 2], gap = last - before;
    double scale = pow(last - knot[0], 2.0 / 3);
    double at_last = cubed((x - last) / scale), at_before = cubed((x - before) / scale);
    out[0] = x;
    for (size_t j = 0; j + 2 < k; j++) /* (1) */
        out[j + 1] =
            cubed((x - knot[j]) / scale)
            + ((before - knot[j]) * at_last - (last - knot[j]) * at_before) / gap;
}

/* --- natural splines -------------------------------------------------------------- */

enum { ORDER = 4, FUNCTIONS = LC_MAX_KNOTS + 2 };

/* The knots with the boundary ones four times. */
static void full_knots(size_t k, const double *knot, double *t)
{
    for (size_t i = 0; i < k + 2 * (ORDER - 1); i++) {
        size_t j = i < ORDER - 1 ? 0 : i - (ORDER - 1);
        t[i] = knot[j < k ? j : k - 1];
    }
}

/* B-splines (or their derivatives) of order 4 at x within the boundary: k + 2 of them.
 * De Boor (1978), A Practical Guide to Splines, chapter X, equations 5 and 11. */
static void bsplines(size_t k, const double *t, double x, int derivative, double *b)
{
    size_t cells = k + 2 * (ORDER - 1) - 1, cell = ORDER - 1;
    while (cell + 1 < k + ORDER - 2 && x >= t[cell + 1])
        cell++;
    memset(b, 0, (cells + 1) * sizeof *b);
    b[cell] = 1;
    for (int order = 2; order <= ORDER; order++) {
        int slope = order > ORDER - derivative;
        for (size_t i = 0; i + (size_t)order <= cells; i++) {
            size_t o = (size_t)order;
            double left = t[i + o - 1] - t[i], right = t[i + o] - t[i + 1];
            double u = left > 0 ? b[i] / left : 0, v = right > 0 ? b[i + 1] / right : 0;
            b[i] = slope ? (order - 1) * (u - v) : (x - t[i]) * u + (t[i + o] - x) * v;
        }
    }
}

/* v becomes the reflector of its own part from `first` on; returns its divisor. */
static double reflector(size_t n, size_t first, double *v)
{
    double norm = 0;
    for (size_t i = first; i < n; i++)
        norm += v[i] * v[i];
    norm = sqrt(norm);
    if (v[first] < 0)
        norm = -norm;
    for (size_t i = 0; i < n; i++)
        v[i] = i < first ? 0 : v[i] / norm;
    v[first] += 1;
    return v[first];
}

static void reflect(size_t n, const double *v, double divisor, double *y)
{
    double dot = 0;
    for (size_t i = 0; i < n; i++)
        dot += v[i] * y[i];
    for (size_t i = 0; i < n; i++)
        y[i] -= dot / divisor * v[i];
}

/* Column j of the transform is row j + 2 of Q', where the two columns of the boundary's
 * second derivatives are Q R. */
void lc_ns_transform(size_t k, const double *knot, double *transform)
{
    double t[LC_MAX_KNOTS + 6] = { 0 }, b[FUNCTIONS + 4], v[2][FUNCTIONS], divisor[2];
    size_t m = k + 1;
    assert(k >= 2 && k <= LC_MAX_KNOTS);
    full_knots(k, knot, t);
    for (size_t e = 0; e < 2; e++) {
        bsplines(k, t, e ? knot[k - 1] : knot[0], 2, b);
        for (size_t i = 0; i < m; i++)
            v[e][i] = b[i + 1];
    }
    divisor[0] = reflector(m, 0, v[0]);
    reflect(m, v[0], divisor[0], v[1]);
    divisor[1] = reflector(m, 1, v[1]);
    for (size_t i = 0; i < m; i++) {
        double unit[FUNCTIONS] = { 0 };
        unit[i] = 1;
        reflect(m, v[0], divisor[0], unit);
        reflect(m, v[1], divisor[1], unit);
        for (size_t j = 0; j + 1 < k; j++)
            transform[i * (k - 1) + j] = unit[j + 2];
    }
}

void lc_ns_basis(size_t k, const double *knot, const double *transform, double x,
                 double *out)
{
    double t[LC_MAX_KNOTS + 6] = { 0 }, b[FUNCTIONS + 4], slope[FUNCTIONS + 4];
    double inside = x < knot[0] ? knot[0] : x > knot[k - 1] ? knot[k - 1] : x;
    full_knots(k, knot, t);
    bsplines(k, t, inside, 0, b);
    if (inside != x) {
        bsplines(k, t, inside, 1, slope);
        for (size_t i = 0; i < k + 2; i++)
            b[i] += (x - inside) * slope[i];
    }
    for (size_t j = 0; j + 1 < k; j++) {
        out[j] = 0;
        for (size_t i = 0; i <= k; i++)
            out[j] += b[i + 1] * transform[i * (k - 1) + j];
    }
}

void lc_bs_basis(size_t k, const double *knot, double x, double *out)
{
    double t[LC_MAX_KNOTS + 6] = { 0 }, b[FUNCTIONS + 4];
    full_knots(k, knot, t);
    bsplines(k, t, x, 0, b);
    memcpy(out, b + 1, (k + 1) * sizeof *out);
}

/* --- polynomials ------------------------------------------------------------------ */

/* p[0 .. upto] at x by (2). */
static void recur(size_t upto, const double *alpha, const double *norm, double x,
                  double *p)
{
    p[0] = 1;
    if (upto)
        p[1] = x - alpha[0];
    for (size_t j = 1; j < upto; j++)
        p[j + 1] = (x - alpha[j]) * p[j] - norm[j] / norm[j - 1] * p[j - 1];
}

int lc_poly_learn(size_t n, const double *values, size_t d, double *constants)
{
    double *alpha = constants, *norm = constants + d, p[LC_MAX_DEGREE + 1];
    double scale = 0;
    for (size_t j = 0; j <= d; j++) {
        long double square = 0, moment = 0;
        for (size_t i = 0; i < n; i++) {
            recur(j, alpha, norm, values[i], p);
            square += (long double)p[j] * p[j];
            moment += (long double)p[j] * p[j] * values[i];
        }
        norm[j] = (double)square;
        scale = j ? scale : (double)square;
        if (!(norm[j] > 1e-25 * scale) || !isfinite(norm[j]))
            return -1;
        if (j < d)
            alpha[j] = (double)(moment / square);
    }
    return 0;
}

void lc_poly_basis(size_t d, const double *constants, double x, double *out)
{
    double p[LC_MAX_DEGREE + 1];
    const double *norm = constants + d;
    recur(d, constants, norm, x, p);
    for (size_t j = 0; j < d; j++)
        out[j] = p[j + 1] / sqrt(norm[j + 1]);
}
