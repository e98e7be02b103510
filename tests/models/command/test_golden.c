/* R's answers through the command line: `latecare fit --json` beside expected.json,
 * one row a case (tests/golden/README.md says what each is). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <criterion/criterion.h>
#include <jansson.h>

#include "support/golden.h"
#include "support/verbs.h"

#define LUNG  "Surv(time, status) ~ age + sex + ph.ecog + wt.loss"
#define ROSSI "Surv(week, arrest) ~ fin + age + race + wexp + mar + paro + prio"
#define MGUS  "age + sex + hgb + creat + mspike"

#define IN(set) "--where 'set == \"" set "\"'"

/* clang-format off */
static const struct row rows[] = {
    { "logit_birthwt", "fit", "logistic", "low ~ age + lwt + race + smoke + ptl + ht + ui + ftv", "", "" },
    { "logit_menarche_grouped", "fit", "logistic", "cbind(Menarche, Total - Menarche) ~ Age", "", "n" }, /* n there is groups */
    { "logit_weights_offset", "fit", "logistic", "low ~ age + lwt + smoke + offset(off)", "--weights w", "" },
    { "pooled_logit_lung_poly", "fit", "logistic", "status ~ month + I(month^2) + I(month^3) + age + sex + ph.ecog", "", "" },
    { "logit_firth_birthwt", "", "logistic", "low ~ age + lwt + race + smoke + ptl + ht + ui", "--firth", "" },
    { "logit_firth_separation", "", "logistic", "HG ~ NV + PI + EH", "--firth", "loglik" }, /* R gives it without the penalty */
    { "survreg_lung_weibull", "fit", "aft", LUNG, "--dist weibull", "" },
    { "survreg_lung_exponential", "fit", "aft", LUNG, "--dist exponential", "scale" }, /* fixed at 1: no term */
    { "survreg_lung_lognormal", "fit", "aft", LUNG, "--dist lognormal", "" },
    { "survreg_interval", "weibull", "aft", "Surv(t1, t2, type = \"interval2\") ~ age + sex", "--dist weibull", "" },
    { "survreg_interval", "lognormal", "aft", "Surv(t1, t2, type = \"interval2\") ~ age + sex", "--dist lognormal", "" },
    { "survreg_tobin", "fit", "aft", "Surv(durable, durable > 0, type = \"left\") ~ age + quant", "--dist gaussian", "" },
    { "cox_recurrent", "pwp", "cox", "Surv(tstart, tstop, status) ~ treat + age + steroids + strata(enum) + cluster(id)", IN("cgd"), "" },
    { "cox_recurrent", "gap", "cox", "Surv(tstop - tstart, status) ~ treat + age + strata(enum) + cluster(id)", IN("cgd"), "" },
    { "cox_recurrent", "bladder", "cox", "Surv(tstart, tstop, status) ~ treat + age + treat:strata(enum) + cluster(id)", IN("bladder") " --ties breslow", "" },
    { "cox_matched", "clogit", "cox", "Surv(time, case) ~ spontaneous + induced + strata(stratum)", IN("infert") " --ties exact", "" },
    { "cox_matched", "breslow", "cox", "Surv(time, case) ~ spontaneous + induced + strata(stratum)", IN("infert") " --ties breslow", "" },
    { "cox_matched", "litters", "cox", "Surv(time, case) ~ spontaneous + strata(stratum)", IN("rats"), "" },
    { "cox_matched", "litters_age", "cox", "Surv(time, case) ~ spontaneous + induced + cluster(stratum)", IN("rats"), "" },
    { "cox_pbcseq_tmerge", "efron", "cox", "Surv(tstart, tstop, death == 2) ~ log(bili) + log(protime) + albumin + age", "", "" },
    { "cox_pbcseq_tmerge", "breslow", "cox", "Surv(tstart, tstop, death == 2) ~ log(bili) + log(protime) + albumin + age + sex + cluster(id)", "--ties breslow", "" },
    { "supermodel_pbcseq", "ipl", "cox", "Surv(LM, t, ev) ~ log(bili) + log(albumin) + age + log(bili):LM + strata(LM) + cluster(id)", "--ties breslow", "" },
    { "supermodel_pbcseq", "iplstar", "cox", "Surv(LM, t, ev) ~ log(bili) + log(albumin) + age + log(bili):LM + LM + I(LM^2) + cluster(id)", "--ties breslow", "" },
    { "supermodel_pbcseq", "efron", "cox", "Surv(LM, t, ev) ~ log(bili)*LM + edema + cluster(id)", "", "" },
    { "supermodel_pbcseq", "logistic", "logistic", "ev ~ log(bili)*LM + age + cluster(id)", "", "" },
    { "crr_melanoma", "melanoma", "fine-gray", "Surv(time, cause) ~ sex + age + thickness + ulcer", "", "" },
    { "crr_melanoma", "other", "fine-gray", "Surv(time, cause) ~ sex + age + thickness + ulcer", "--cause 2", "" },
    { "crr_melanoma", "finegray", "fine-gray", "Surv(time, cause) ~ sex + age + thickness + ulcer", "", "" },
    { "formula_birthwt", "bare", "logistic", "low ~ 0 + lwt + age", "", "" },
    { "formula_birthwt", "bare_factor", "logistic", "low ~ factor(race) + age - 1", "", "" },
    { "formula_birthwt", "bare_cloglog", "cloglog", "low ~ factor(race) + lwt - 1", "", "" },
    { "formula_birthwt", "nested", "logistic", "low ~ smoke/age", "", "" },
    { "formula_birthwt", "nested_factor", "logistic", "low ~ factor(race)/age + ht", "", "" },
    { "formula_birthwt", "within", "logistic", "low ~ age + lwt + smoke %in% ht", "", "" },
    { "formula_birthwt", "power", "logistic", "low ~ (age + lwt + smoke)^2", "", "" },
    { "formula_birthwt", "poly", "logistic", "low ~ poly(age, 3) + factor(race):smoke", "", "" },
    { "formula_birthwt", "ns", "logistic", "low ~ ns(age, knots = c(20, 25)) + factor(race, levels = c(3, 2, 1))", "", "" },
    { "formula_birthwt", "bs", "logistic", "low ~ bs(age, df = 6) + scale(lwt) + relevel(factor(race), ref = \"2\")", "", "" },
    { "formula_birthwt", "bs_knots", "logistic", "low ~ bs(age, knots = c(20, 25)) + scale(lwt):smoke", "", "" },
    { "formula_birthwt", "margin", "logistic", "low ~ age*factor(race)*smoke - age:smoke", "", "" },
    { "formula_birthwt", "hc0", "logistic", "low ~ factor(race) + age - 1", "--variance hc0", "" },
    { "formula_birthwt", "cluster", "logistic", "low ~ age + lwt + smoke + cluster(cl)", "", "" },
    { "formula_birthwt", "aft", "aft", "Surv(bwt, 1 - low) ~ factor(race) + age - 1", "", "" },
    { "formula_birthwt", "cox", "cox", "Surv(bwt, 1 - low) ~ factor(race) + age - 1", "", "" },
    { "survreg_more", "loglogistic", "aft", "Surv(time, status == 2) ~ age + ph.ecog + strata(sex)", "--dist loglogistic", "" },
    { "survreg_more", "gaussian", "aft", "Surv(time, status == 2) ~ age + ph.ecog + strata(sex)", "--dist gaussian", "" },
    { "survreg_more", "logistic", "aft", "Surv(time, status == 2) ~ age + sex + cluster(inst)", "--dist logistic", "" },
    { "survreg_more", "extreme", "aft", "Surv(time, status == 2) ~ age + sex + cluster(inst)", "--dist extreme", "" },
    { "survreg_more", "rayleigh", "aft", "Surv(time, status == 2) ~ age + sex + ph.ecog", "--dist rayleigh", "scale" }, /* fixed: no term */
    { "survreg_more", "fixed", "aft", "Surv(time, status == 2) ~ age + sex", "--dist lognormal --scale 1.25", "scale" },
    { "survreg_more", "coded", "aft", "Surv(time, high, code, type = \"interval\") ~ age + sex", "--dist weibull", "" },
    { "survreg_more", "coded_gaussian", "aft", "Surv(time, high, code, type = \"interval\") ~ age + sex", "--dist gaussian", "" },
    { "survreg_more", "levels", "aft", "Surv(time, status == 2) ~ size + sex", "", "" },
    { "cox_lung_efron", "fit", "cox", LUNG, "", "" },
    { "cox_lung_breslow", "fit", "cox", LUNG, "--ties breslow", "" },
    { "cox_colon_rx", "efron", "cox", "Surv(time, status) ~ rx + age + nodes + extent", "--weights w", "" },
    { "cox_colon_rx", "breslow", "cox", "Surv(time, status) ~ rx + age + nodes + extent + weights(w)", "--ties breslow", "" },
    { "cox_colon_strata", "fit", "cox", "Surv(time, status) ~ sex + age + obstruct + nodes + differ + extent + strata(rx)", "", "" },
    { "cox_bladder_wlw", "wlw", "cox", "Surv(stop, event) ~ rx*strata(enum) + size*strata(enum) + number*strata(enum) + cluster(id)", "", "" },
    { "cox_bladder_wlw", "common", "cox", "Surv(stop, event) ~ rx + size + number + strata(enum) + cluster(id)", "", "" },
    { "cox_cgd_andersen_gill", "fit", "cox", "Surv(tstart, tstop, status) ~ treat + inherit + steroids + age + cluster(id)", "", "" },
    { "cox_diabetic_cluster", "robust", "cox", "Surv(time, status) ~ trt + risk + cluster(id)", "", "" },
    { "cox_diabetic_cluster", "strata", "cox", "Surv(time, status) ~ trt + strata(id)", "", "" },
    { "cox_flchain_efron", "fit", "cox", "Surv(futime, death) ~ age + sex + kappa + lambda + mgus", "", "" },
    { "cox_heart_startstop_breslow", "fit", "cox", "Surv(start, stop, event) ~ (age + surgery)*transplant", "--ties breslow", "" },
    { "cox_heart_startstop_efron", "fit", "cox", "Surv(start, stop, event) ~ age + year + surgery + transplant", "", "" },
    { "cox_kidney_cluster", "fit", "cox", "Surv(time, status) ~ age + sex + disease + cluster(id)", "", "" },
    { "cox_mgus2", "death", "cox", "Surv(futime, death) ~ " MGUS, "", "" },
    { "cox_mgus2", "cs_pcm", "cox", "Surv(etime, event == 1) ~ " MGUS, "", "" },
    { "cox_mgus2", "cs_death", "cox", "Surv(etime, event) ~ " MGUS, "--cause 2", "" },
    { "cox_ovarian_offset", "fit", "cox", "Surv(futime, fustat) ~ rx + resid.ds + offset(off)", "", "baseline" }, /* R's is at the mean offset, ours at 0: next test */
    { "cox_ovarian_weights", "efron", "cox", "Surv(futime, fustat) ~ age + rx + resid.ds", "--weights w --robust", "" }, /* coxph turns to robust by itself for such weights */
    { "cox_ovarian_weights", "robust", "cox", "Surv(futime, fustat) ~ age + rx + resid.ds", "--weights w --robust", "" },
    { "cox_pbc", "fit", "cox", "Surv(time, death) ~ age + log(bili) + log(albumin) + log(protime) + edema", "", "" },
    { "cox_pbc_age_scale", "fit", "cox", "Surv(a0, a1, death) ~ log(bili) + log(albumin) + sex", "", "" },
    { "cox_rossi", "efron", "cox", ROSSI, "", "" },
    { "cox_rossi", "breslow", "cox", ROSSI, "--ties breslow", "" },
    { "cox_rossi", "exact", "cox", ROSSI, "--ties exact", "" },
    { "cox_lung_exact", "fit", "cox", "Surv(time, status) ~ age + sex + ph.ecog", "--ties exact", "" },
    { "cox_veteran_factor", "fit", "cox", "Surv(time, status) ~ trt + celltype + karno + diagtime + age + prior", "", "" },
    { "crr_mgus2", "", "fine-gray", "Surv(etime, event) ~ age + sex + hgb + creat", "", "" },
    { "landmark_single_pbcseq", "cox", "cox", "Surv(time - LM, event) ~ log(bili) + log(albumin) + age", "", "" },
};
/* clang-format on */

enum { ROWS = sizeof rows / sizeof *rows };

/* "--times 10,20" for the times of a baseline, or "". */
static void times_of(const json_t *expected, char *out, size_t size)
{
    json_t *baseline = json_object_get(expected, "baseline");
    json_t *times = json_object_get(baseline, "time");
    if (baseline && !times)
        times =
            json_object_get(json_object_iter_value(json_object_iter(baseline)), "time");
    size_t at = 0;
    out[0] = 0;
    for (size_t i = 0; i < json_array_size(times); i++)
        at += (size_t)snprintf(out + at, size - at, "%s%.17g", i ? "," : "--times ",
                               json_number_value(json_array_get(times, i)));
}

/* --- comparing -------------------------------------------------------------------- */

static bool is_compared(const struct row *row, const json_t *expected, const char *what)
{
    return json_object_get(expected, what) && !strstr(row->leave_out, what);
}

static void number(const struct row *row, const json_t *expected, const char *what,
                   const json_t *got, double tolerance)
{
    if (is_compared(row, expected, what))
        close_to(row, what, json_number_value(got),
                 json_number_value(json_object_get(expected, what)), tolerance);
}

static double se_of(const json_t *term)
{
    json_t *robust = json_object_get(term, "robust_se");
    return json_is_number(robust) ? json_number_value(robust) : member(term, "se");
}

static void compare_terms(const struct row *row, const json_t *expected,
                          const json_t *document)
{
    json_t *coefficients = json_object_get(expected, "coef");
    json_t *errors = json_object_get(expected, "se");
    const char *name;
    json_t *value;
    size_t k = 0;
    cr_assert(json_object_size(coefficients) > 0, "%s %s: no coef", row->name, row->at);
    json_object_foreach(coefficients, name, value)
    {
        json_t *mine = term(document, name);
        cr_assert(mine != NULL, "%s %s: no term %s", row->name, row->at, name);
        close_to(row, name, member(mine, "estimate"), json_number_value(value), 1e-8);
        json_t *se = json_is_array(errors)    ? json_array_get(errors, k)
                     : json_is_number(errors) ? errors
                                              : json_object_get(errors, name);
        if (se)
            close_to(row, "se", se_of(mine), json_number_value(se), 1e-6);
        k++;
    }
}

static void compare_scale(const struct row *row, const json_t *expected,
                          const json_t *document)
{
    json_t *scale = json_object_get(expected, "scale");
    const char *name;
    json_t *value;
    size_t k = 0;
    if (!scale || !is_compared(row, expected, "scale"))
        return;
    json_object_foreach(scale, name, value)
    {
        char mine[40] = "log(scale)";
        if (json_object_size(scale) > 1)
            snprintf(mine, sizeof mine, "log(scale):%zu", ++k);
        close_to(row, name, exp(member(term(document, mine), "estimate")),
                 json_number_value(value), 1e-8);
    }
}

/* R's writer gives a matrix of one entry as a list. */
static double entry(const json_t *matrix, size_t i, size_t j)
{
    json_t *line = json_array_get(matrix, i);
    return json_number_value(json_is_number(line) ? line : json_array_get(line, j));
}

/* Entry by entry, against the geometric mean of its variances: correlations can be
 * near 0. */
static void compare_covariance(const struct row *row, const json_t *expected,
                               const json_t *document)
{
    json_t *var = json_object_get(expected, "vcov");
    var = json_object_get(var ? var : json_object_get(expected, "var"), "values");
    json_t *mine = json_object_get(document, "covariance");
    size_t n = json_array_size(var);
    if (n)
        cr_expect_eq(json_array_size(mine), n, "%s: covariance", row->name);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n && json_array_size(mine) == n; j++) {
            double scale = sqrt(entry(var, i, i) * entry(var, j, j));
            double gap = entry(mine, i, j) - entry(var, i, j);
            cr_expect(fabs(gap) <= 1e-6 * scale, "%s %s: covariance %zu,%zu off by %g",
                      row->name, row->at, i, j, gap);
        }
}

static void compare_curve(const struct row *row, const json_t *curve,
                          const json_t *document, const char *stratum)
{
    json_t *times = json_object_get(curve, "time"), *mine;
    json_t *hazard = json_object_get(curve, "cumhaz_at_x0");
    size_t i, found = 0;
    json_array_foreach(json_object_get(document, "baseline"), i, mine)
    {
        const char *name = json_string_value(json_object_get(mine, "stratum"));
        if (stratum && strcmp(name ? name : "", stratum))
            continue;
        for (size_t t = 0; t < json_array_size(times); t++)
            if (json_number_value(json_array_get(times, t)) == member(mine, "time")) {
                close_to(row, "baseline", member(mine, "cumulative_hazard"),
                         json_number_value(json_array_get(hazard, t)), 1e-9);
                found++;
            }
    }
    cr_expect_eq(found, json_array_size(times), "%s %s: baseline", row->name, row->at);
}

static void compare_baseline(const struct row *row, const json_t *expected,
                             const json_t *document)
{
    json_t *baseline = json_object_get(expected, "baseline"), *curve;
    const char *stratum;
    if (!baseline || !is_compared(row, expected, "baseline"))
        return;
    if (json_object_get(baseline, "time")) {
        compare_curve(row, baseline, document, NULL);
        return;
    }
    json_object_foreach(baseline, stratum, curve)
        compare_curve(row, curve, document, stratum);
}

static void compare(const struct row *row)
{
    char times[500];
    json_t *file, *expected = expected_of(row, &file);
    times_of(expected, times, sizeof times);
    json_t *document = run(row, times);
    json_t *tests = json_object_get(document, "tests");
    json_t *mine = json_object_get(document, "concordance");
    json_t *concordance = json_object_get(expected, "concordance");
    compare_terms(row, expected, document);
    compare_scale(row, expected, document);
    compare_covariance(row, expected, document);
    compare_baseline(row, expected, document);
    number(row, expected, "n", json_object_get(document, "n"), 0);
    number(row, expected, "nevent", json_object_get(document, "events"), 0);
    number(row, expected, "loglik", json_object_get(document, "loglik"), 1e-9);
    number(row, expected, "loglik_null", json_object_get(document, "loglik_null"),
           1e-9);
    number(row, expected, "score_test",
           json_object_get(json_object_get(tests, "score"), "statistic"), 1e-8);
    number(row, expected, "lr_test",
           json_object_get(json_object_get(tests, "likelihood_ratio"), "statistic"),
           1e-8);
    number(row, expected, "wald_test",
           json_object_get(json_object_get(tests, "wald"), "statistic"), 1e-6);
    number(row, expected, "deviance", json_object_get(document, "deviance"), 1e-9);
    number(row, expected, "null_deviance", json_object_get(document, "null_deviance"),
           1e-9);
    number(row, expected, "aic", json_object_get(document, "aic"), 1e-9);
    if (concordance && is_compared(row, expected, "concordance")) {
        json_t *pairs = json_object_get(mine, "pairs");
        number(row, concordance, "concordant", json_object_get(pairs, "concordant"),
               1e-9);
        number(row, concordance, "discordant", json_object_get(pairs, "discordant"),
               1e-9);
        number(row, concordance, "tied_x", json_object_get(pairs, "tied_risk"), 1e-9);
        number(row, concordance, "tied_y", json_object_get(pairs, "tied_time"), 1e-9);
        number(row, concordance, "tied_xy", json_object_get(pairs, "tied_both"), 1e-9);
        number(row, concordance, "C", json_object_get(mine, "c"), 1e-8);
        number(row, concordance, "se", json_object_get(mine, "se"), 1e-8);
    }
    json_decref(document);
    json_decref(file);
}

Test(golden, fits_are_those_of_r)
{
    for (size_t i = 0; i < ROWS; i++)
        compare(rows + i);
}

/* R's basehaz(centered = FALSE) takes the columns to 0 but leaves the offset at its
 * mean m; ours takes both to 0. So R's hazard is exp(m) times ours. */
Test(golden, baseline_is_at_an_offset_of_zero)
{
    static const struct row row = {
        "cox_ovarian_offset",
        "fit",
        "cox",
        "Surv(futime, fustat) ~ rx + resid.ds + offset(off)",
        "",
        ""
    };
    static const char *const wanted[] = { "--times 100", "--times 300", "--times 500" };
    json_t *file, *expected = expected_of(&row, &file);
    json_t *hazard =
        json_object_get(json_object_get(expected, "baseline"), "cumhaz_at_x0");
    struct golden g = golden_open(row.name);
    const double *offset = golden_column(&g, "off");
    double mean = 0;
    for (size_t i = 0; i < g.rows; i++)
        mean += offset[i] / (double)g.rows;
    for (size_t t = 0; t < 3; t++) {
        json_t *document = run(&row, wanted[t]);
        json_t *one = json_array_get(json_object_get(document, "baseline"), 0);
        close_to(&row, "baseline", member(one, "cumulative_hazard") * exp(mean),
                 json_number_value(json_array_get(hazard, t)), 1e-9);
        json_decref(document);
    }
    golden_close(&g);
    json_decref(file);
}
