/* Means and spreads of the columns, a column a task; and the look at every value. */
#include <math.h>

#include "parallel/sweep.h"

enum { RUN = 1024 };

struct task {
    const struct lc_matrix *x;
    const struct lc_kernels *kernels;
    double *centre, *scale;
};

/* Sums from the first value, so that a large common part does not drown the spread. */
static void take_column(void *context, size_t k, size_t worker LC_UNUSED)
{
    const struct task *t = context;
    const struct lc_column *column = t->x->column + k;
    double from = lc_column_get(column, 0), n = (double)t->x->n, run[RUN];
    double sums[2] = { 0 }, lost[2] = { 0 };
    for (size_t first = 0; first < t->x->n; first += RUN) {
        size_t count = t->x->n - first < RUN ? t->x->n - first : RUN;
        const double *values = run;
        double part[2] = { 0 };
        if (column->type == LC_F64)
            values = (const double *)column->data + first;
        else
            lc_column_read(column, first, count, run);
        t->kernels->moments(count, values, from, part);
        for (int i = 0; i < 2; i++) {
            double a = sums[i], b = part[i], s = a + b, c = s - a;
            lost[i] += (a - (s - c)) + (b - c);
            sums[i] = s;
        }
    }
    double mean = (sums[0] + lost[0]) / n;
    double variance = (sums[1] + lost[1]) / n - mean * mean;
    t->centre[k] = from + mean;
    t->scale[k] = variance > 0 ? 1 / sqrt(variance) : variance == 0 ? 1 : NAN;
    /* a spread of rounding errors only is none */
    if (variance > 0 && sqrt(variance) < 1e-14 * fabs(from + mean))
        t->scale[k] = 1;
}

static int name_the_row(const struct lc_matrix *x, size_t k, const char *name,
                        struct lc_error *err)
{
    for (size_t i = 0; i < x->n; i++)
        if (!isfinite(lc_column_get(x->column + k, i)))
            return LC_FAIL(err, LC_RANGE, "row %zu: %s is missing or infinite", i + 1,
                           name ? name : "a column");
    return LC_FAIL(err, LC_RANGE, "%s: its values are too large to square",
                   name ? name : "a column");
}

int lc_moments(const struct lc_matrix *x, const char *const *name, lc_team *team,
               double *centre, double *scale, struct lc_error *err)
{
    struct task task = { x, lc_kernels(), centre, scale };
    lc_team_run(team, x->p, take_column, &task);
    for (size_t k = 0; k < x->p; k++) {
        if (isfinite(centre[k]) && isfinite(scale[k]))
            continue;
        return name_the_row(x, k, name ? name[k] : NULL, err);
    }
    return LC_OK;
}
