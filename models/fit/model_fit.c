#include "models/fit/model_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/family/endless.h"

enum { MANY = 20000 }; /* terms: more is no model */

json_t *lc_model_count(double count)
{
    if (count > 0 && count < 6)
        return json_string("c");
    return count == floor(count) && fabs(count) < 1e15 ? json_integer((json_int_t)count)
                                                       : lc_json_number(count);
}

/* --- writing ---------------------------------------------------------------------- */

static bool push_term(json_t *array, const struct lc_fit *fit, size_t k)
{
    bool robust = fit->robust_se != NULL, infinite = lc_endless_term(fit, k);
    return lc_json_push(
        array,
        LC_OBJECT(
            { "name", lc_json_text(fit->name[k]) },
            { infinite ? "infinite" : NULL, infinite ? json_true() : NULL },
            { "column",
              fit->column[k] < 0 ? json_null() : json_integer(fit->column[k]) },
            { "estimate", lc_json_number(fit->estimate[k]) },
            { fit->level[k] ? "at_centre" : NULL, lc_json_number(fit->at_centre[k]) },
            { "se", lc_json_number(fit->se[k]) },
            { robust ? "robust_se" : NULL,
              robust ? lc_json_number(fit->robust_se[k]) : NULL },
            { "low", lc_json_number(fit->low[k]) },
            { "high", lc_json_number(fit->high[k]) }));
}

static bool push_curve(json_t *array, const struct lc_curve *curve, size_t p)
{
    const double *variance = curve->variance, *mean = curve->mean;
    bool last = curve->last > 0;
    size_t n = curve->n;
    return lc_json_push(
        array,
        LC_OBJECT(
            { "cause", json_integer(curve->cause) },
            { "stratum", json_integer(curve->stratum) },
            { "time", lc_json_numbers(n, curve->time) },
            { "hazard", lc_json_numbers(n, curve->hazard) },
            { last ? "last" : NULL, last ? lc_json_number(curve->last) : NULL },
            { variance ? "variance" : NULL,
              variance ? lc_json_numbers(n, variance) : NULL },
            { mean ? "mean" : NULL, mean ? lc_json_numbers(n * p, mean) : NULL }));
}

static bool push_point(json_t *array, const struct lc_path_point *point, size_t p)
{
    return lc_json_push(
        array, LC_OBJECT({ "lambda", lc_json_number(point->lambda) },
                         { "df", lc_json_number(point->df) },
                         { "deviance_ratio", lc_json_number(point->deviance_ratio) },
                         { "loglik", lc_json_number(point->loglik) },
                         { "intercept", lc_json_number(point->intercept) },
                         { "estimate", lc_json_numbers(p, point->estimate) },
                         { "cv_mean", lc_json_number(point->cv_mean) },
                         { "cv_se", lc_json_number(point->cv_se) }));
}

static bool put_scalars(json_t *o, const struct lc_fit *fit)
{
    return lc_json_put(o, "status", json_string(lc_status_names[fit->status]))
           && lc_json_put(o, "status_text", lc_json_text(fit->status_text))
           && lc_json_put(o, "iterations", json_integer(fit->iterations))
           && lc_json_put(o, "n", lc_model_count((double)fit->n))
           && lc_json_put(o, "events", lc_model_count(fit->events))
           && lc_json_put(o, "causes", lc_json_count(fit->causes))
           && lc_json_put(o, "loglik", lc_json_number(fit->loglik))
           && lc_json_put(o, "loglik_null", lc_json_number(fit->loglik_null))
           && lc_json_put(o, "likelihood_ratio", lc_json_number(fit->lr))
           && lc_json_put(o, "wald", lc_json_number(fit->wald))
           && lc_json_put(o, "score", lc_json_number(fit->score))
           && lc_json_put(o, "df", json_integer(fit->df))
           && lc_json_put(o, "concordance", lc_json_number(fit->concordance))
           && lc_json_put(o, "concordance_se", lc_json_number(fit->concordance_se))
           && lc_json_put(o, "best", lc_json_count(fit->best))
           && lc_json_put(o, "one_se", lc_json_count(fit->one_se));
}

json_t *lc_model_fit_write(const struct lc_fit *fit, size_t p)
{
    json_t *object = json_object(), *terms = json_array(), *curves = json_array(),
           *path = json_array();
    size_t square = fit->covariance ? fit->terms * fit->terms : 0;
    bool ok = object && put_scalars(object, fit);
    for (size_t k = 0; k < fit->terms && ok; k++)
        ok = push_term(terms, fit, k);
    for (size_t c = 0; c < fit->curves && ok; c++)
        ok = push_curve(curves, fit->curve + c, p);
    for (size_t l = 0; l < fit->points && ok; l++)
        ok = push_point(path, fit->point + l, p);
    ok = lc_json_put(object, "terms", terms) && ok;
    ok = lc_json_put(object, "curves", curves) && ok;
    ok = lc_json_put(object, "path", path) && ok;
    ok = ok
         && lc_json_put(object, "covariance", lc_json_numbers(square, fit->covariance));
    if (fit->centre)
        ok = ok && lc_json_put(object, "centre", lc_json_numbers(p, fit->centre));
    if (fit->directions)
        ok = ok
             && lc_json_put(
                 object, "directions",
                 lc_json_numbers(fit->directions * fit->terms, fit->direction));
    if (fit->extra)
        ok = ok && lc_json_put(object, "extra", json_incref(fit->extra));
    return lc_json_whole(object, ok);
}

/* --- reading ---------------------------------------------------------------------- */

static int get_whole(const json_t *object, const char *name, json_int_t low,
                     json_int_t high, json_int_t *value, struct lc_error *err)
{
    const json_t *member = json_object_get(object, name);
    *value = json_is_integer(member) ? json_integer_value(member) : low - 1;
    if (*value < low || *value > high)
        return LC_FAIL(err, LC_FORMAT, "'%s' is missing or not a whole number in range",
                       name);
    return LC_OK;
}

/* A count that may have been suppressed: then it is not known. */
static double get_count(const json_t *object, const char *name)
{
    const json_t *member = json_object_get(object, name);
    return json_is_number(member) ? json_number_value(member) : NAN;
}

static int read_status(struct lc_fit *fit, const json_t *json, struct lc_error *err)
{
    const char *status, *text;
    int code = lc_json_get_text(json, "status", &status, err);
    if (code || (code = lc_json_get_text(json, "status_text", &text, err)))
        return code;
    while (lc_status_names[fit->status] && strcmp(lc_status_names[fit->status], status))
        fit->status++;
    if (!lc_status_names[fit->status])
        return LC_FAIL(err, LC_FORMAT, "status '%.20s' is unknown", status);
    strncpy(fit->status_text, text, sizeof fit->status_text - 1);
    return LC_OK;
}

static int read_scalars(struct lc_fit *fit, const json_t *json, struct lc_error *err)
{
    json_int_t iterations, causes, df;
    double n = get_count(json, "n");
    int code = read_status(fit, json, err);
    if (code || (code = get_whole(json, "iterations", 0, 1 << 30, &iterations, err))
        || (code = get_whole(json, "causes", 1, 1000, &causes, err))
        || (code = get_whole(json, "df", 0, 1 << 30, &df, err))
        || (code = lc_json_get_number(json, "loglik", &fit->loglik, err))
        || (code = lc_json_get_number(json, "loglik_null", &fit->loglik_null, err))
        || (code = lc_json_get_number(json, "likelihood_ratio", &fit->lr, err))
        || (code = lc_json_get_number(json, "wald", &fit->wald, err))
        || (code = lc_json_get_number(json, "score", &fit->score, err))
        || (code = lc_json_get_number(json, "concordance", &fit->concordance, err))
        || (code =
                lc_json_get_number(json, "concordance_se", &fit->concordance_se, err)))
        return code;
    fit->iterations = (int)iterations;
    fit->causes = (size_t)causes;
    fit->df = (int)df;
    fit->n = n >= 0 && n < 1e15 ? (size_t)n : 0;
    fit->events = get_count(json, "events");
    return LC_OK;
}

/* null in the file; texts in earlier ones. */
static void open_limits(struct lc_fit *fit, size_t k)
{
    fit->se[k] = fit->high[k] = INFINITY;
    fit->low[k] = -INFINITY;
    if (fit->robust_se)
        fit->robust_se[k] = INFINITY;
}

static int read_term(struct lc_fit *fit, size_t k, size_t p, const json_t *term,
                     struct lc_error *err)
{
    const char *name;
    json_int_t column = -1;
    int code = lc_json_get_text(term, "name", &name, err);
    if (!code && !json_is_null(json_object_get(term, "column")))
        code = get_whole(term, "column", 0, (json_int_t)p - 1, &column, err);
    if (code || (code = lc_json_get_number(term, "estimate", fit->estimate + k, err))
        || (code = lc_json_get_number(term, "se", fit->se + k, err))
        || (code = lc_json_get_number(term, "low", fit->low + k, err))
        || (code = lc_json_get_number(term, "high", fit->high + k, err))
        || (fit->robust_se
            && (code = lc_json_get_number(term, "robust_se", fit->robust_se + k, err))))
        return lc_error_within(err, code, "terms[%zu]", k);
    if (json_is_true(json_object_get(term, "infinite")) && !isnan(fit->estimate[k]))
        open_limits(fit, k);
    fit->level[k] = json_object_get(term, "at_centre") != NULL;
    code = lc_json_get_number(term, fit->level[k] ? "at_centre" : "estimate",
                              fit->at_centre + k, err);
    if (code)
        return lc_error_within(err, code, "terms[%zu]", k);
    fit->column[k] = (int)column;
    fit->name[k] = lc_strdup(name);
    return fit->name[k] ? LC_OK : LC_FAIL_NOMEM(err);
}

/* A new array of the list called name; *n its length. Absent: NULL and 0. */
static int read_list(const json_t *object, const char *name, double **list, size_t *n,
                     struct lc_error *err)
{
    const json_t *array = json_object_get(object, name);
    *n = json_array_size(array);
    *list = NULL;
    if (!array)
        return LC_OK;
    *list = lc_alloc(*n, sizeof **list);
    return *list ? lc_json_get_numbers(object, name, *n, *list, err)
                 : LC_FAIL_NOMEM(err);
}

/* Format 1 had none: its fits are told at covariates zero. */
static int read_centre(struct lc_fit *fit, size_t p, const json_t *json,
                       struct lc_error *err)
{
    size_t n;
    int code = read_list(json, "centre", &fit->centre, &n, err);
    if (!code && fit->centre && n != p)
        code = LC_FAIL(err, LC_FORMAT, "'centre' is not of %zu numbers", p);
    for (size_t k = 0; !code && fit->centre && k < p; k++)
        if (!isfinite(fit->centre[k]))
            code = LC_FAIL(err, LC_FORMAT, "'centre' is not of numbers");
    return code;
}

static int read_directions(struct lc_fit *fit, const json_t *json, struct lc_error *err)
{
    size_t n;
    int code = read_list(json, "directions", &fit->direction, &n, err);
    if (!code && (fit->terms ? n % fit->terms : n))
        code = LC_FAIL(err, LC_FORMAT, "'directions' are not of %zu numbers each",
                       fit->terms);
    for (size_t k = 0; !code && k < n; k++)
        if (!isfinite(fit->direction[k]))
            code = LC_FAIL(err, LC_FORMAT, "'directions' are not of numbers");
    fit->directions = code || !fit->terms ? 0 : n / fit->terms;
    return code;
}

static int read_curve(struct lc_curve *curve, size_t p, const json_t *json,
                      struct lc_error *err)
{
    json_int_t cause, stratum;
    size_t n, hazards, variances, means;
    int code = get_whole(json, "cause", 0, 1000, &cause, err);
    if (code || (code = get_whole(json, "stratum", 0, INT32_MAX, &stratum, err))
        || (code = read_list(json, "time", &curve->time, &n, err))
        || (code = read_list(json, "hazard", &curve->hazard, &hazards, err))
        || (code = read_list(json, "variance", &curve->variance, &variances, err))
        || (code = read_list(json, "mean", &curve->mean, &means, err)))
        return code;
    curve->last = json_number_value(json_object_get(json, "last"));
    curve->cause = (int)cause;
    curve->stratum = (int32_t)stratum;
    curve->n = n;
    if (!curve->time || !curve->hazard || hazards != n
        || (curve->variance && variances != n) || (curve->mean && means != n * p))
        return LC_FAIL(err, LC_FORMAT, "a curve's lists are not of one length");
    for (size_t i = 1; i < n; i++)
        if (!(curve->time[i] > curve->time[i - 1]))
            return LC_FAIL(err, LC_FORMAT, "a curve's times do not ascend");
    return LC_OK;
}

static int read_point(struct lc_path_point *point, size_t p, const json_t *json,
                      struct lc_error *err)
{
    size_t n;
    int code = lc_json_get_number(json, "lambda", &point->lambda, err);
    if (code || (code = lc_json_get_number(json, "df", &point->df, err))
        || (code =
                lc_json_get_number(json, "deviance_ratio", &point->deviance_ratio, err))
        || (code = lc_json_get_number(json, "loglik", &point->loglik, err))
        || (code = lc_json_get_number(json, "intercept", &point->intercept, err))
        || (code = lc_json_get_number(json, "cv_mean", &point->cv_mean, err))
        || (code = lc_json_get_number(json, "cv_se", &point->cv_se, err))
        || (code = read_list(json, "estimate", &point->estimate, &n, err)))
        return code;
    return n == p && point->estimate
               ? LC_OK
               : LC_FAIL(err, LC_FORMAT, "a point's estimate is not of %zu numbers", p);
}

static int read_curves(struct lc_fit *fit, size_t p, const json_t *json,
                       struct lc_error *err)
{
    const json_t *curves = json_object_get(json, "curves");
    size_t n = json_array_size(curves);
    fit->curve = lc_alloc(n, sizeof *fit->curve);
    if (!fit->curve)
        return LC_FAIL_NOMEM(err);
    fit->curves = n;
    for (size_t c = 0; c < n; c++) {
        int code = read_curve(fit->curve + c, p, json_array_get(curves, c), err);
        if (code)
            return lc_error_within(err, code, "curves[%zu]", c);
    }
    return LC_OK;
}

static int read_path(struct lc_fit *fit, size_t p, const json_t *json,
                     struct lc_error *err)
{
    const json_t *path = json_object_get(json, "path");
    json_int_t best, one_se;
    size_t n = json_array_size(path);
    if (!n)
        return LC_OK;
    fit->point = lc_alloc(n, sizeof *fit->point);
    if (!fit->point)
        return LC_FAIL_NOMEM(err);
    fit->points = n;
    for (size_t l = 0; l < n; l++) {
        int code = read_point(fit->point + l, p, json_array_get(path, l), err);
        if (code)
            return lc_error_within(err, code, "path[%zu]", l);
    }
    int code = get_whole(json, "best", 0, (json_int_t)n - 1, &best, err);
    if (code || (code = get_whole(json, "one_se", 0, (json_int_t)n - 1, &one_se, err)))
        return code;
    fit->best = (size_t)best;
    fit->one_se = (size_t)one_se;
    return LC_OK;
}

static int read_terms(struct lc_fit *fit, size_t p, const json_t *json,
                      struct lc_error *err)
{
    const json_t *terms = json_object_get(json, "terms");
    for (size_t k = 0; k < fit->terms; k++) {
        int code = read_term(fit, k, p, json_array_get(terms, k), err);
        if (code)
            return code;
    }
    if (!json_array_size(json_object_get(json, "covariance"))) {
        free(fit->covariance);
        fit->covariance = NULL;
        return LC_OK;
    }
    return lc_json_get_numbers(json, "covariance", fit->terms * fit->terms,
                               fit->covariance, err);
}

int lc_model_fit_read(struct lc_fit **fit, const struct lc_family *family, size_t p,
                      const json_t *json, struct lc_error *err)
{
    const json_t *terms = json_object_get(json, "terms");
    size_t n = json_array_size(terms), square;
    *fit = NULL;
    if (!json_is_array(terms) || n > MANY)
        return LC_FAIL(err, LC_FORMAT, "'fit.terms' is missing or too long");
    square = json_array_size(json_object_get(json, "covariance"));
    if (square && square != n * n)
        return LC_FAIL(err, LC_FORMAT, "'fit.covariance' is not %zu by %zu", n, n);
    bool robust = json_object_get(json_array_get(terms, 0), "robust_se") != NULL;
    struct lc_fit *new = lc_fit_new(family, n, robust);
    if (!new)
        return LC_FAIL_NOMEM(err);
    int code = read_scalars(new, json, err);
    if (!code)
        code = read_terms(new, p, json, err);
    if (!code)
        code = read_centre(new, p, json, err);
    if (!code)
        code = read_directions(new, json, err);
    if (!code)
        code = read_curves(new, p, json, err);
    if (!code)
        code = read_path(new, p, json, err);
    new->extra = json_incref(json_object_get(json, "extra"));
    if (code) {
        lc_fit_free(new);
        return lc_error_within(err, code, "fit");
    }
    *fit = new;
    return LC_OK;
}
