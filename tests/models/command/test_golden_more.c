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
    char folder[] = "/tmp/latecare-golden-XXXXXX", command[900];
    cr_assert(mkdtemp(folder) != NULL);
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
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    cr_expect_eq(system(command), 0);
    golden_close(&g);
}
