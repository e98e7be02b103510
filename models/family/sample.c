/* Is a sample one that a model can be fitted to? Messages name the row, never what it
 * holds. Comparisons are written so that NaN fails them. */
#include <math.h>

#include "models/family/family.h"

static int refuse(const struct lc_sample *s, size_t i, const char *what,
                  struct lc_error *err)
{
    return LC_FAIL(err, LC_RANGE, "row %zu: %s", lc_sample_row(s, i), what);
}

static bool within(double value, double low, double high)
{
    return value >= low && value <= high && isfinite(value);
}

static int check_common(const struct lc_sample *s, struct lc_error *err)
{
    double total = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (s->weight && !within(s->weight[i], 0, 1e100))
            return refuse(s, i, "the weight is not a number from 0 to 1e100", err);
        if (s->offset && !within(s->offset[i], -1e6, 1e6))
            return refuse(s, i, "the offset is not a number from -1e6 to 1e6", err);
        if (s->stratum && !(s->stratum[i] >= 0 && (size_t)s->stratum[i] < s->strata))
            return refuse(s, i, "the stratum is not one of those declared", err);
        if (s->cluster && !(s->cluster[i] >= 0 && (size_t)s->cluster[i] < s->clusters))
            return refuse(s, i, "the cluster is not one of those declared", err);
        total += s->weight ? s->weight[i] : 1;
    }
    if (!(total > 0))
        return LC_FAIL(err, LC_UNFIT, "there is no row with a weight above 0");
    return LC_OK;
}

static int check_binary(const struct lc_sample *s, struct lc_error *err)
{
    double yes = 0, no = 0;
    if (!s->y)
        return LC_FAIL(err, LC_RANGE, "the outcome is missing: 0 or 1 was expected");
    for (size_t i = 0; i < s->n; i++) {
        double trials = s->trials ? s->trials[i] : 1, w = s->weight ? s->weight[i] : 1;
        if (!within(trials, 0, 1e15))
            return refuse(s, i, "the number of trials is not 0 or more", err);
        if (!within(s->y[i], 0, trials))
            return refuse(s, i, "the outcome is not between 0 and its trials", err);
        yes += w * s->y[i];
        no += w * (trials - s->y[i]);
    }
    if (!(yes > 0) || !(no > 0))
        return LC_FAIL(err, LC_UNFIT, "no row %s the outcome, so nothing can be learnt",
                       yes > 0 ? "is without" : "has");
    return LC_OK;
}

static int check_row_time(const struct lc_sample *s, size_t i, struct lc_error *err)
{
    if (!isfinite(s->stop[i]) && !(s->stop_high && s->stop[i] == -INFINITY))
        return refuse(s, i, "the time is missing or infinite", err);
    if (s->start && !(isfinite(s->start[i]) && s->start[i] < s->stop[i]))
        return refuse(s, i, "the time it starts is not before the time it stops", err);
    if (!s->start && !s->stop_high && s->stop[i] < 0)
        return refuse(s, i, "the time is below 0", err);
    /* infinite: censored on the right */
    if (s->stop_high && !(s->stop_high[i] >= s->stop[i]))
        return refuse(s, i, "the interval ends before it begins", err);
    if (s->cause && s->cause[i] < 0)
        return refuse(s, i, "the cause is below 0", err);
    return LC_OK;
}

static int check_times(const struct lc_sample *s, struct lc_error *err)
{
    bool event = false;
    if (!s->stop || !s->cause)
        return LC_FAIL(err, LC_RANGE, "the time, or what ended it, is missing");
    for (size_t i = 0; i < s->n; i++) {
        int code = check_row_time(s, i, err);
        if (code)
            return code;
        event |= s->cause[i] > 0 && (!s->weight || s->weight[i] > 0);
    }
    if (!event)
        return LC_FAIL(err, LC_UNFIT, "no row has an event, so nothing can be learnt");
    return LC_OK;
}

static double times_log(double a, double b)
{
    return a > 0 ? a * log(a / b) : 0;
}

double lc_sample_saturated(const struct lc_sample *s)
{
    double sum = 0;
    for (size_t i = 0; s->trials && i < s->n; i++) {
        double m = s->trials[i], y = s->y[i], w = s->weight ? s->weight[i] : 1;
        sum += w
               * (lgamma(m + 1) - lgamma(y + 1) - lgamma(m - y + 1) + times_log(y, m)
                  + times_log(m - y, m));
    }
    return sum; /* of single rows: 0 */
}

double lc_sample_events(const struct lc_sample *sample, int cause)
{
    double sum = 0;
    for (size_t i = 0; i < sample->n; i++)
        sum += sample->y   ? sample->y[i]
               : cause > 0 ? sample->cause[i] == cause
                           : sample->cause[i] > 0;
    return sum;
}

int lc_sample_check_outcome(const struct lc_sample *sample, int response,
                            struct lc_error *err)
{
    if (sample->n == 0)
        return LC_FAIL(err, LC_UNFIT, "there are no rows");
    int code = check_common(sample, err);
    if (code)
        return code;
    return response == LC_BINARY ? check_binary(sample, err) : check_times(sample, err);
}

int lc_sample_check_strata(const struct lc_sample *sample,
                           const struct lc_family *family, struct lc_error *err)
{
    if (sample->strata <= 1 || family->strata == LC_YES)
        return LC_OK;
    return LC_FAIL(err, LC_USAGE,
                   "strata() means nothing to the %s family; take it out, or make it a "
                   "column with factor()",
                   family->name);
}

static const char *column_name(const struct lc_sample *s, size_t k)
{
    return s->name && s->name[k] ? s->name[k] : "a column";
}

static int check_column(const struct lc_sample *s, size_t k, struct lc_error *err)
{
    enum { RUN = 512 };
    double run[RUN];
    for (size_t first = 0; first < s->n; first += RUN) {
        size_t count = s->n - first < RUN ? s->n - first : RUN;
        lc_column_read(s->x.column + k, first, count, run);
        for (size_t i = 0; i < count; i++)
            if (!isfinite(run[i]))
                return LC_FAIL(err, LC_RANGE, "row %zu: %s is missing or infinite",
                               lc_sample_row(s, first + i), column_name(s, k));
    }
    return LC_OK;
}

int lc_sample_check(const struct lc_sample *sample, int response, struct lc_error *err)
{
    int code = lc_sample_check_outcome(sample, response, err);
    for (size_t k = 0; !code && k < sample->x.p; k++)
        code = check_column(sample, k, err);
    return code;
}
