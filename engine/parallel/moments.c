/* Means and spreads of the columns, a column a task; and the look at every value. */
#include <math.h>

#include "parallel/sweep.h"

enum { RUN = 1024 };

struct task {
    const struct lc_matrix *x;
    const double *weight;
    size_t lead, rows; /* the first of a weight above 0, and how many there are */
    const struct lc_kernels *kernels;
    double *centre, *scale;
};

/* The values of a run less those of rows of weight 0, but for what is no number, which
 * is to be named. out may be values. */
static size_t pass_over(size_t count, const double *weight, const double *values,
                        double *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (weight[i] > 0 || !isfinite(values[i]))
            out[kept++] = values[i];
    return kept;
}

/* Sums from the first value, so that a large common part does not drown the spread. */
static void take_column(void *context, size_t k, size_t worker LC_UNUSED)
{
    const struct task *t = context;
    const struct lc_column *column = t->x->column + k;
    double from = lc_column_get(column, t->lead), n = (double)t->rows, run[RUN];
    double sums[2] = { 0 }, lost[2] = { 0 };
    for (size_t first = 0; first < t->x->n; first += RUN) {
        size_t count = t->x->n - first < RUN ? t->x->n - first : RUN;
        const double *values = run;
        double part[2] = { 0 };
        if (column->type == LC_F64)
            values = (const double *)column->data + first;
        else
            lc_column_read(column, first, count, run);
        if (t->weight) {
            count = pass_over(count, t->weight + first, values, run);
            values = run;
        }
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

int lc_moments(const struct lc_matrix *x, const double *weight, const char *const *name,
               lc_team *team, double *centre, double *scale, struct lc_error *err)
{
    struct task task = { .x = x,
                         .weight = weight,
                         .rows = x->n,
                         .kernels = lc_kernels(),
                         .centre = centre,
                         .scale = scale };
    for (size_t i = x->n; weight && i-- > 0;) {
        task.rows -= weight[i] > 0 ? 0 : 1;
        task.lead = weight[i] > 0 ? i : task.lead;
    }
    lc_team_run(team, x->p, take_column, &task);
    for (size_t k = 0; k < x->p; k++) {
        if (isfinite(centre[k]) && isfinite(scale[k]))
            continue;
        return name_the_row(x, k, name ? name[k] : NULL, err);
    }
    return LC_OK;
}
