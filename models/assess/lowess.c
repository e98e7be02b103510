/* Cleveland's lowess without robustness steps (calibration.h): Cleveland (1979), JASA
 * 74:829-836. */
#include <math.h>

#include "models/assess/calibration.h"

/* The neighbours of one point: rows [left, right] of ascending x. */
struct window {
    size_t left, right;
};

/* Slide the window right while that brings its far end nearer to x. */
static void slide(struct window *w, size_t n, const double *x, double at)
{
    while (w->right + 1 < n && at - x[w->left] > x[w->right + 1] - at) {
        w->left++;
        w->right++;
    }
}

/* Tricube: full weight within 0.001 of the window's reach, none beyond 0.999. */
static double tricube(double distance, double reach)
{
    double u = distance / reach;
    if (u <= 0.001)
        return 1;
    u = 1 - u * u * u;
    return distance > 0.999 * reach ? 0 : u * u * u;
}

/* The line through the window at `at`; rows of the same x beyond it count as well. */
static double fit_at(size_t n, const double *x, const double *y, struct window w,
                     double at)
{
    double reach = fmax(at - x[w.left], x[w.right] - at);
    double sum = 0, mean = 0, height = 0, spread = 0, lean = 0;
    size_t last = w.left;
    for (size_t j = w.left; j < n && x[j] - at <= 0.999 * reach; j++, last = j) {
        double k = tricube(fabs(x[j] - at), reach);
        sum += k;
        mean += k * x[j];
        height += k * y[j];
    }
    mean /= sum;
    height /= sum;
    for (size_t j = w.left; j < last; j++) {
        double k = tricube(fabs(x[j] - at), reach) / sum;
        spread += k * (x[j] - mean) * (x[j] - mean);
        lean += k * (x[j] - mean) * y[j];
    }
    /* points too near each other have a mean but no slope */
    if (!(sqrt(spread) > 0.001 * (x[n - 1] - x[0])))
        return height;
    return height + (at - mean) * lean / spread;
}

/* Straight between the fitted points. */
static void interpolate(const double *x, double *smooth, size_t from, size_t to)
{
    double run = x[to] - x[from];
    for (size_t j = from + 1; j < to; j++) {
        double share = (x[j] - x[from]) / run;
        smooth[j] = share * smooth[to] + (1 - share) * smooth[from];
    }
}

/* The next point to fit after `at`: the last within delta of it, all of equal x being
 * given its height. */
static size_t next_point(size_t n, const double *x, double *smooth, size_t *at,
                         double delta)
{
    double cut = x[*at] + delta;
    size_t i = *at + 1;
    for (; i < n && x[i] <= cut; i++)
        if (x[i] <= x[*at]) {
            smooth[i] = smooth[*at];
            *at = i;
        }
    return i - 1 > *at ? i - 1 : *at + 1;
}

void lc_lowess(size_t n, const double *x, const double *y, double span, double *smooth)
{
    size_t reach = (size_t)(span * (double)n + 1e-7);
    reach = reach < 2 ? 2 : reach > n ? n : reach;
    if (n < 2) {
        if (n)
            smooth[0] = y[0];
        return;
    }
    struct window w = { 0, reach - 1 };
    double delta = 0.01 * (x[n - 1] - x[0]);
    for (size_t i = 0, last = 0; i < n;) {
        slide(&w, n, x, x[i]);
        smooth[i] = fit_at(n, x, y, w, x[i]);
        if (i > last + 1)
            interpolate(x, smooth, last, i);
        last = i;
        if (last + 1 >= n)
            break;
        i = next_point(n, x, smooth, &last, delta);
    }
}
