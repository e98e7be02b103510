#include "study/sample_size.h"

#include <math.h>
#include <stdbool.h>

#include "base/json.h"

/* (2), solved for the rows or for the columns. */
static double rows_for(double columns, double shrinkage, double r2)
{
    return columns / ((shrinkage - 1) * log1p(-r2 / shrinkage));
}

static double columns_for(double rows, double shrinkage, double r2)
{
    return rows * (shrinkage - 1) * log1p(-r2 / shrinkage);
}

/* The S of (2) for these rows. The rows needed rise from those at S near R2 without end
 * as S goes to 1, so a bisection finds it. */
static double shrinkage_of(double rows, double columns, double r2)
{
    double low = r2, high = 1;
    if (rows_for(columns, r2 * (1 + 1e-9), r2) > rows)
        return 0;
    for (int i = 0; i < 200; i++) {
        double middle = (low + high) / 2;
        if (rows_for(columns, middle, r2) < rows)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

int lc_sample_size_advise(struct lc_sample_size *advice, double rows, double events,
                          double columns, double r2, int outcome, struct lc_error *err)
{
    double phi = events / rows, s2;
    bool times = outcome == LC_SIZE_TIMES;
    if (!(events > 0 && events < rows && columns >= 1))
        return LC_FAIL(err, LC_UNFIT,
                       "%g events in %g rows cannot carry %g columns; there must be "
                       "rows with and without the event",
                       events, rows, columns);
    struct lc_sample_size a = { .events_per_column = events / columns };
    /* (1) */
    a.r2_max = -expm1(
        2 * phi * (times ? log(phi) - 1 : log(phi) + (1 - phi) / phi * log1p(-phi)));
    a.r2 = isnan(r2) ? 0.15 * a.r2_max : r2;
    if (!(a.r2 > 0 && a.r2 < a.r2_max))
        return LC_FAIL(err, LC_RANGE, "an R-squared of %g is not between 0 and %.3g",
                       r2, a.r2_max);
    s2 = a.r2 / (a.r2 + 0.05 * a.r2_max); /* (3) */
    a.shrinkage = shrinkage_of(rows, columns, a.r2);
    a.need_shrinkage = ceil(rows_for(columns, 0.9, a.r2));
    a.need_optimism = ceil(rows_for(columns, s2, a.r2));
    /* (4) */
    a.need_risk =
        ceil((1.96 / 0.05) * (1.96 / 0.05) * phi * (times ? exp(-2 * phi) : 1 - phi));
    a.need = fmax(a.need_shrinkage, fmax(a.need_optimism, a.need_risk));
    a.columns = floor(fmin(columns_for(rows, 0.9, a.r2), columns_for(rows, s2, a.r2)));
    *advice = a;
    return LC_OK;
}

json_t *lc_sample_size_json(const struct lc_sample_size *a)
{
    json_t *o = json_object();
    if (lc_json_put(o, "events_per_column", lc_json_number(a->events_per_column))
        && lc_json_put(o, "assumed_r_squared", lc_json_number(a->r2))
        && lc_json_put(o, "expected_shrinkage", lc_json_number(a->shrinkage))
        && lc_json_put(o, "rows_for_shrinkage", lc_json_number(a->need_shrinkage))
        && lc_json_put(o, "rows_for_optimism", lc_json_number(a->need_optimism))
        && lc_json_put(o, "rows_for_overall_risk", lc_json_number(a->need_risk))
        && lc_json_put(o, "rows_needed", lc_json_number(a->need))
        && lc_json_put(o, "columns_carried", lc_json_number(a->columns)))
        return o;
    json_decref(o);
    return NULL;
}
