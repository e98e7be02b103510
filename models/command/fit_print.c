#include "models/command/fit_print_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/answer/fit_measures.h"
#include "models/family/centre.h"
#include "models/family/endless.h"
#include "study/sample_size.h"

/* --- numbers ---------------------------------------------------------------------- */

/* Upper tail of chi-squared by the incomplete gamma function: series below, continued
 * fraction above its turning point (Abramowitz and Stegun, 1964, 6.5.29 and 6.5.31). */
static double chi_squared_tail(double x, int df)
{
    double a = df / 2.0, h = x / 2;
    if (!(x >= 0) || df < 1)
        return NAN;
    if (h == 0)
        return 1;
    double front = exp(a * log(h) - h - lgamma(a));
    if (h < a + 1) {
        double term = 1 / a, sum = term;
        for (int i = 1; i < 10000 && term > sum * 1e-17; i++)
            sum += term *= h / (a + i);
        return 1 - front * sum;
    }
    double b = h + 1 - a, c = 1e300, d = 1 / b, value = d;
    for (int i = 1; i < 10000; i++) {
        double an = -i * (i - a);
        b += 2;
        d = 1 / (an * d + b);
        c = b + an / c;
        value *= d * c;
        if (fabs(d * c - 1) < 1e-16)
            break;
    }
    return front * value;
}

/* --- the document ----------------------------------------------------------------- */

static json_t *term_json(const struct lc_fit *fit, size_t k)
{
    double b = fit->estimate[k], z = b / lc_fit_error(fit, k);
    double ratio = fit->family->ratio.name ? 1 : NAN; /* or no number */
    bool infinite = lc_endless_term(fit, k);
    double limit = infinite ? NAN : ratio;
    return LC_OBJECT({ "name", lc_json_text(fit->name[k]) },
                     { infinite ? "infinite" : NULL, infinite ? json_true() : NULL },
                     { "estimate", lc_json_number(b) },
                     { "se", lc_json_number(fit->se[k]) },
                     { "robust_se", fit->robust_se ? lc_json_number(fit->robust_se[k])
                                                   : json_null() },
                     { "z", lc_json_number(z) }, { "p", lc_json_number(lc_fit_p(z)) },
                     { "low", lc_json_number(fit->low[k]) },
                     { "high", lc_json_number(fit->high[k]) },
                     { "exp", lc_json_number(ratio * exp(b)) },
                     { "exp_low", lc_json_number(limit * exp(fit->low[k])) },
                     { "exp_high", lc_json_number(limit * exp(fit->high[k])) });
}

static bool put_terms(json_t *o, const struct lc_fit *fit)
{
    json_t *terms = json_array(), *square = json_array();
    bool ok = lc_json_put(o, "terms", terms);
    ok = lc_json_put(o, "covariance", square) && ok;
    for (size_t k = 0; k < fit->terms && ok; k++)
        ok = lc_json_push(terms, term_json(fit, k));
    double *v = fit->covariance ? lc_alloc(fit->terms * fit->terms, sizeof *v) : NULL;
    if (fit->covariance)
        ok = ok && v && !lc_covariance_at_zero(fit, v, NULL);
    for (size_t i = 0; i < fit->terms * fit->terms && ok && v; i++)
        if (isinf(fit->se[i / fit->terms]) || isinf(fit->se[i % fit->terms]))
            v[i] = NAN; /* of what has no finite estimate */
    for (size_t k = 0; k < fit->terms && ok && v; k++)
        ok = lc_json_push(square, lc_json_numbers(fit->terms, v + k * fit->terms));
    free(v);
    return ok;
}

static bool put_test(json_t *tests, const char *name, double statistic, int df)
{
    return lc_json_put(
        tests, name,
        LC_OBJECT({ "statistic", lc_json_number(statistic) },
                  { "df", json_integer(df) },
                  { "p", lc_json_number(chi_squared_tail(statistic, df)) }));
}

static bool put_tests(json_t *o, const struct lc_fit *fit)
{
    json_t *tests = json_object();
    return lc_json_put(o, "tests", tests)
           && put_test(tests, "likelihood_ratio", fit->lr, fit->df)
           && put_test(tests, "wald", fit->wald, fit->df)
           && put_test(tests, "score", fit->score, fit->df)
           && lc_json_put(o, "concordance",
                          LC_OBJECT({ "c", lc_json_number(fit->concordance) },
                                    { "se", lc_json_number(fit->concordance_se) }));
}

/* What the hazards in proportion at the fit's centre are to be multiplied by for those
 * at the columns' means, or at covariates zero. */
static double told_at(const struct lc_model *model, const struct lc_curve *curve,
                      bool means)
{
    const struct lc_fit *fit = model->fit;
    size_t each = fit->terms / fit->causes;
    size_t first = fit->causes > 1 ? (size_t)(curve->cause - 1) * each : 0;
    double sum = 0;
    for (size_t k = first; k < first + each; k++) {
        size_t column = (size_t)fit->column[k];
        if (fit->column[k] < 0 || isnan(fit->at_centre[k]))
            continue;
        double at = means ? lc_terms_at(model->terms, column)->mean : 0;
        sum += lc_from_centre(fit->centre, column, at) * fit->at_centre[k];
    }
    return exp(sum);
}

static json_t *baseline_json(const struct lc_model *model, const struct lc_curve *curve,
                             double t)
{
    size_t stratum = (size_t)curve->stratum, strata = lc_terms_strata(model->terms);
    bool of_many = strata > 1 && stratum < strata;
    double hazard = lc_curve_hazard(curve, t);
    double zero = hazard * told_at(model, curve, false);
    if (hazard > 0 && !isnormal(zero))
        zero = NAN; /* columns far from 0: no number tells it */
    return LC_OBJECT(
        { "time", lc_json_number(t) }, { "cumulative_hazard", lc_json_number(zero) },
        { "at_means", lc_json_number(hazard * told_at(model, curve, true)) },
        { of_many ? "stratum" : NULL,
          of_many ? lc_json_text(lc_terms_stratum(model->terms, stratum)) : NULL },
        { model->fit->causes > 1 ? "cause" : NULL, json_integer(curve->cause) });
}

static bool put_baseline(json_t *o, const struct lc_model *model, size_t count,
                         const double *times)
{
    json_t *baseline = json_array();
    bool ok = lc_json_put(o, "baseline", baseline);
    for (size_t c = 0; c < model->fit->curves; c++)
        for (size_t i = 0; i < count && ok; i++)
            ok = lc_json_push(baseline,
                              baseline_json(model, model->fit->curve + c, times[i]));
    return ok;
}

static json_t *point_json(const struct lc_model *model,
                          const struct lc_path_point *point)
{
    json_t *terms = json_array();
    bool ok = terms != NULL, held_out = !isnan(point->cv_mean);
    for (size_t c = 0; c < lc_terms_count(model->terms) && ok; c++)
        ok = lc_json_push(
            terms,
            LC_OBJECT({ "name", lc_json_text(lc_terms_at(model->terms, c)->name) },
                      { "estimate", lc_json_number(point->estimate[c]) }));
    return LC_OBJECT({ "lambda", lc_json_number(point->lambda) },
                     { "df", lc_json_number(point->df) },
                     { "deviance_ratio", lc_json_number(point->deviance_ratio) },
                     { "loglik", lc_json_number(point->loglik) },
                     { "intercept", lc_json_number(point->intercept) },
                     { held_out ? "cv_mean" : NULL, lc_json_number(point->cv_mean) },
                     { held_out ? "cv_se" : NULL, lc_json_number(point->cv_se) },
                     { "terms", lc_json_whole(terms, ok) });
}

static bool put_path(json_t *o, const struct lc_model *model)
{
    const struct lc_fit *fit = model->fit;
    if (!fit->points)
        return true;
    json_t *path = json_array();
    bool ok = lc_json_put(o, "path", path);
    for (size_t l = 0; l < fit->points && ok; l++)
        ok = lc_json_push(path, point_json(model, fit->point + l));
    return ok && lc_json_put(o, "best", lc_json_number(fit->point[fit->best].lambda))
           && lc_json_put(o, "one_se", lc_json_number(fit->point[fit->one_se].lambda));
}

/* What these rows can carry (sample_size.h); false where nothing can be said. */
static bool advise(struct lc_sample_size *advice, const struct lc_fit *fit)
{
    size_t columns = 0, each = fit->terms / fit->causes;
    for (size_t k = 0; k < each; k++)
        columns += fit->column[k] >= 0;
    return !lc_sample_size_advise(
        advice, (double)fit->n, fit->events, (double)columns, NAN,
        fit->family->response == LC_BINARY ? LC_SIZE_YES_NO : LC_SIZE_TIMES, NULL);
}

static bool put_sample_size(json_t *o, const struct lc_fit *fit)
{
    struct lc_sample_size advice;
    return lc_json_put(o, "sample_size",
                       advise(&advice, fit) ? lc_sample_size_json(&advice)
                                            : json_null());
}

json_t *lc_fit_document(const struct lc_model *model, const struct lc_unused *unused,
                        size_t count, const double *times)
{
    const struct lc_fit *fit = model->fit;
    json_t *o = LC_OBJECT({ "family", lc_json_text(model->family->name) },
                          { "formula", lc_json_text(lc_terms_formula(model->terms)) },
                          { "status", lc_json_text(lc_status_names[fit->status]) },
                          { "status_text", lc_json_text(fit->status_text) },
                          { "iterations", json_integer(fit->iterations) },
                          { "n", lc_json_count(fit->n) },
                          { "rows_missing", lc_json_count(unused->missing) },
                          { unused->weightless ? "rows_weightless" : NULL,
                            lc_json_count(unused->weightless) },
                          { "events", lc_json_number(fit->event_rows) },
                          { "weighted_events", lc_json_number(fit->events) });
    bool ok = put_terms(o, fit) && lc_json_put(o, "loglik", lc_json_number(fit->loglik))
              && lc_json_put(o, "loglik_null", lc_json_number(fit->loglik_null))
              && put_tests(o, fit) && lc_fit_measures_put(o, fit)
              && put_baseline(o, model, count, times) && put_path(o, model)
              && put_sample_size(o, fit)
              && (!*model->family->document
                  || lc_json_put(o, model->family->document, json_incref(fit->extra)));
    return lc_json_whole(o, ok);
}

/* --- the table -------------------------------------------------------------------- */

static void add_test(struct lc_text *out, const char *name, double statistic, int df)
{
    if (isnan(statistic))
        return;
    double p = chi_squared_tail(statistic, df);
    lc_text_addf(out, "%-16s %.4f on %d df, p ", name, statistic, df);
    if (p < 0.0001)
        lc_text_add(out, "<0.0001\n");
    else
        lc_text_addf(out, "%.4f\n", p);
}

static void add_baseline(const struct lc_model *model, size_t count,
                         const double *times, struct lc_text *out)
{
    if (!count || !model->fit->curves)
        return;
    lc_text_add(out, "\nbaseline cumulative hazard, every column at its mean\n");
    for (size_t c = 0; c < model->fit->curves; c++) {
        const struct lc_curve *curve = model->fit->curve + c;
        if (model->fit->causes > 1)
            lc_text_addf(out, "cause %d\n", curve->cause);
        if (lc_terms_strata(model->terms) > 1)
            lc_text_addf(out, "%s\n",
                         lc_terms_stratum(model->terms, (size_t)curve->stratum));
        for (size_t i = 0; i < count; i++)
            lc_text_addf(out, "%12g %13.6g\n", times[i],
                         lc_curve_hazard(curve, times[i])
                             * told_at(model, curve, true));
    }
}

static void add_path(const struct lc_model *model, struct lc_text *out)
{
    const struct lc_fit *fit = model->fit;
    if (!fit->points)
        return;
    bool held_out = !isnan(fit->point[0].cv_mean);
    lc_text_addf(out, "\n%14s%6s%16s", "lambda", "df", "deviance ratio");
    if (held_out)
        lc_text_addf(out, "%12s%10s", "held out", "se");
    lc_text_addf(out, "\n");
    for (size_t l = 0; l < fit->points; l++) {
        const struct lc_path_point *point = fit->point + l;
        lc_text_addf(out, "%14.6g %5.5g %15.6f", point->lambda, point->df,
                     point->deviance_ratio);
        if (held_out)
            lc_text_addf(out, " %11.6f %9.6f%s%s", point->cv_mean, point->cv_se,
                         l == fit->best ? "  best" : "",
                         l == fit->one_se ? "  within one se of it" : "");
        lc_text_addf(out, "\n");
    }
}

static void add_sample_size(const struct lc_fit *fit, struct lc_text *out)
{
    struct lc_sample_size a;
    if (!advise(&a, fit))
        return;
    lc_text_addf(
        out,
        "sample size      %.1f events a column; expected shrinkage %.2f; these "
        "rows carry %.0f columns\n",
        a.events_per_column, a.shrinkage, floor(a.columns));
}

void lc_fit_table(const struct lc_model *model, const struct lc_unused *unused,
                  size_t count, const double *times, struct lc_text *out)
{
    const struct lc_fit *fit = model->fit;
    lc_text_addf(out, "%s\n%s\n%zu rows, %g events", model->family->title,
                 lc_terms_formula(model->terms), fit->n, fit->event_rows);
    if (fit->events != fit->event_rows)
        lc_text_addf(out, " of weight %g", fit->events);
    if (unused->missing)
        lc_text_addf(out, "; %zu rows left out for a missing value", unused->missing);
    if (unused->weightless)
        lc_text_addf(out, "; %zu rows left out for a weight of 0", unused->weightless);
    lc_text_addf(out, "\n%s after %d iterations%s%s\n\n", lc_status_names[fit->status],
                 fit->iterations, fit->status == LC_CONVERGED ? "" : ": ",
                 fit->status == LC_CONVERGED ? "" : fit->status_text);
    model->family->text(fit, out);
    lc_text_addf(out, "\nlog-likelihood   %.4f (null %.4f)\n", fit->loglik,
                 fit->loglik_null);
    add_test(out, "likelihood ratio", fit->lr, fit->df);
    add_test(out, "Wald", fit->wald, fit->df);
    add_test(out, "score", fit->score, fit->df);
    if (!isnan(fit->concordance))
        lc_text_addf(out, "concordance      %.6f (se %.6f)\n", fit->concordance,
                     fit->concordance_se);
    add_sample_size(fit, out);
    add_baseline(model, count, times, out);
    add_path(model, out);
}
