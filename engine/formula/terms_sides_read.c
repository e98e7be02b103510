/* What a formula's left side, weight, cluster and offsets say of the kept rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "formula/formula_eval_inside.h"
#include "formula/terms_inside.h"
#include "parallel/same_time.h"

/* The expression on the kept rows. */
static void read_kept(const lc_expr *expr, size_t n, const struct lc_applied *applied,
                      double *out)
{
    double value[LC_TERMS_BLOCK];
    size_t at = 0;
    for (size_t first = 0; first < n && at < applied->n; first += LC_TERMS_BLOCK) {
        size_t count = n - first < LC_TERMS_BLOCK ? n - first : LC_TERMS_BLOCK;
        if (applied->row[at] >= first + count)
            continue;
        lc_expr_eval(expr, first, count, value);
        for (; at < applied->n && applied->row[at] < first + count; at++)
            out[at] = value[applied->row[at] - first];
    }
}

static int read_new(const lc_expr *expr, const struct lc_frame *frame,
                    const struct lc_applied *applied, double **out,
                    struct lc_error *err)
{
    *out = lc_alloc(applied->n, sizeof **out);
    if (!*out)
        return LC_FAIL_NOMEM(err);
    read_kept(expr, frame->n, applied, *out);
    return LC_OK;
}

static int read_value(const struct lc_sides *sides, const struct lc_frame *frame,
                      struct lc_applied *a, struct lc_error *err)
{
    int code = read_new(sides->response[0], frame, a, &a->y, err);
    for (size_t i = 0; i < a->n && !code && sides->value; i++) {
        a->y[i] = sides->value[(size_t)a->y[i]];
        if (isnan(a->y[i]))
            code = LC_FAIL(err, LC_RANGE,
                           "row %zu: the response has a level not met in training",
                           a->row[i] + 1);
    }
    return code;
}

static int read_counts(const struct lc_sides *sides, const struct lc_frame *frame,
                       struct lc_applied *a, struct lc_error *err)
{
    int code = read_new(sides->response[0], frame, a, &a->y, err);
    if (!code)
        code = read_new(sides->response[1], frame, a, &a->trials, err);
    for (size_t i = 0; i < a->n && !code; i++) {
        if (!(a->y[i] >= 0) || !(a->trials[i] >= 0))
            return LC_FAIL(err, LC_RANGE, "row %zu: a negative count", a->row[i] + 1);
        a->trials[i] += a->y[i];
    }
    return code;
}

static int read_cause(const lc_expr *expr, const struct lc_frame *frame,
                      struct lc_applied *a, struct lc_error *err)
{
    double *value = NULL;
    a->cause = lc_alloc(a->n, sizeof *a->cause);
    if (!a->cause)
        return LC_FAIL_NOMEM(err);
    int code = read_new(expr, frame, a, &value, err);
    for (size_t i = 0; i < a->n && !code; i++) {
        if (!(value[i] >= 0 && value[i] <= 1000) || value[i] != floor(value[i]))
            code = LC_FAIL(err, LC_RANGE,
                           "row %zu: the event is not a whole number from 0 (censored)",
                           a->row[i] + 1);
        else
            a->cause[i] = (int32_t)value[i];
    }
    free(value);
    return code;
}

int lc_events_check(size_t n, const int32_t *cause, struct lc_error *err)
{
    bool zero = false, two = false;
    for (size_t i = 0; i < n; i++) {
        zero = zero || cause[i] == 0;
        two = two || cause[i] == 2;
    }
    if (two && !zero)
        return LC_FAIL(err, LC_RANGE,
                       "the event is never 0 (censored) but sometimes 2; if 2 is the "
                       "event and 1 is censored, write Surv(time, status == 2)");
    return LC_OK;
}

/* An interval from a time and its code: 0 right (or, of type left, left) censored, 1 an
 * event, 2 left censored, 3 as it stands. */
static int decode(struct lc_applied *a, const double *code, bool left,
                  struct lc_error *err)
{
    for (size_t i = 0; i < a->n; i++) {
        double c = left && code[i] == 0 ? 2 : code[i];
        if (c == 0)
            a->stop_high[i] = INFINITY;
        else if (c == 1)
            a->stop_high[i] = a->stop[i];
        else if (c == 2) {
            a->stop_high[i] = a->stop[i];
            a->stop[i] = -INFINITY;
        } else if (c != 3 || left || isnan(a->stop_high[i]))
            return LC_FAIL(err, LC_RANGE,
                           "row %zu: the event is not a code of its type of Surv()",
                           a->row[i] + 1);
    }
    return LC_OK;
}

static int read_coded(const struct lc_sides *sides, const struct lc_frame *frame,
                      struct lc_applied *a, bool left, struct lc_error *err)
{
    double *codes = NULL;
    int code = read_new(sides->response[left ? 1 : 2], frame, a, &codes, err);
    if (!code)
        code = decode(a, codes, left, err);
    free(codes);
    return code;
}

/* R's interval2: (low, high], a missing low is censored on the left, a missing high on
 * the right. Its other types say by a code which it is. */
static int read_interval(const struct lc_sides *sides, const struct lc_terms *terms,
                         const struct lc_frame *frame, struct lc_applied *a,
                         struct lc_error *err)
{
    bool left = terms->outcome == LC_OUTCOME_LEFT;
    int code = read_new(sides->response[0], frame, a, &a->stop, err);
    if (!code)
        code = read_new(sides->response[left ? 0 : 1], frame, a, &a->stop_high, err);
    if (!code && terms->outcome != LC_OUTCOME_INTERVAL)
        code = read_coded(sides, frame, a, left, err);
    a->cause = lc_alloc(a->n, sizeof *a->cause);
    if (!code && !a->cause)
        code = LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < a->n && !code; i++) {
        if (isnan(a->stop[i]))
            a->stop[i] = -INFINITY;
        if (isnan(a->stop_high[i]))
            a->stop_high[i] = INFINITY;
        a->cause[i] = !isinf(a->stop_high[i]);
        if (!(a->stop_high[i] >= a->stop[i]))
            code = LC_FAIL(err, LC_RANGE, "row %zu: the interval ends before it begins",
                           a->row[i] + 1);
    }
    return code;
}

/* Surv(time, event), or Surv(start, stop, event); times that are the same are equal. */
static int read_times(const struct lc_sides *sides, bool spell,
                      const struct lc_frame *frame, struct lc_applied *a,
                      struct lc_error *err)
{
    size_t empty;
    const lc_expr *const *at = sides->response;
    int code = spell ? read_new(*at++, frame, a, &a->start, err) : LC_OK;
    if (!code)
        code = read_new(*at++, frame, a, &a->stop, err);
    if (!code)
        code = lc_same_times(a->n, a->start, a->stop, &empty, err);
    if (!code && empty < a->n)
        code =
            LC_FAIL(err, LC_RANGE, "row %zu: it starts when it stops, but for rounding",
                    a->row[empty] + 1);
    return code ? code : read_cause(*at, frame, a, err);
}

static int read_response(const struct lc_sides *sides, const struct lc_terms *terms,
                         const struct lc_frame *frame, struct lc_applied *a,
                         struct lc_error *err)
{
    switch (terms->outcome) {
    case LC_OUTCOME_VALUE:
        return read_value(sides, frame, a, err);
    case LC_OUTCOME_COUNTS:
        return read_counts(sides, frame, a, err);
    case LC_OUTCOME_TIME:
    case LC_OUTCOME_SPELL:
        return read_times(sides, terms->outcome == LC_OUTCOME_SPELL, frame, a, err);
    case LC_OUTCOME_INTERVAL:
    case LC_OUTCOME_LEFT:
    case LC_OUTCOME_CODED:
        return read_interval(sides, terms, frame, a, err);
    default:
        return LC_OK;
    }
}

/* Numbers from 0 in order of first sight, through a table of open places. */
static int number_clusters(const double *value, struct lc_applied *a,
                           struct lc_error *err)
{
    size_t places = 16;
    while (places < 2 * a->n)
        places *= 2;
    size_t *first = lc_alloc(places, sizeof *first); /* row + 1 */
    if (!first)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < a->n; i++) {
        uint64_t bits;
        double v = value[i] + 0.0; /* -0 is 0 */
        if (!(fabs(v) <= 9007199254740992.0 && v == trunc(v))) {
            free(first);
            return LC_FAIL(err, LC_RANGE,
                           "row %zu: %.15g is no number of a cluster: these are whole "
                           "numbers up to 2^53, or text",
                           a->row[i] + 1, v);
        }
        memcpy(&bits, &v, sizeof bits);
        size_t at = (size_t)lc_mix64(bits) & (places - 1);
        while (first[at] && value[first[at] - 1] != v)
            at = (at + 1) & (places - 1);
        if (!first[at]) {
            first[at] = i + 1;
            a->cluster[i] = (int32_t)a->clusters++;
        } else {
            a->cluster[i] = a->cluster[first[at] - 1];
        }
    }
    free(first);
    return LC_OK;
}

static int read_clusters(const lc_expr *expr, const struct lc_frame *frame,
                         struct lc_applied *a, struct lc_error *err)
{
    double *value = NULL;
    a->cluster = lc_alloc(a->n, sizeof *a->cluster);
    int code = a->cluster ? read_new(expr, frame, a, &value, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = number_clusters(value, a, err);
    free(value);
    return code;
}

static int read_offsets(const struct lc_sides *sides, size_t offsets,
                        const struct lc_frame *frame, struct lc_applied *a,
                        struct lc_error *err)
{
    double *more = NULL;
    int code = read_new(sides->offset[0], frame, a, &a->offset, err);
    for (size_t k = 1; k < offsets && !code; k++) {
        code = read_new(sides->offset[k], frame, a, &more, err);
        for (size_t i = 0; i < a->n && !code; i++)
            a->offset[i] += more[i];
        free(more);
        more = NULL;
    }
    return code;
}

int lc_sides_read(const struct lc_sides *sides, const struct lc_terms *terms,
                  const struct lc_frame *frame, struct lc_applied *applied,
                  struct lc_error *err)
{
    int code = LC_OK;
    if (sides->response[0])
        code = read_response(sides, terms, frame, applied, err);
    if (!code && sides->weight)
        code = read_new(sides->weight, frame, applied, &applied->weight, err);
    if (!code && sides->cluster)
        code = read_clusters(sides->cluster, frame, applied, err);
    if (!code && terms->offsets)
        code = read_offsets(sides, terms->offsets, frame, applied, err);
    return code;
}
