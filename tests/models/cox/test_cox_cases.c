/* Cox's model beside R's survival on its reference cases: coefficients to 1e-8,
 * standard errors to 1e-6, log-likelihoods to 1e-9, the three tests, baselines,
 * concordance. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/cox/cox.h"
#include "models/family/family.h"
#include "parallel/same_time.h"
#include "support/cases.h"

TestSuite(cox_cases, .init = lc_begin);

struct spec {
    const char *folder, *at; /* the case, and the member of its expected.json */
    const char *start, *stop, *event;
    double which;      /* this value of `event` is the event; 0: any above 0 */
    const char *terms; /* "age log(bili) sex=M age:rx", in R's order */
    const char *weight, *offset, *stratum, *cluster;
    int ties;
    bool robust;
};

/* clang-format off */
static const struct spec specs[] = {
    { .folder = "cox_lung_efron", .at = "fit", .stop = "time", .event = "status", .terms = "age sex ph.ecog wt.loss" },
    { .folder = "cox_lung_breslow", .at = "fit", .stop = "time", .event = "status", .terms = "age sex ph.ecog wt.loss", .ties = LC_BRESLOW },
    { .folder = "cox_flchain_efron", .at = "fit", .stop = "futime", .event = "death", .terms = "age sex=M kappa lambda mgus" },
    { .folder = "cox_heart_startstop_efron", .at = "fit", .start = "start", .stop = "stop", .event = "event", .terms = "age year surgery transplant" },
    { .folder = "cox_heart_startstop_breslow", .at = "fit", .start = "start", .stop = "stop", .event = "event", .terms = "age surgery transplant age:transplant surgery:transplant", .ties = LC_BRESLOW },
    { .folder = "cox_colon_rx", .at = "efron", .stop = "time", .event = "status", .terms = "rx=Lev+5FU rx=Obs age nodes extent", .weight = "w" },
    { .folder = "cox_colon_rx", .at = "breslow", .stop = "time", .event = "status", .terms = "rx=Lev+5FU rx=Obs age nodes extent", .weight = "w", .ties = LC_BRESLOW },
    { .folder = "cox_colon_strata", .at = "fit", .stop = "time", .event = "status", .terms = "sex age obstruct nodes differ extent", .stratum = "rx" },
    { .folder = "cox_ovarian_offset", .at = "fit", .stop = "futime", .event = "fustat", .terms = "rx resid.ds", .offset = "off" },
    { .folder = "cox_ovarian_weights", .at = "robust", .stop = "futime", .event = "fustat", .terms = "age rx resid.ds", .weight = "w", .robust = true },
    { .folder = "cox_pbc", .at = "fit", .stop = "time", .event = "death", .terms = "age log(bili) log(albumin) log(protime) edema" },
    { .folder = "cox_pbc_age_scale", .at = "fit", .start = "a0", .stop = "a1", .event = "death", .terms = "log(bili) log(albumin) sex=m" },
    { .folder = "cox_rossi", .at = "efron", .stop = "week", .event = "arrest", .terms = "fin=yes age race=other wexp=yes mar=not_married paro=yes prio" },
    { .folder = "cox_rossi", .at = "breslow", .stop = "week", .event = "arrest", .terms = "fin=yes age race=other wexp=yes mar=not_married paro=yes prio", .ties = LC_BRESLOW },
    { .folder = "cox_lung_exact", .at = "fit", .stop = "time", .event = "status", .terms = "age sex ph.ecog", .ties = LC_EXACT },
    { .folder = "cox_rossi", .at = "exact", .stop = "week", .event = "arrest", .terms = "fin=yes age race=other wexp=yes mar=not_married paro=yes prio", .ties = LC_EXACT },
    { .folder = "cox_veteran_factor", .at = "fit", .stop = "time", .event = "status", .terms = "trt celltype=large celltype=smallcell celltype=squamous karno diagtime age prior" },
    { .folder = "cox_cgd_andersen_gill", .at = "fit", .start = "tstart", .stop = "tstop", .event = "status", .terms = "treat=rIFN-g inherit=X-linked steroids age", .cluster = "id" },
    { .folder = "cox_bladder_wlw", .at = "common", .stop = "stop", .event = "event", .terms = "rx size number", .stratum = "enum", .cluster = "id" },
    { .folder = "cox_bladder_wlw", .at = "wlw", .stop = "stop", .event = "event", .terms = "rx size number rx:enum=2 rx:enum=3 rx:enum=4 size:enum=2 size:enum=3 size:enum=4 number:enum=2 number:enum=3 number:enum=4", .stratum = "enum", .cluster = "id" },
    { .folder = "cox_diabetic_cluster", .at = "robust", .stop = "time", .event = "status", .terms = "trt risk", .cluster = "id" },
    { .folder = "cox_diabetic_cluster", .at = "strata", .stop = "time", .event = "status", .terms = "trt", .stratum = "id" },
    { .folder = "cox_kidney_cluster", .at = "fit", .stop = "time", .event = "status", .terms = "age sex disease=GN disease=Other disease=PKD", .cluster = "id" },
    { .folder = "cox_mgus2", .at = "death", .stop = "futime", .event = "death", .terms = "age sex=M hgb creat mspike" },
    { .folder = "cox_mgus2", .at = "cs_pcm", .stop = "etime", .event = "event", .which = 1, .terms = "age sex=M hgb creat mspike" },
    { .folder = "cox_mgus2", .at = "cs_death", .stop = "etime", .event = "event", .which = 2, .terms = "age sex=M hgb creat mspike" },
};
/* clang-format on */

/* One factor of a term: a column, log() of one, or a level's indicator. */
static double factor_value(const struct case_data *g, const char *text, size_t row)
{
    char name[64];
    const char *equals = strchr(text, '=');
    if (strncmp(text, "log(", 4) == 0) {
        snprintf(name, sizeof name, "%.*s", (int)strlen(text) - 5, text + 4);
        return log(case_column(g, name)[row]);
    }
    if (!equals)
        return case_column(g, text)[row];
    snprintf(name, sizeof name, "%.*s", (int)(equals - text), text);
    const struct lc_column *column = lc_frame_find(&g->frame, name);
    cr_assert(column != NULL);
    if (column->type == LC_F64)
        return case_column(g, name)[row] == atof(equals + 1);
    char level[64];
    snprintf(level, sizeof level, "%s", equals + 1);
    for (char *c = level; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    return lc_column_get(column, row)
           == lc_codes_find(&column->levels, lc_slice_of(level));
}

static void add_terms(struct case_data *g, char *terms)
{
    char *rest = NULL, *inner = NULL;
    for (char *term = strtok_r(terms, " ", &rest); term;
         term = strtok_r(NULL, " ", &rest)) {
        double *x = case_add(g, term);
        char copy[99];
        for (size_t i = 0; i < g->n; i++) {
            x[i] = 1;
            snprintf(copy, sizeof copy, "%s", term);
            for (char *f = strtok_r(copy, ":", &inner); f;
                 f = strtok_r(NULL, ":", &inner))
                x[i] *= factor_value(g, f, i);
        }
    }
}

struct opened {
    struct case_data g;
    struct lc_sample s;
    char terms[400];
    int32_t *cause, *stratum, *cluster;
};

static void open_spec(struct opened *o, const struct spec *spec)
{
    *o = (struct opened){ .cause = NULL };
    case_open(&o->g, spec->folder);
    snprintf(o->terms, sizeof o->terms, "%s", spec->terms);
    add_terms(&o->g, o->terms);
    o->s = case_sample(&o->g);
    o->s.start = spec->start ? case_column(&o->g, spec->start) : NULL;
    o->s.stop = case_column(&o->g, spec->stop);
    size_t empty; /* the columns are the case's own */
    cr_assert_eq(lc_same_times(o->s.n, (double *)(uintptr_t)o->s.start,
                               (double *)(uintptr_t)o->s.stop, &empty, NULL),
                 LC_OK);
    o->s.cause = o->cause = case_cause(&o->g, spec->event, spec->which);
    o->s.weight = spec->weight ? case_column(&o->g, spec->weight) : NULL;
    o->s.offset = spec->offset ? case_column(&o->g, spec->offset) : NULL;
    if (spec->stratum)
        o->s.stratum = o->stratum = case_codes(&o->g, spec->stratum, &o->s.strata);
    if (spec->cluster)
        o->s.cluster = o->cluster = case_codes(&o->g, spec->cluster, &o->s.clusters);
}

static void close_spec(struct opened *o)
{
    free(o->cause);
    free(o->stratum);
    free(o->cluster);
    case_close(&o->g);
}

static struct lc_fit *fit_spec(const struct opened *o, const struct spec *spec,
                               const double *times, size_t count)
{
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_error err = { 0 };
    struct lc_fit *fit;
    options.ties = spec->ties;
    options.variance = spec->cluster  ? LC_CLUSTERED
                       : spec->robust ? LC_HC0
                                      : LC_MODEL_BASED;
    options.times = times;
    options.times_count = count;
    cr_assert(zero(int, lc_family_cox.fit(&fit, &o->s, &options, &err)), "%s: %s",
              spec->folder, err.text);
    return fit;
}

static double want(const struct opened *o, const struct spec *spec, const char *what)
{
    char path[99];
    snprintf(path, sizeof path, "%s/%s", spec->at, what);
    return case_number(&o->g, path);
}

static void check_number(const struct spec *spec, const char *what, double got,
                         double right, double tolerance)
{
    cr_assert(case_near(got, right, tolerance, 1e-6), "%s/%s %s: %.14g, R %.14g",
              spec->folder, spec->at, what, got, right);
}

static void check_terms(const struct opened *o, const struct spec *spec,
                        const struct lc_fit *fit)
{
    char coef[99], var[99];
    snprintf(coef, sizeof coef, "%s/coef", spec->at);
    snprintf(var, sizeof var, "%s/var", spec->at);
    for (size_t k = 0; k < fit->terms; k++) {
        double right = case_item(&o->g, coef, k);
        cr_assert(case_near(fit->estimate[k], right, 1e-8, 1e-4),
                  "%s %s: %.14g, R %.14g", spec->folder, fit->name[k], fit->estimate[k],
                  right);
        const double *se = fit->robust_se ? fit->robust_se : fit->se;
        right = sqrt(case_cell(&o->g, var, k, k));
        cr_assert(case_near(se[k], right, 1e-6, 0), "%s %s: se %.14g, R %.14g",
                  spec->folder, fit->name[k], se[k], right);
        if (!fit->robust_se)
            continue;
        snprintf(coef, sizeof coef, "%s/naive_var", spec->at);
        right = sqrt(case_cell(&o->g, coef, k, k));
        cr_assert(case_near(fit->se[k], right, 1e-6, 0));
        snprintf(coef, sizeof coef, "%s/coef", spec->at);
    }
}

Test(cox_cases, agree_with_survival)
{
    for (size_t c = 0; c < sizeof specs / sizeof *specs; c++) {
        const struct spec *spec = specs + c;
        struct opened o;
        open_spec(&o, spec);
        struct lc_fit *fit = fit_spec(&o, spec, NULL, 0);
        cr_assert(eq(int, fit->status, LC_CONVERGED), "%s: %s", spec->folder,
                  fit->status_text);
        cr_assert(eq(dbl, (double)fit->n, want(&o, spec, "n")), "%s", spec->folder);
        check_terms(&o, spec, fit);
        check_number(spec, "loglik", fit->loglik, want(&o, spec, "loglik"), 1e-9);
        check_number(spec, "null", fit->loglik_null, want(&o, spec, "loglik_null"),
                     1e-9);
        check_number(spec, "score", fit->score, want(&o, spec, "score_test"), 1e-7);
        check_number(spec, "wald", fit->wald, want(&o, spec, "wald_test"), 1e-6);
        check_number(spec, "lr", fit->lr, want(&o, spec, "lr_test"), 1e-7);
        check_number(spec, "C", fit->concordance, want(&o, spec, "concordance/C"),
                     1e-8);
        check_number(spec, "C se", fit->concordance_se,
                     want(&o, spec, "concordance/se"), 1e-7);
        lc_fit_free(fit);
        close_spec(&o);
    }
}

/* The cases with baselines (one stratum), at the times that R was asked for; and read
 * off the curve of all event times. */
Test(cox_cases, baselines_agree_with_survival)
{
    size_t compared = 0;
    for (size_t c = 0; c < sizeof specs / sizeof *specs; c++) {
        const struct spec *spec = specs + c;
        struct opened o;
        char path[99];
        double times[8];
        open_spec(&o, spec);
        json_t *at =
            json_object_get(json_object_get(o.g.golden.expected, spec->at), "baseline");
        size_t count = json_array_size(json_object_get(at, "time"));
        for (size_t i = 0; i < count; i++)
            times[i] =
                json_number_value(json_array_get(json_object_get(at, "time"), i));
        struct lc_fit *fit = fit_spec(&o, spec, count ? times : NULL, count);
        double mean = 0; /* R's baseline is at the mean offset, ours at 0 */
        for (size_t i = 0; spec->offset && i < o.s.n; i++)
            mean += o.s.offset[i] / (double)o.s.n;
        for (size_t i = 0; i < count; i++) {
            snprintf(path, sizeof path, "%s/baseline/cumhaz_at_x0", spec->at);
            check_number(spec, "baseline", fit->curve[0].hazard[i] * exp(mean),
                         case_item(&o.g, path, i), 1e-8);
            compared++;
        }
        lc_fit_free(fit);
        close_spec(&o);
    }
    cr_assert(lt(sz, 40, compared));
}

/* survfit's curves for three people: S and its standard error, at three times. */
Test(cox_cases, risks_agree_with_survfit)
{
    const struct spec spec = { .folder = "cox_lung_survcurve",
                               .stop = "time",
                               .event = "status",
                               .terms = "age sex ph.ecog" };
    const double who[3][3] = { { 50, 2, 0 }, { 62, 1, 1 }, { 75, 1, 2 } };
    const double times[] = { 100, 365, 730 };
    struct opened o;
    open_spec(&o, &spec);
    struct lc_fit *fit = fit_spec(&o, &spec, NULL, 0);
    for (size_t t = 0; t < 3; t++)
        for (size_t k = 0; k < 3; k++) {
            double risk, low, high;
            cr_assert(
                zero(int, fit->family->risk(
                              fit,
                              &(struct lc_risk_rows){
                                  .m = 1, .p = 3, .x = who[k], .horizon = times[t] },
                              &(struct lc_risk_out){ &risk, &low, &high }, NULL)));
            double s = case_cell(&o.g, "surv", t, k),
                   se = case_cell(&o.g, "std_err", t, k);
            cr_assert(case_near(1 - risk, s, 1e-8, 0));
            /* R's std.err is of S: se(H) = se(S) / S; ours are limits of log H */
            double h = -log(s), log_se = se / s / h;
            cr_assert(case_near(low, 1 - exp(-h * exp(-1.959963984540054 * log_se)),
                                1e-6, 0));
            cr_assert(case_near(high, 1 - exp(-h * exp(1.959963984540054 * log_se)),
                                1e-6, 0));
        }
    lc_fit_free(fit);
    close_spec(&o);
}

/* R stops at 21.999 and warns; the log-likelihood has its limit all the same. */
Test(cox_cases, an_infinite_coefficient_is_named)
{
    const struct spec spec = {
        .folder = "cox_infinite_beta", .stop = "time", .event = "status", .terms = "x z"
    };
    struct opened o;
    open_spec(&o, &spec);
    struct lc_fit *fit = fit_spec(&o, &spec, NULL, 0);
    cr_assert(eq(int, fit->status, LC_INFINITE));
    cr_assert(strstr(fit->status_text, ": x") && !strstr(fit->status_text, "z"), "%s",
              fit->status_text);
    cr_assert(case_near(fit->loglik_null, case_item(&o.g, "loglik", 0), 1e-9, 0));
    cr_assert(case_near(fit->loglik, case_item(&o.g, "loglik", 1), 1e-8, 0), "%.12g",
              fit->loglik);
    cr_assert(case_near(fit->estimate[1], case_item(&o.g, "coef", 1), 1e-6, 0), "%.12g",
              fit->estimate[1]);
    lc_fit_free(fit);
    close_spec(&o);
}

Test(cox_cases, a_combination_of_columns_is_aliased)
{
    const struct spec spec = { .folder = "cox_ovarian_collinear",
                               .stop = "futime",
                               .event = "fustat",
                               .terms = "age age2 rx" };
    struct opened o;
    open_spec(&o, &spec);
    struct lc_fit *fit = fit_spec(&o, &spec, NULL, 0);
    cr_assert(eq(int, fit->status, LC_ALIASED));
    for (size_t k = 0; k < 3; k++) {
        double right = case_item(&o.g, "coef", k);
        cr_assert(isnan(right) ? isnan(fit->estimate[k])
                               : case_near(fit->estimate[k], right, 1e-8, 0));
    }
    json_t *loglik = json_object_get(o.g.golden.expected, "loglik");
    cr_assert(
        case_near(fit->loglik, json_number_value(json_array_get(loglik, 1)), 1e-9, 0));
    lc_fit_free(fit);
    close_spec(&o);
}

/* coxph's ridge(): var is the inverse of the penalised information. */
Test(cox_cases, ridge_agrees_with_survival)
{
    const struct spec spec = { .folder = "cox_ovarian_ridge",
                               .stop = "futime",
                               .event = "fustat",
                               .terms = "age rx ecog.ps" };
    struct opened o;
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_fit *fit;
    open_spec(&o, &spec);
    options.ridge = 1;
    cr_assert(zero(int, lc_family_cox.fit(&fit, &o.s, &options, NULL)));
    for (size_t k = 0; k < 3; k++) {
        cr_assert(case_near(fit->estimate[k], case_item(&o.g, "coef", k), 1e-8, 0),
                  "%.12g %.12g", fit->estimate[k], case_item(&o.g, "coef", k));
        cr_assert(case_near(fit->se[k], sqrt(case_cell(&o.g, "var", k, k)), 1e-6, 0));
    }
    cr_assert(case_near(fit->loglik, case_item(&o.g, "loglik", 1), 1e-9, 0));
    lc_fit_free(fit);
    close_spec(&o);
}
