/* See ranges.h. */
#include "models/fit/ranges.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "base/day.h"
#include "base/json.h"
#include "base/memory.h"
#include "disclosure/small.h"

enum { LEAST_ROWS = LC_SMALLEST_SHOWN };

/* By sixes of rows; of 1 to 5 as of six. */
static double share(size_t some, size_t n)
{
    size_t told = lc_tell(some), of = lc_tell(n);
    if (told == LC_FEW)
        told = LEAST_ROWS;
    return n ? of == LC_FEW ? 1 : lc_told_share(told, of) : NAN;
}

/* v[seen]: the observed values, in any order. */
static struct lc_range range_of(double *v, size_t seen, size_t rows, bool is_category)
{
    struct lc_range r = { NAN, NAN, NAN, share(rows - seen, rows) };
    size_t k = seen / 100 < LEAST_ROWS ? LEAST_ROWS : seen / 100, outside = 0;
    if (is_category || seen < 2 * k)
        return r;
    r.low = gsl_stats_select(v, 1, seen, k);
    r.high = gsl_stats_select(v, 1, seen, seen - 1 - k);
    for (size_t i = 0; i < seen; i++)
        outside += v[i] < r.low || v[i] > r.high;
    r.outside = share(outside, seen);
    return r;
}

static json_t *column_json(const struct lc_column *column,
                           const struct lc_design *design, const unsigned char *keep,
                           double *work)
{
    size_t seen = 0, rows = 0;
    for (size_t i = 0; i < design->frame.n; i++) {
        double value = keep && !keep[i] ? NAN : lc_column_get(column, i);
        rows += !keep || keep[i];
        if (!isnan(value))
            work[seen++] = value;
    }
    struct lc_range r = range_of(work, seen, rows, column->type == LC_CATEGORY);
    return LC_OBJECT(
        { "name", lc_json_text(column->name) }, { "low", lc_json_number(r.low) },
        { "high", lc_json_number(r.high) }, { "outside", lc_json_number(r.outside) },
        { "not_observed", lc_json_number(r.not_observed) });
}

static bool put_head(json_t *training, const struct lc_design *design,
                     const unsigned char *keep)
{
    int32_t from = LC_NO_DAY, to = LC_NO_DAY;
    size_t rows = 0;
    for (size_t i = 0; i < design->frame.n; i++) {
        int32_t day = design->landmark[i];
        if (keep && !keep[i])
            continue;
        rows++;
        from = from == LC_NO_DAY || day < from ? day : from;
        to = to == LC_NO_DAY || day > to ? day : to;
    }
    return lc_json_put(training, "from", lc_json_day(from))
           && lc_json_put(training, "to", lc_json_day(to))
           && lc_json_put(training, "rows", lc_told_json(lc_tell(rows)))
           && (!design->linkage
               || lc_json_put(training, "linkage", lc_json_text(design->linkage)));
}

int lc_ranges_write(json_t **training, const struct lc_design *design,
                    const unsigned char *keep, struct lc_error *err)
{
    double *work = lc_alloc(design->frame.n + 1, sizeof *work);
    json_t *o = json_object(), *columns = json_array();
    bool ok = work && put_head(o, design, keep);
    for (size_t k = 0; ok && k < design->frame.count; k++)
        ok = lc_json_push(columns,
                          column_json(design->frame.column + k, design, keep, work));
    ok = lc_json_put(o, "columns", columns) && ok;
    free(work);
    if (ok) {
        *training = o;
        return LC_OK;
    }
    json_decref(o);
    return LC_FAIL_NOMEM(err);
}

/* --- reading ---------------------------------------------------------------------- */

static double number(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

void lc_ranges_read(struct lc_range *range, const struct lc_study *study,
                    const json_t *training)
{
    const json_t *columns = json_object_get(training, "columns");
    for (unsigned p = 0; p < study->predictors_count; p++) {
        range[p] = (struct lc_range){ NAN, NAN, NAN, NAN };
        for (size_t k = 0; k < json_array_size(columns); k++) {
            const json_t *c = json_array_get(columns, k);
            const char *name = json_string_value(json_object_get(c, "name"));
            if (name && !strcmp(name, study->predictors[p].name))
                range[p] = (struct lc_range){ number(c, "low"), number(c, "high"),
                                              number(c, "outside"),
                                              number(c, "not_observed") };
        }
    }
}

double lc_ranges_rows(const json_t *training)
{
    double rows = number(training, "rows");
    return rows > 0 ? rows : 0;
}

int32_t lc_ranges_last(const json_t *training, const json_t *metrics)
{
    const json_t *period =
        json_object_get(json_object_get(metrics, "performance"), "period");
    const char *text = json_string_value(json_object_get(training, "to"));
    int32_t day = LC_NO_DAY;
    if (!text) /* the last that it was tested on, which is the last fitted to */
        text = json_string_value(json_object_get(period, "to"));
    if (!text || lc_day_parse(lc_slice_of(text), LC_DAY_ISO, &day))
        return LC_NO_DAY;
    return day;
}
