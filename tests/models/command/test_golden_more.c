/* More of R's answers through the command line: penalised fits, hard inputs, and what
 * predict makes of them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <criterion/criterion.h>
#include <jansson.h>

#include "support/golden.h"
#include "support/sheet.h"
#include "support/verbs.h"

/* glmnet at given lambdas: its own accuracy is about 1e-7. */
Test(golden_more, penalised_fits_are_those_of_glmnet)
{
    static const struct {
        const char *name, *alpha;
    } cases[] = { { "glmnet_binomial_alpha1", "1" },
                  { "glmnet_binomial_alpha0", "0" } };
    for (size_t c = 0; c < 2; c++) {
        struct row row = { cases[c].name, "fit", "logistic", "low ~ .", NULL, "" };
        json_t *file, *expected = expected_of(&row, &file), *value;
        json_t *lambdas = json_object_get(expected, "lambda");
        for (size_t l = 0; l < json_array_size(lambdas); l++) {
            char options[100];
            const char *name;
            snprintf(options, sizeof options, "--alpha %s --lambda %.17g",
                     cases[c].alpha, json_number_value(json_array_get(lambdas, l)));
            row.options = options;
            json_t *document = run(&row, "");
            json_t *beta = json_array_get(json_object_get(expected, "beta"), l);
            json_object_foreach(beta, name, value)
            {
                double want = json_number_value(value);
                double got = member(term(document, name), "estimate");
                cr_expect(fabs(got - want) <= 1e-6 * fmax(fabs(want), 1e-3),
                          "%s lambda %zu: %s is %.17g, not %.17g", row.name, l, name,
                          got, want);
            }
            json_decref(document);
        }
        json_decref(file);
    }
}

/* Point l of the document's path beside beta[l] = {name: value}. */
static void compare_path(const struct row *row, const json_t *document,
                         const json_t *beta, double tolerance)
{
    json_t *path = json_object_get(document, "path"), *one, *value;
    const char *name;
    size_t l;
    cr_assert_eq(json_array_size(path), json_array_size(beta));
    json_array_foreach(beta, l, one)
    {
        cr_assert_gt(json_object_size(one), 0);
        json_object_foreach(one, name, value)
        {
            double want = json_number_value(value);
            double got = member(term(json_array_get(path, l), name), "estimate");
            cr_expect(fabs(got - want) <= tolerance * fmax(fabs(want), 1e-3),
                      "%s %s %zu: %s is %.17g, not %.17g", row->name, row->at, l, name,
                      got, want);
        }
    }
}

/* glmnet stops at about 1e-7. */
Test(golden_more, penalty_factors_and_plain_columns_are_those_of_glmnet)
{
    static const struct row rows[] = {
        { "glmnet_binomial_path", "weights_pf", "logistic", "low ~ . - w",
          "--lambdas 0.05,0.01,0.002 --weights w --penalty-factors 0,1,1,1,2,1,1,1,1",
          "" },
        { "glmnet_binomial_path", "nostd", "logistic", "low ~ . - w",
          "--lambdas 0.05,0.01,0.002 --unscaled", "" },
    };
    for (size_t k = 0; k < 2; k++) {
        json_t *file, *expected = expected_of(rows + k, &file);
        json_t *document = run(rows + k, "");
        compare_path(rows + k, document, json_object_get(expected, "beta"), 1e-5);
        json_decref(document);
        json_decref(file);
    }
}

Test(golden_more, penalised_cox_fits_with_strata_and_late_entry_are_exact)
{
#define NET "age + ph.ecog + ph.karno + pat.karno + meal.cal + wt.loss"
    static const struct row rows[] = {
        { "enet_cox_strata", "strata_breslow", "cox",
          "Surv(time, st) ~ " NET " + strata(sex)", "--ties breslow --alpha 1", "" },
        { "enet_cox_strata", "strata_efron", "cox",
          "Surv(time, st) ~ " NET " + strata(sex)", "--alpha 0.5", "" },
        { "enet_cox_strata", "late_breslow", "cox", "Surv(entry, time, st) ~ " NET,
          "--ties breslow --alpha 0.5", "" },
        { "enet_cox_strata", "late_efron", "cox", "Surv(entry, time, st) ~ " NET,
          "--alpha 1", "" },
        { "enet_cox_strata", "late_strata_efron", "cox",
          "Surv(entry, time, st) ~ " NET " + strata(sex)", "--alpha 0.5", "" },
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        json_t *file, *expected = expected_of(rows + k, &file);
        json_t *document = run(rows + k, "--lambdas 0.1,0.03,0.005");
        compare_path(rows + k, document, json_object_get(expected, "beta"), 1e-8);
        json_decref(document);
        json_decref(file);
    }
}

Test(golden_more, cross_validation_by_given_folds_is_cv_glmnets)
{
    static const struct row row = { "cvglmnet_binomial", "", "logistic",
                                    "low ~ . - fold",    "", "" };
    struct golden g = golden_open(row.name);
    size_t count = json_array_size(golden_at(&g, "lambda"));
    char lambdas[8000] = "", path[40];
    for (size_t l = 0; l < count; l++) {
        size_t used = strlen(lambdas);
        snprintf(path, sizeof path, "lambda.%zu", l);
        snprintf(lambdas + used, sizeof lambdas - used, "%s%.17g",
                 l ? "," : "--fold fold --lambdas ", golden_number(&g, path));
    }
    json_t *d = run(&row, lambdas);
    for (size_t l = 0; l < count; l++) {
        json_t *point = json_array_get(json_object_get(d, "path"), l);
        snprintf(path, sizeof path, "cvm.%zu", l);
        close_to(&row, path, member(point, "cv_mean"), golden_number(&g, path), 1e-6);
        snprintf(path, sizeof path, "cvsd.%zu", l);
        close_to(&row, path, member(point, "cv_se"), golden_number(&g, path), 1e-6);
    }
    close_to(&row, "min", member(d, "best"), golden_number(&g, "lambda_min"), 1e-12);
    close_to(&row, "1se", member(d, "one_se"), golden_number(&g, "lambda_1se"), 1e-12);
    json_decref(d);
    golden_close(&g);
}

/* lwt2 is twice lwt: R reports garbage of 1e13 with a worse likelihood; the right
 * answer is the fit without it, and its name. */
Test(golden_more, a_column_twice_is_named_and_left_out)
{
    static const struct row both = {
        "logit_collinear", "", "logistic", "low ~ age + lwt + lwt2 + smoke", "", ""
    };
    static const struct row one = { "logit_collinear",         "", "logistic",
                                    "low ~ age + lwt + smoke", "", "" };
    json_t *with = run(&both, ""), *without = run(&one, "");
    cr_expect_str_eq(json_string_value(json_object_get(with, "status")), "aliased");
    cr_expect(strstr(json_string_value(json_object_get(with, "status_text")), "lwt2"));
    cr_expect(json_is_null(json_object_get(term(with, "lwt2"), "estimate")));
    close_to(&both, "loglik", member(with, "loglik"), member(without, "loglik"), 1e-12);
    close_to(&both, "lwt", member(term(with, "lwt"), "estimate"),
             member(term(without, "lwt"), "estimate"), 1e-8);
    json_decref(with);
    json_decref(without);
}

/* The likelihood's limit is R's; the coefficient has none, and the exit says so. */
Test(golden_more, an_infinite_coefficient_is_named)
{
    char command[400];
    snprintf(command, sizeof command,
             "%s fit tests/golden/cox_infinite_beta/data.csv --json --family cox "
             "--formula 'Surv(time, status) ~ x + z' 2>/dev/null",
             program());
    FILE *pipe = popen(command, "r");
    json_t *document = json_loadf(pipe, 0, NULL);
    int status = pclose(pipe);
    static const struct row row = { "cox_infinite_beta", "", "", "", "", "" };
    json_t *file, *expected = expected_of(&row, &file);
    cr_expect_eq(WEXITSTATUS(status), 4);
    cr_assert(document != NULL);
    cr_expect_str_eq(json_string_value(json_object_get(document, "status")),
                     "infinite");
    cr_expect(strstr(json_string_value(json_object_get(document, "status_text")), "x"));
    close_to(&row, "loglik", member(document, "loglik"),
             json_number_value(json_array_get(json_object_get(expected, "loglik"), 1)),
             1e-6);
    json_decref(document);
    json_decref(file);
}

/* A Cox model through its file, against survfit on the same three people: risk is 1 -
 * surv, and the log interval's ends change places. */
Test(golden_more, predictions_are_those_of_survfit)
{
    static const struct row row = { "cox_lung_survcurve", "", "", "", "", "" };
    struct golden g = golden_open(row.name);
    const json_t *people = golden_at(&g, "newdata");
    char *folder = folder_new(), command[900];
    snprintf(command, sizeof command, "%s/new.csv", folder);
    FILE *file = fopen(command, "w");
    fprintf(file, "age,sex,ph.ecog\n");
    for (size_t i = 0; i < 3; i++)
        fprintf(
            file, "%g,%g,%g\n",
            json_number_value(json_array_get(json_object_get(people, "age"), i)),
            json_number_value(json_array_get(json_object_get(people, "sex"), i)),
            json_number_value(json_array_get(json_object_get(people, "ph.ecog"), i)));
    fclose(file);
    for (int t = 0; t < 3; t++) {
        static const int times[] = { 100, 365, 730 };
        snprintf(command, sizeof command,
                 "%s fit tests/golden/%s/data.csv --force --tolerance 1e-18 --family "
                 "cox --formula 'Surv(time, status) ~ age + sex + ph.ecog' --output "
                 "%s/m.json >/dev/null && %s predict --json %s/m.json %s/new.csv "
                 "--horizon %d",
                 program(), row.name, folder, program(), folder, folder, times[t]);
        FILE *pipe = popen(command, "r");
        json_t *d = json_loadf(pipe, 0, NULL);
        cr_assert_eq(pclose(pipe), 0, "%s", command);
        for (size_t i = 0; i < 3; i++) {
            json_t *one = json_array_get(json_object_get(d, "rows"), i);
            char at[40];
            snprintf(at, sizeof at, "surv.%d.%zu", t, i);
            close_to(&row, at, 1 - member(one, "risk"), golden_number(&g, at), 1e-8);
            snprintf(at, sizeof at, "lp_reference_zero.%zu", i);
            close_to(&row, at, member(one, "linear_predictor"), golden_number(&g, at),
                     1e-8);
        }
        json_decref(d);
    }
    folder_remove(folder);
    golden_close(&g);
}

/* --- predict: quantiles ----------------------------------------------------------- */

/* The document of `predict --quantiles` for the rows of `csv`, by the model of `row`.
 */
static json_t *foretold(const struct row *row, const char *csv, const char *shares)
{
    char *folder = folder_new(), command[900];
    snprintf(command, sizeof command,
             "%s fit tests/golden/%s/data.csv --tolerance 1e-18 --family %s --formula "
             "'%s' %s --output %s/m.json >/dev/null && %s >%s/new.csv && %s predict "
             "--json %s/m.json %s/new.csv --quantiles %s",
             program(), row->name, row->family, row->formula, row->options, folder, csv,
             folder, program(), folder, folder, shares);
    FILE *pipe = popen(command, "r");
    json_t *d = json_loadf(pipe, 0, NULL);
    cr_assert_eq(pclose(pipe), 0, "%s", command);
    folder_remove(folder);
    return d;
}

static double quantile(const json_t *document, size_t i, size_t k)
{
    json_t *row = json_array_get(json_object_get(document, "rows"), i);
    return json_number_value(json_array_get(json_object_get(row, "time"), k));
}

Test(golden_more, quantiles_are_those_of_survreg_and_survfit)
{
#define FOUR "Surv(time, status) ~ age + sex + ph.ecog + wt.loss"
    static const struct row rows[] = {
        { "survreg_lung_weibull", "", "aft", FOUR, "--dist weibull", "" },
        { "survreg_lung_lognormal", "", "aft", FOUR, "--dist lognormal", "" },
        { "survreg_lung_exponential", "", "aft", FOUR, "--dist exponential", "" },
    };
    for (size_t r = 0; r < 3; r++) {
        struct golden g = golden_open(rows[r].name);
        char csv[100], path[60];
        snprintf(csv, sizeof csv, "head -4 tests/golden/%s/data.csv", rows[r].name);
        json_t *d = foretold(rows + r, csv, "0.1,0.5,0.9");
        for (size_t i = 0; i < 9; i++) {
            snprintf(path, sizeof path, "quantiles_10_50_90.%zu.%zu", i / 3, i % 3);
            close_to(rows + r, path, quantile(d, i / 3, i % 3), golden_number(&g, path),
                     1e-8);
        }
        json_decref(d);
        golden_close(&g);
    }
    static const struct row cox = { "cox_lung_survcurve",
                                    "",
                                    "cox",
                                    "Surv(time, status) ~ age + sex + ph.ecog",
                                    "",
                                    "" };
    struct golden g = golden_open(cox.name);
    json_t *d = foretold(
        &cox, "printf \"age,sex,ph.ecog\\n50,2,0\\n62,1,1\\n75,1,2\\n\"", "0.5");
    for (size_t i = 0; i < 3; i++) {
        char path[20];
        snprintf(path, sizeof path, "median.%zu", i);
        close_to(&cox, path, quantile(d, i, 0), golden_number(&g, path), 0);
    }
    json_decref(d);
    golden_close(&g);
}
