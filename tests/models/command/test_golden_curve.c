/* `latecare curve` beside R's survfit, survdiff and pseudo, and cmprsk's cuminc. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <jansson.h>

#include "support/golden.h"
#include "support/sheet.h"
#include "support/verbs.h"
#include "table/table.h"

Test(golden_curve, kaplan_meier_of_lung)
{
    static const struct row row = { "km_lung", "", "", "", "", "" };
    static const char *const conf[] = { "log", "log-log", "plain" };
    static const char *const at[] = { "log", "loglog", "plain" };
    static const char *const theirs[] = { "n_risk", "n_event", "surv",  "std_err",
                                          "lower",  "upper",   "cumhaz" };
    static const char *const ours[] = { "n_risk", "n_event", "survival", "se",
                                        "low",    "high",    "hazard" };
    struct golden g = golden_open(row.name);
    for (int c = 0; c < 3; c++) {
        char options[100], path[60];
        snprintf(options, sizeof options, "--times 50,100,365,700 --conf %s", conf[c]);
        json_t *d = curve_of(row.name, "Surv(time, status) ~ sex", options);
        for (size_t i = 0; i < 8; i++)
            for (size_t k = 0; k < 7; k++) {
                json_t *point = json_array_get(curve_group(d, i / 4, "points"), i % 4);
                snprintf(path, sizeof path, "%s.%s.%zu", at[c], theirs[k], i);
                close_to(&row, path, member(point, ours[k]), golden_number(&g, path),
                         1e-9);
            }
        json_decref(d);
    }
    golden_close(&g);
}

Test(golden_curve, quantiles_and_means_of_lung)
{
    static const struct row row = { "km_lung", "", "", "", "", "" };
    static const char *const theirs[] = { "quantile", "q_lower", "q_upper" };
    static const char *const ours[] = { "time", "low", "high" };
    struct golden g = golden_open(row.name);
    json_t *d = curve_of(row.name, "Surv(time, status) ~ sex",
                         "--quantiles 0.25,0.5,0.75 --rmst 365 --times 365 --conf log");
    for (size_t s = 0; s < 2; s++) {
        char path[60];
        for (size_t q = 0; q < 3; q++)
            for (size_t k = 0; k < 3; k++) {
                snprintf(path, sizeof path, "%s.values.%zu.%zu", theirs[k], s, q);
                json_t *mine = json_object_get(
                    json_array_get(curve_group(d, s, "quantiles"), q), ours[k]);
                if (json_is_null(golden_at(&g, path)))
                    cr_expect(json_is_null(mine), "%s", path);
                else
                    close_to(&row, path, json_number_value(mine),
                             golden_number(&g, path), 0);
            }
        json_t *mean = curve_group(d, s, "restricted_mean");
        snprintf(path, sizeof path, "rmst365.values.%zu.4", s);
        close_to(&row, path, member(mean, "mean"), golden_number(&g, path), 1e-9);
        snprintf(path, sizeof path, "rmst365.values.%zu.5", s);
        close_to(&row, path, member(mean, "se"), golden_number(&g, path), 1e-9);
    }
    json_decref(d);
    golden_close(&g);
}

/* A member that R gives by stratum is summed over them. */
static double over_strata(const json_t *expected, const char *what, size_t g)
{
    json_t *v = json_object_get(expected, what);
    if (json_is_array(v))
        return json_number_value(json_array_get(v, g));
    double sum = 0;
    json_t *line = json_array_get(json_object_get(v, "values"), g), *one;
    size_t s;
    json_array_foreach(line, s, one) sum += json_number_value(one);
    return sum;
}

Test(golden_curve, log_rank_and_its_kin)
{
    static const struct {
        const char *at, *formula, *test;
        int df;
    } cases[] = { { "rho0", "Surv(time, status) ~ sex", "logrank", 1 },
                  { "rho1", "Surv(time, status) ~ sex", "peto", 1 },
                  { "ecog3", "Surv(time, status) ~ ph.ecog", "logrank", 3 },
                  { "strat", "Surv(time, status) ~ sex + strata(ph.ecog)", "logrank",
                    1 } };
    struct golden g = golden_open("logrank");
    for (size_t c = 0; c < 4; c++) {
        struct row row = { "logrank", cases[c].at, "", "", "", "" };
        char options[60];
        snprintf(options, sizeof options, "--times 100 --test %s", cases[c].test);
        json_t *d = curve_of("logrank", cases[c].formula, options);
        json_t *test = json_object_get(d, "test");
        const json_t *expected = golden_at(&g, cases[c].at);
        close_to(&row, "chisq", member(test, "chisq"), member(expected, "chisq"), 1e-9);
        cr_expect_eq((int)member(test, "df"), cases[c].df);
        json_t *variance = json_array_get(json_object_get(test, "variance"), 0);
        json_t *theirs = json_object_get(expected, "var");
        theirs = json_object_get(theirs, "values") ? json_object_get(theirs, "values")
                                                   : theirs;
        if (json_is_array(theirs))
            close_to(&row, "variance", json_number_value(json_array_get(variance, 0)),
                     json_number_value(json_array_get(json_array_get(theirs, 0), 0)),
                     1e-9);
        for (size_t k = 0; k <= (size_t)cases[c].df; k++) {
            json_t *one = json_array_get(json_object_get(test, "groups"), k);
            close_to(&row, "observed", member(one, "observed"),
                     over_strata(expected, "obs", k), 1e-9);
            close_to(&row, "expected", member(one, "expected"),
                     over_strata(expected, "exp", k), 1e-9);
        }
        json_decref(d);
    }
    golden_close(&g);
}

Test(golden_curve, incidence_of_mgus2)
{
    static const struct row row = { "cif_mgus2", "", "", "", "", "" };
    struct golden g = golden_open(row.name);
    json_t *d = curve_of(row.name, "Surv(etime, event) ~ sex", "--times 12,60,120,240");
    for (size_t i = 0; i < 8; i++)
        for (size_t cause = 0; cause < 3; cause++) {
            char path[60];
            json_t *point =
                json_array_get(curve_group(d, i / 4, "points"), i % 4 * 3 + cause);
            cr_expect_eq((size_t)member(point, "cause"), cause);
            snprintf(path, sizeof path, "pstate.%zu.%zu", i, cause);
            close_to(&row, path, member(point, "probability"), golden_number(&g, path),
                     1e-9);
            snprintf(path, sizeof path, "std_err.%zu.%zu", i, cause);
            close_to(&row, path, member(point, "se"), golden_number(&g, path), 1e-9);
        }
    for (size_t cause = 1; cause < 3; cause++)
        for (size_t i = 0; i < 8; i++) {
            char path[60]; /* cmprsk's estimates: cause by cause, F before M */
            json_t *point =
                json_array_get(curve_group(d, i / 4, "points"), i % 4 * 3 + cause);
            snprintf(path, sizeof path, "cuminc_est.values.%zu.%zu",
                     (cause - 1) * 2 + i / 4, i % 4);
            close_to(&row, path, member(point, "probability"), golden_number(&g, path),
                     1e-9);
        }
    json_decref(d);
    golden_close(&g);
}

/* cuminc's own variances, of the delta method; S's is Greenwood's. */
Test(golden_curve, delta_errors_of_mgus2)
{
    static const struct row row = { "cif_mgus2", "", "", "", "", "" };
    struct golden g = golden_open(row.name);
    json_t *d = curve_of(row.name, "Surv(etime, event) ~ sex",
                         "--times 12,60,120,240 --errors delta");
    json_t *any =
        curve_of(row.name, "Surv(etime, event > 0) ~ sex", "--times 12,60,120,240");
    for (size_t i = 0; i < 8; i++)
        for (size_t cause = 0; cause < 3; cause++) {
            char path[60];
            const json_t *point =
                json_array_get(curve_group(d, i / 4, "points"), i % 4 * 3 + cause);
            double se = member(point, "se");
            snprintf(path, sizeof path, "cuminc_var.values.%zu.%zu",
                     (cause - 1) * 2 + i / 4, i % 4);
            if (cause)
                close_to(&row, path, se * se, golden_number(&g, path), 1e-9);
            else
                close_to(
                    &row, "Greenwood", se,
                    member(json_array_get(curve_group(any, i / 4, "points"), i % 4),
                           "se"),
                    1e-12);
        }
    json_decref(any);
    json_decref(d);
    golden_close(&g);
}

/* cmprsk's tests of each cause: two groups, three, within strata, late events weighing
 * less. */
Test(golden_curve, grays_test_of_mgus2)
{
    static const struct {
        const char *at, *formula, *options;
        size_t groups;
    } cases[] = {
        { "gray", "Surv(etime, event) ~ sex", "--test gray", 2 },
        { "gray_three", "Surv(etime, event) ~ (age > 65) + (age > 78)", "--test gray",
          3 },
        { "gray_strata", "Surv(etime, event) ~ (age > 65) + (age > 78) + strata(sex)",
          "--test gray", 3 },
        { "gray_rho", "Surv(etime, event) ~ (age > 65) + (age > 78) + strata(sex)",
          "--test gray --rho 1", 3 },
    };
    struct golden g = golden_open("cif_mgus2");
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct row row = { "cif_mgus2", cases[c].at, "", "", "", "" };
        json_t *d = curve_of("cif_mgus2", cases[c].formula, cases[c].options);
        json_t *causes = json_object_get(json_object_get(d, "test"), "causes");
        cr_expect_eq(json_array_size(causes), 2);
        for (size_t k = 0; k < 2; k++) {
            char path[60];
            const json_t *one = json_array_get(causes, k);
            snprintf(path, sizeof path, "%s.values.%zu.0", cases[c].at, k);
            close_to(&row, path, member(one, "chisq"), golden_number(&g, path), 1e-9);
            cr_expect_eq((size_t)member(one, "df"), cases[c].groups - 1);
            snprintf(path, sizeof path, "%s.values.%zu.1", cases[c].at, k);
            if (golden_number(&g, path) > 1e-12) /* R's is 1 less the lower tail */
                close_to(&row, path, member(one, "p"), golden_number(&g, path), 1e-9);
        }
        json_decref(d);
    }
    golden_close(&g);
}

Test(golden_curve, pseudo_values_of_lung)
{
    static const struct row row = { "pseudo_lung", "", "", "", "", "" };
    struct golden g = golden_open(row.name);
    json_t *at365 = curve_of(row.name, "Surv(time, status) ~ 1", "--pseudo 365");
    json_t *at500 = curve_of(row.name, "Surv(time, status) ~ 1", "--pseudo 500");
    for (size_t i = 0; i < 20; i++) {
        char path[60];
        json_t *one = json_array_get(
            json_object_get(json_object_get(at365, "pseudo"), "rows"), i);
        snprintf(path, sizeof path, "surv365.%zu", i);
        close_to(&row, path, member(one, "survival"), golden_number(&g, path), 1e-9);
        one = json_array_get(json_object_get(json_object_get(at500, "pseudo"), "rows"),
                             i);
        snprintf(path, sizeof path, "rmst500.%zu", i);
        close_to(&row, path, member(one, "restricted_mean"), golden_number(&g, path),
                 1e-9);
    }
    json_decref(at365);
    json_decref(at500);
    golden_close(&g);
}

/* The CSVs say what the document says: a line a time and group, and a line a row whose
 * pseudo-incidences and pseudo-survival add up to 1. */
Test(golden_curve, files_of_curves_and_pseudo_values)
{
    char *folder = folder_new(), options[200], path[100];
    struct lc_frame frame = { 0 };
    struct lc_error err = { 0 };
    snprintf(options, sizeof options,
             "--times 12,60 --pseudo 60 --output %s/c.csv --output-pseudo %s/p.csv",
             folder, folder);
    json_t *d = curve_of("cif_mgus2", "Surv(etime, event) ~ sex", options);
    snprintf(path, sizeof path, "%s/c.csv", folder);
    cr_assert_eq(lc_table_read(&frame, path, &err), 0, "%s", err.text);
    cr_expect_eq(frame.n, 12);
    const struct lc_column *value = lc_frame_find(&frame, "probability");
    cr_assert(value != NULL);
    cr_expect_eq(lc_column_get(value, 7),
                 member(json_array_get(curve_group(d, 1, "points"), 1), "probability"));
    lc_frame_free(&frame);
    snprintf(path, sizeof path, "%s/p.csv", folder);
    cr_assert_eq(lc_table_read(&frame, path, &err), 0, "%s", err.text);
    cr_expect_eq(frame.n, 1338);
    const struct lc_column *one = lc_frame_find(&frame, "incidence_1");
    const struct lc_column *two = lc_frame_find(&frame, "incidence_2");
    const struct lc_column *none = lc_frame_find(&frame, "survival");
    cr_assert(one && two && none);
    for (size_t i = 0; i < frame.n; i++)
        cr_expect_float_eq(lc_column_get(one, i) + lc_column_get(two, i)
                               + lc_column_get(none, i),
                           1, 1e-9);
    lc_frame_free(&frame);
    json_decref(d);
    folder_remove(folder);
}

Test(golden_curve, what_is_no_group_is_refused)
{
    static const char *const asked[] = {
        "--formula 'Surv(time, status) ~ sex * age'",
        "--formula '~ sex'",
        "--formula 'status ~ sex'",
        "--formula 'Surv(time, status) ~ 1' --test logrank",
        "--formula 'Surv(time, status) ~ sex' --quantiles 1.5",
        "--formula 'Surv(time, status) ~ sex' --errors delta",
        "--formula 'Surv(time, status) ~ sex' --pseudo 100"
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char command[400];
        snprintf(command, sizeof command,
                 "%s curve tests/golden/km_lung/data.csv %s >/dev/null 2>&1", program(),
                 asked[i]);
        int status = system(command);
        cr_expect_eq(WEXITSTATUS(status), 2, "%s", command);
    }
}

/* The test counts events of any cause, whatever the curve tells apart. */
Test(golden_curve, a_test_of_any_cause)
{
    static const struct row row = { "cif_mgus2", "", "", "", "", "" };
    json_t *causes =
        curve_of(row.name, "Surv(etime, event) ~ sex", "--times 60 --test logrank");
    json_t *any =
        curve_of(row.name, "Surv(etime, event > 0) ~ sex", "--times 60 --test logrank");
    double want = member(json_object_get(any, "test"), "chisq");
    cr_expect_gt(want, 0);
    close_to(&row, "chisq", member(json_object_get(causes, "test"), "chisq"), want, 0);
    json_decref(causes);
    json_decref(any);
}
