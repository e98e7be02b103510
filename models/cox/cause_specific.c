#include "models/cox/cause_specific.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"
#include "models/climb/finish.h"
#include "models/cox/cox.h"
#include "models/cox/cox_inside.h"
#include "models/family/endless.h"

static int count_causes(const struct lc_sample *s)
{
    int most = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->cause[i] > most)
            most = s->cause[i];
    return most;
}

/* "age (cause 2)", owned; NULL: memory. */
static char *name_of(const char *term, int cause)
{
    struct lc_text name = { 0 };
    lc_text_addf(&name, "%s (cause %d)", term, cause);
    if (name.failed)
        lc_text_free(&name);
    return name.data;
}

static int copy_terms(struct lc_fit *to, const struct lc_fit *from, int cause, size_t p,
                      struct lc_error *err)
{
    size_t at = (size_t)(cause - 1) * p;
    for (size_t k = 0; k < p; k++) {
        to->name[at + k] = name_of(from->name[k], cause);
        if (!to->name[at + k])
            return LC_FAIL_NOMEM(err);
        to->column[at + k] = from->column[k];
        to->estimate[at + k] = to->at_centre[at + k] = from->estimate[k];
        to->se[at + k] = from->se[k];
        if (to->robust_se)
            to->robust_se[at + k] = from->robust_se[k];
        to->low[at + k] = from->low[k];
        to->high[at + k] = from->high[k];
        for (size_t l = 0; l < p; l++)
            to->covariance[(at + k) * to->terms + at + l] =
                from->covariance[k * from->terms + l];
    }
    return LC_OK;
}

static int copy_directions(struct lc_fit *to, const struct lc_fit *from, int cause,
                           size_t p, struct lc_error *err)
{
    size_t at = (size_t)(cause - 1) * p;
    if (!from->directions)
        return LC_OK;
    to->direction = lc_alloc(from->directions * to->terms, sizeof *to->direction);
    if (!to->direction)
        return LC_FAIL_NOMEM(err);
    to->directions = from->directions;
    for (size_t e = 0; e < from->directions; e++)
        memcpy(to->direction + e * to->terms + at, from->direction + e * p,
               p * sizeof *to->direction);
    return LC_OK;
}

/* The curves change hands. */
static void take_curves(struct lc_fit *to, struct lc_fit *from)
{
    memcpy(to->curve + to->curves, from->curve, from->curves * sizeof *from->curve);
    to->curves += from->curves;
    free(from->curve);
    from->curve = NULL;
    from->curves = 0;
}

/* A column left out says less of a fit than one that has no finite estimate does. */
static int gravity(int status)
{
    return status == LC_INFINITE        ? 3
           : status == LC_NOT_CONVERGED ? 2
           : status == LC_ALIASED       ? 1
                                        : 0;
}

static void add_totals(struct lc_fit *to, const struct lc_fit *from, int cause,
                       int interest)
{
    to->loglik += from->loglik;
    to->loglik_null += from->loglik_null;
    to->lr += from->lr;
    to->wald += from->wald;
    to->score += from->score;
    to->df += from->df;
    if (from->iterations > to->iterations)
        to->iterations = from->iterations;
    if (gravity(from->status) > gravity(to->status) || cause == 1) {
        to->status = from->status;
        snprintf(to->status_text, sizeof to->status_text, "cause %d: %.200s", cause,
                 from->status_text);
    }
    if (cause == interest) {
        to->events = from->events;
        to->concordance = from->concordance;
        to->concordance_se = from->concordance_se;
    }
}

/* A competing cause too rare for the columns is taken without them: its coefficients
 * are 0 for certain (reported as not estimated), its baseline Nelson-Aalen's. */
static int without_columns(struct lc_fit *full, const struct lc_sample *sample,
                           const struct lc_fit_options *options, struct lc_error *err)
{
    static const struct lc_column none[1];
    struct lc_sample bare = *sample;
    struct lc_fit *plain;
    size_t p = sample->x.p;
    bare.x = (struct lc_matrix){ sample->n, 0, none };
    int code = lc_family_cox.fit(&plain, &bare, options, err);
    for (size_t c = 0; !code && c < plain->curves; c++) {
        free(plain->curve[c].mean);
        plain->curve[c].mean = lc_alloc(plain->curve[c].n * p, sizeof(double));
        if (!plain->curve[c].mean)
            code = LC_FAIL_NOMEM(err);
    }
    if (code)
        return code;
    struct lc_curve *curves = full->curve; /* the two change places */
    full->curve = plain->curve;
    plain->curve = curves;
    lc_fit_free(plain);
    for (size_t k = 0; k < p; k++) {
        full->estimate[k] = full->at_centre[k] = NAN;
        full->se[k] = full->low[k] = full->high[k] = NAN;
        if (full->robust_se)
            full->robust_se[k] = NAN;
    }
    memset(full->covariance, 0, full->terms * full->terms * sizeof(double));
    full->loglik = full->loglik_null;
    full->lr = full->wald = full->score = full->df = 0;
    full->status = LC_ALIASED;
    full->directions = 0;
    snprintf(full->status_text, sizeof full->status_text,
             "too few events for the columns: taken without them");
    return LC_OK;
}

/* Has a competing cause coefficients, if some at their limit? It strikes those of such
 * a level never (or at once), which is a risk like any other. */
static bool take_limit(struct lc_fit *one)
{
    bool any = false;
    for (size_t k = 0; one->status == LC_INFINITE && k < one->terms; k++)
        any |= isfinite(one->se[k]);
    if (!any)
        return false;
    char of[sizeof one->status_text];
    snprintf(of, sizeof of, "%s", one->status_text);
    snprintf(one->status_text, sizeof one->status_text, "taken at its limit: %.200s",
             of);
    one->status = LC_ALIASED;
    one->directions = 0;
    return true;
}

static bool happens(const struct lc_sample *s, int cause)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->cause[i] == cause && (!s->weight || s->weight[i] > 0))
            return true;
    return false;
}

/* A cause that never strikes here: no coefficients, and a baseline of no step. */
static int add_nothing(struct lc_fit *to, const struct lc_sample *s, int cause,
                       struct lc_error *err)
{
    size_t p = s->x.p, at = (size_t)(cause - 1) * p, strata = s->strata ? s->strata : 1;
    for (size_t k = 0; k < p; k++) {
        to->column[at + k] = (int)k;
        to->name[at + k] = name_of(s->name && s->name[k] ? s->name[k] : "x", cause);
        if (!to->name[at + k])
            return LC_FAIL_NOMEM(err);
    }
    for (size_t g = 0; g < strata; g++) {
        struct lc_curve *c = to->curve + to->curves++;
        *c = (struct lc_curve){ .cause = cause, .stratum = (int32_t)g };
        c->time = lc_alloc(1, sizeof(double));
        c->hazard = lc_alloc(1, sizeof(double));
        c->variance = lc_alloc(1, sizeof(double));
        c->mean = lc_alloc(p, sizeof(double));
        if (!c->time || !c->hazard || !c->variance || !c->mean)
            return LC_FAIL_NOMEM(err);
    }
    return LC_OK;
}

static int add_cause(struct lc_fit *to, const struct lc_sample *s,
                     struct lc_fit_options options, int cause, int interest,
                     struct lc_error *err)
{
    struct lc_fit *one;
    if (cause != interest && !happens(s, cause))
        return add_nothing(to, s, cause, err);
    options.cause = cause;
    options.times = NULL; /* (1) needs every event time */
    options.times_count = 0;
    options.concordance = options.concordance && cause == interest;
    int code = lc_family_cox.fit(&one, s, &options, err);
    if (code)
        return lc_error_within(err, code, "cause %d", cause);
    bool failed = one->status == LC_INFINITE || one->status == LC_NOT_CONVERGED;
    if (failed && cause != interest && !take_limit(one))
        code = without_columns(one, s, &options, err);
    if (!code)
        code = copy_terms(to, one, cause, s->x.p, err);
    if (!code)
        code = copy_directions(to, one, cause, s->x.p, err);
    if (!code) {
        add_totals(to, one, cause, interest);
        take_curves(to, one);
    }
    lc_fit_free(one);
    return code;
}

static int fit_all(struct lc_fit **fit, const struct lc_sample *sample,
                   const struct lc_fit_options *options, struct lc_error *err)
{
    *fit = NULL;
    int code = lc_sample_check_outcome(sample, LC_TIME_TO_CAUSE, err);
    if (code)
        return code;
    int causes = count_causes(sample);
    if (options->cause > causes)
        return LC_FAIL(err, LC_UNFIT, "no row has cause %d", options->cause);
    size_t p = sample->x.p, strata = sample->strata ? sample->strata : 1;
    bool robust = options->variance != LC_MODEL_BASED;
    struct lc_fit *f =
        lc_fit_new(&lc_family_cause_specific, p * (size_t)causes, robust);
    if (!f)
        return LC_FAIL_NOMEM(err);
    memset(f->covariance, 0, f->terms * f->terms * sizeof *f->covariance);
    f->loglik = f->loglik_null = f->lr = f->wald = f->score = 0;
    f->n = sample->n;
    f->causes = (size_t)causes;
    f->curve = lc_alloc((size_t)causes * strata, sizeof *f->curve);
    f->extra = json_object();
    if (!f->curve || !f->extra
        || !lc_json_put(f->extra, "cause", json_integer(options->cause))
        || !lc_json_put(f->extra, "product_limit",
                        json_boolean(options->product_limit)))
        code = LC_FAIL_NOMEM(err);
    for (int k = 1; !code && k <= causes; k++)
        code = add_cause(f, sample, *options, k, options->cause, err);
    if (code)
        lc_fit_free(f);
    else
        *fit = f;
    return code;
}

static int risk_all(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                    const struct lc_risk_out *out, struct lc_error *err)
{
    int cause = (int)json_integer_value(json_object_get(fit->extra, "cause"));
    int code = LC_OK;
    for (size_t i = 0; !code && i < rows->m; i++) {
        double se = 0, *risk = out->risk + i;
        code = lc_absolute_risk(fit, cause, rows, i, risk, out->low ? &se : NULL, err);
        if (code || !out->low)
            continue;
        /* log(-log(1 - F)) moves by dF / ((1 - F) -log(1 - F)) */
        double g = -log1p(-*risk);
        double half = g > 0 ? LC_Z95 * se / ((1 - *risk) * g) : 0;
        out->low[i] = -expm1(-g * exp(-half));
        out->high[i] = -expm1(-g * exp(half));
    }
    return code;
}

const struct lc_family lc_family_cause_specific = {
    .name = "cause-specific",
    .title = "Cause-specific Cox, absolute risk",
    .example = "Surv(time, cause) ~ age + sex",
    .fit = fit_all,
    .risk = risk_all,
    .text = lc_fit_terms_text,
    .document = "",
    .reads = "ties variance robust tolerance max_steps ridge penalty_factors "
             "firth cause product_limit concordance times",
    .sense = 1,
    .response = LC_TIME_TO_CAUSE,
    .intercept = LC_INTERCEPT_IN_BASELINE,
    .strata = LC_YES,
    .intervals = LC_NO,
    .grid = LC_NO,
    .ranks = LC_NO,
    .shares = LC_NO,
    .likeliest = LC_YES,
    .ratio.name = "hazard ratio",
    .net.without = "a path would be one of every cause",
    .quantile.without = "its risk is a sum over the steps of all causes",
    .hazard.without = "its limits are log-log, those of an absolute risk",
    .endless.reach = lc_endless_curve,
    .checks.without = "it is a Cox model a cause, each to be checked as one",
    .recalibration.run = lc_cause_specific_recalibrate,
    .export.form = &lc_cause_specific_form,
};
