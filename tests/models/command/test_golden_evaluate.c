/* `latecare evaluate` beside R's concordance, royston, pROC, val.prob, pec and
 * riskRegression. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <jansson.h>

#include "support/golden.h"
#include "support/sheet.h"
#include "support/verbs.h"

static json_t *evaluate(const char *arguments)
{
    char command[600];
    json_error_t why;
    bool drawn = !strstr(arguments, "Surv(") && !strstr(arguments, "--horizon")
                 && !strstr(arguments, "--integrate") && !strstr(arguments, "--marker");
    snprintf(command, sizeof command, "%s evaluate --json %s %s", program(),
             drawn ? "--replicates 50" : "", arguments);
    FILE *pipe = popen(command, "r");
    json_t *document = json_loadf(pipe, 0, &why);
    cr_assert_eq(pclose(pipe), 0, "%s", command);
    cr_assert(document != NULL, "%s: %s", command, why.text);
    return document;
}

static double metric(const json_t *document, const char *name, const char *what)
{
    json_t *metrics = json_object_get(document, "metrics");
    for (size_t i = 0; i < json_array_size(metrics); i++) {
        json_t *one = json_array_get(metrics, i);
        if (strcmp(json_string_value(json_object_get(one, "name")), name) == 0)
            return member(one, what);
    }
    cr_assert(0, "no metric %s", name);
    return 0;
}

/* A member of a member: "validation.dxy". */
static double part(const json_t *document, const char *path)
{
    char name[100];
    const char *dot = strchr(path, '.');
    if (!dot)
        return member(document, path);
    snprintf(name, sizeof name, "%.*s", (int)(dot - path), path);
    const json_t *inner = json_object_get(document, name);
    cr_assert(inner != NULL, "no %s", path);
    return part(inner, dot + 1);
}

/* Rows of: where in the document, where in expected.json. */
struct pair {
    const char *mine, *theirs;
};

static void compare_parts(const struct row *row, const json_t *d,
                          const struct golden *g, const struct pair *pairs, size_t n)
{
    for (size_t k = 0; k < n; k++)
        close_to(row, pairs[k].theirs, part(d, pairs[k].mine),
                 golden_number(g, pairs[k].theirs), 1e-8);
}

#define COMPARE(row, d, g, pairs)                                                      \
    compare_parts(&(row), d, g, pairs, sizeof(pairs) / sizeof *(pairs))

Test(golden_evaluate, anyones_risks_are_judged_as_pROC_judges_them)
{
    static const struct row row = { "auc_delong", "", "", "", "", "" };
    struct golden g = golden_open(row.name);
    json_t *d = evaluate("tests/golden/auc_delong/data.csv --risk p1 --outcome y");
    close_to(&row, "auc", metric(d, "auc", "value"), golden_number(&g, "auc1"), 1e-12);
    close_to(&row, "brier", metric(d, "brier", "value"), golden_number(&g, "brier1"),
             1e-12);
    cr_expect(metric(d, "auc", "low") < metric(d, "auc", "value"));
    json_decref(d);
    golden_close(&g);
}

Test(golden_evaluate, risks_at_a_horizon_are_judged_as_riskRegression_judges_them)
{
    static const struct row row = { "score_brier_auc_pbc", "", "", "", "", "" };
    static const int times[] = { 500, 1000, 2000, 3000 };
    struct golden g = golden_open(row.name);
    for (int k = 0; k < 4; k++) {
        char arguments[200], at[30];
        snprintf(arguments, sizeof arguments,
                 "tests/golden/score_brier_auc_pbc/data.csv --risk risk%d --outcome "
                 "'Surv(time, death)' --horizon %d",
                 times[k], times[k]);
        json_t *d = evaluate(arguments);
        snprintf(at, sizeof at, "auc.AUC.%d", k);
        close_to(&row, at, metric(d, "auc", "value"), golden_number(&g, at), 1e-8);
        snprintf(at, sizeof at, "brier.Brier.%d", k + 4); /* the null model's first */
        close_to(&row, at, metric(d, "brier", "value"), golden_number(&g, at), 1e-8);
        snprintf(at, sizeof at, "brier.se.%d", k + 4);
        double half = metric(d, "brier", "high") - metric(d, "brier", "value");
        close_to(&row, at, half / 1.959963984540054, golden_number(&g, at), 1e-6);
        json_decref(d);
    }
    golden_close(&g);
}

/* --- a yes or no ------------------------------------------------------------------ */

Test(golden_evaluate, two_markers_are_compared_as_pROC_compares_them)
{
    static const struct row row = { "auc_delong", "", "", "", "", "" };
    static const struct pair pairs[] = {
        { "delong.auc", "auc1" },
        { "delong.auc_against", "auc2" },
        { "delong.variance", "var1" },
        { "delong.variance_against", "var2" },
        { "delong.covariance", "cov" },
        { "delong.z", "z" },
        { "delong.p", "p" },
    };
    struct golden g = golden_open(row.name);
    json_t *d = evaluate("tests/golden/auc_delong/data.csv --marker p1 --against p2 "
                         "--outcome y");
    COMPARE(row, d, &g, pairs);
    json_decref(d);
    golden_close(&g);
}

Test(golden_evaluate, calibration_is_that_of_glm_and_val_prob)
{
    static const struct row row = { "calibration_logistic", "", "", "", "", "" };
    static const struct pair pairs[] = {
        { "calibration.line.intercept", "intercept" },
        { "calibration.line.slope", "slope" },
        { "calibration.line.covariance", "vcov.values.0.1" },
        { "calibration.in_the_large.intercept", "in_the_large" },
        { "hosmer_lemeshow.chisq", "hl_chisq" },
        { "validation.r2", "val_prob.R2" },
        { "validation.d", "val_prob.D" },
        { "validation.u", "val_prob.U" },
        { "validation.q", "val_prob.Q" },
        { "validation.brier", "val_prob.Brier" },
        { "validation.emax", "val_prob.Emax" },
        { "validation.e90", "val_prob.E90" },
        { "validation.eavg", "val_prob.Eavg" },
    };
    struct golden g = golden_open(row.name);
    json_t *d = evaluate("tests/golden/calibration_logistic/data.csv --risk p "
                         "--outcome y");
    COMPARE(row, d, &g, pairs);
    close_to(&row, "slope's error", part(d, "calibration.line.slope_se"),
             sqrt(golden_number(&g, "vcov.values.1.1")), 1e-8);
    json_decref(d);
    golden_close(&g);
}

/* --- the order of times ----------------------------------------------------------- */

static void concordance(const struct golden *g, const char *at, const char *arguments)
{
    const struct row row = { g->name, at, "", "", "", "" };
    char command[300], path[100];
    snprintf(command, sizeof command, "tests/golden/concordance_weights/data.csv %s",
             arguments);
    json_t *d = evaluate(command);
    snprintf(path, sizeof path, "%s.C", at);
    close_to(&row, path, part(d, "concordance.c"), golden_number(g, path), 1e-8);
    snprintf(path, sizeof path, "%s.var", at);
    close_to(&row, path, part(d, "concordance.variance"), golden_number(g, path), 1e-8);
    json_decref(d);
}

Test(golden_evaluate, concordance_by_time_and_weights_is_survivals)
{
    static const char *const weights[] = { "n", "S", "S/G", "n/G2", "I" };
    static const char *const times[] = { "time", "mon" };
    struct golden g = golden_open("concordance_weights");
    for (int w = 0; w < 5; w++)
        for (int t = 0; t < 4; t++) {
            char at[40], arguments[200];
            snprintf(at, sizeof at, "%s %s%s", weights[w], times[t % 2],
                     t / 2 ? " w" : "");
            snprintf(arguments, sizeof arguments,
                     "--marker m --outcome 'Surv(%s, st)' --time-weight %s %s",
                     times[t % 2], weights[w], t / 2 ? "--weights w" : "");
            concordance(&g, at, arguments);
        }
    golden_close(&g);
}

Test(golden_evaluate, concordance_until_a_time_and_within_strata_is_survivals)
{
    struct golden g = golden_open("concordance_weights");
    concordance(&g, "n ymax", "--marker m --outcome 'Surv(time, st)' --until 400");
    concordance(&g, "n/G2 ymax",
                "--marker m --outcome 'Surv(time, st)' --until 400 --time-weight n/G2");
    concordance(&g, "n strata",
                "--marker lp --outcome 'Surv(time, st)' --strata sex --weights w");
    concordance(&g, "n/G2 strata",
                "--marker lp --outcome 'Surv(time, st)' --strata sex --weights w "
                "--time-weight n/G2");
    concordance(&g, "cluster", "--marker lp --outcome 'Surv(time, st)' --child inst");
    golden_close(&g);
}

/* --- models ----------------------------------------------------------------------- */

/* The document of `evaluate` of a model fitted as `fit` says. */
static json_t *evaluate_fit(const char *fit, const char *arguments)
{
    char *folder = folder_new(), command[700];
    snprintf(command, sizeof command,
             "%s fit --tolerance 1e-18 %s --output %s/m.json >/dev/null", program(),
             fit, folder);
    cr_assert_eq(system(command), 0, "%s", command);
    snprintf(command, sizeof command, "%s/m.json %s", folder, arguments);
    json_t *d = evaluate(command);
    folder_remove(folder);
    return d;
}

#define GBSG "tests/golden/external_gbsg/data.csv --where 'set == \"%s\"' "

Test(golden_evaluate, a_model_on_other_people_is_judged_as_royston_and_Score_do)
{
    static const struct row row = { "external_gbsg", "", "", "", "", "" };
    static const struct pair metrics[] = {
        { "calibration_slope", "slope" },    { "royston_d", "royston.D" },
        { "r2_d", "royston.R.D" },           { "r2_pm", "royston.R.KO" },
        { "goenen_heller", "royston.C.GH" }, { "observed", "observed" },
        { "expected", "expected" },          { "auc", "auc" },
        { "brier_of_base_rate", "brier.0" }, { "brier", "brier.1" },
    };
    struct golden g = golden_open(row.name);
    const json_t *royston = golden_at(&g, "royston");
    char fit[400], on[200];
    snprintf(fit, sizeof fit,
             GBSG "--family cox --formula "
                  "'Surv(t, rfs) ~ age + meno + grade + log1p(nodes) + hormon'",
             "rotterdam");
    snprintf(on, sizeof on, GBSG "--horizon 5", "gbsg");
    json_t *d = evaluate_fit(fit, on);
    compare_parts(
        &row, d, &g,
        (const struct pair[]){ { "concordance.c", "concordance.C" },
                               { "concordance.variance", "concordance.var" } },
        2);
    for (size_t k = 0; k < sizeof metrics / sizeof *metrics; k++) {
        const char *at = metrics[k].theirs;
        double want = strncmp(at, "royston.", 8) == 0 ? member(royston, at + 8)
                                                      : golden_number(&g, at);
        close_to(&row, at, metric(d, metrics[k].mine, "value"), want, 1e-8);
    }
    close_to(&row, "slope_se", metric(d, "calibration_slope", "se"),
             golden_number(&g, "slope_se"), 1e-6);
    close_to(&row, "se(D)", metric(d, "royston_d", "se"), member(royston, "se(D)"),
             1e-6);
    close_to(&row, "auc_se", metric(d, "auc", "se"), golden_number(&g, "auc_se"), 1e-6);
    close_to(&row, "brier_se", metric(d, "brier", "se"),
             golden_number(&g, "brier_se.1"), 1e-6);
    json_decref(d);
    golden_close(&g);
}

Test(golden_evaluate, the_integrated_brier_score_is_pecs)
{
    static const struct row row = { "ibs_pec_pbc", "", "", "", "", "" };
    struct golden g = golden_open(row.name);
    json_t *d = evaluate_fit("tests/golden/ibs_pec_pbc/data.csv --family cox --formula "
                             "'Surv(time, death) ~ age + log(bili) + log(albumin) + "
                             "edema'",
                             "tests/golden/ibs_pec_pbc/data.csv --integrate 3000");
    close_to(&row, "ibs", metric(d, "integrated_brier", "value"),
             golden_number(&g, "ibs_3000.1"), 1e-8);
    close_to(&row, "ibs", metric(d, "integrated_brier_of_base_rate", "value"),
             golden_number(&g, "ibs_3000.0"), 1e-8);
    json_decref(d);
    golden_close(&g);
}

/* One event a day to the last, n: by day k the share k / n has had it, and the base
 * rate's score is the mean of (k / n)(1 - k / n), which is (n^2 - 1) / (6 n^2). Of more
 * than 1,000 days 1,000 are taken, and that is said. */
Test(golden_evaluate, times_on_both_sides_of_the_most)
{
    static const struct row row = { "times", "", "", "", "", "" };
    for (int n = 1000; n <= 1201; n += n == 1001 ? 200 : 1) {
        char path[] = "/tmp/latecare-times-XXXXXX", fit[200], on[200];
        int fd = mkstemp(path);
        cr_assert(fd >= 0);
        FILE *file = fdopen(fd, "w");
        fprintf(file, "time,event,x\n");
        for (int i = 1; i <= n; i++)
            fprintf(file, "%d,1,%d\n", i, i * 7 % 10);
        fclose(file);
        snprintf(fit, sizeof fit, "%s --family cox --formula 'Surv(time, event) ~ x'",
                 path);
        snprintf(on, sizeof on, "%s --integrate %d", path, n);
        json_t *d = evaluate_fit(fit, on), *one;
        size_t i, told = 0;
        double want = ((double)n * n - 1) / (6.0 * n * n);
        close_to(&row, "base", metric(d, "integrated_brier_of_base_rate", "value"),
                 want, n <= 1000 ? 1e-10 : 1e-3);
        json_array_foreach(json_object_get(d, "metrics"), i, one)
        {
            told += strstr(json_string_value(json_object_get(one, "label")),
                           "at 1000 of its times")
                    != NULL;
        }
        cr_expect_eq(told, n > 1000, "%d", n);
        json_decref(d);
        unlink(path);
    }
}

/* --- competing risks -------------------------------------------------------------- */

Test(golden_evaluate, risks_of_a_cause_are_judged_as_Score_does)
{
    static const char *const of[] = { "auc", "brier", "brier_of_base_rate",
                                      "scaled_brier" };
    static const char *const theirs[] = { "auc", "brier", "null", "ipa" };
    struct golden g = golden_open("score_csc_melanoma");
    for (int c = 1; c <= 2; c++)
        for (int t = 1000; t <= 3000; t += 1000) {
            char at[40], path[60], arguments[200];
            snprintf(at, sizeof at, "r%d_%d", c, t);
            snprintf(arguments, sizeof arguments,
                     "tests/golden/score_csc_melanoma/data.csv --risk %s --outcome "
                     "'Surv(time, cause)' --cause %d --horizon %d",
                     at, c, t);
            const struct row row = { g.name, at, "", "", "", "" };
            json_t *d = evaluate(arguments);
            for (int k = 0; k < 4; k++) {
                snprintf(path, sizeof path, "%s.%s", at, theirs[k]);
                close_to(&row, path, metric(d, of[k], "value"), golden_number(&g, path),
                         1e-8);
            }
            for (int k = 0; k < 2; k++) {
                snprintf(path, sizeof path, "%s.%s_se", at, theirs[k]);
                close_to(&row, path, metric(d, of[k], "se"), golden_number(&g, path),
                         1e-6);
            }
            json_decref(d);
        }
    golden_close(&g);
}

/* riskRegression takes survival as a product of 1 - dH: so do we where asked. */
Test(golden_evaluate, absolute_risks_by_the_product_are_those_of_CSC)
{
    struct golden g = golden_open("score_csc_melanoma");
    for (int c = 1; c <= 2; c++) {
        char fit[300], on[200], path[40];
        const struct row row = {
            g.name, c == 1 ? "r1_2000" : "r2_2000", "", "", "", ""
        };
        snprintf(
            fit, sizeof fit,
            "tests/golden/score_csc_melanoma/data.csv --family cause-specific "
            "--product-limit --cause %d --formula 'Surv(time, cause) ~ age + sex + "
            "logthick + ulcer'",
            c);
        snprintf(on, sizeof on,
                 "tests/golden/score_csc_melanoma/data.csv --horizon 2000 --cause %d",
                 c);
        json_t *d = evaluate_fit(fit, on);
        snprintf(path, sizeof path, "%s.brier", row.at);
        close_to(&row, path, metric(d, "brier", "value"), golden_number(&g, path),
                 1e-8);
        snprintf(path, sizeof path, "%s.auc", row.at);
        close_to(&row, path, metric(d, "auc", "value"), golden_number(&g, path), 1e-8);
        json_decref(d);
    }
    golden_close(&g);
}
