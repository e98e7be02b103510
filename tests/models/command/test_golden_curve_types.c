/* `latecare curve` of other types, weights, errors and states, beside R's survfit and
 * survdiff. */
#include <stdio.h>

#include <criterion/criterion.h>
#include <jansson.h>

#include "support/golden.h"
#include "support/verbs.h"

static void compare_type(const struct golden *g, const char *at, const char *formula,
                         const char *options)
{
    static const char *const theirs[] = { "n_risk", "n_event", "surv",   "std_err",
                                          "lower",  "upper",   "cumhaz", "std_chaz" };
    static const char *const ours[] = { "n_risk", "n_event", "survival", "se",
                                        "low",    "high",    "hazard",   "hazard_se" };
    const struct row row = { "km_types", at, "", "", "", "" };
    char all[200], path[60];
    snprintf(all, sizeof all, "--times 2,6,12,24 --conf log %s", options);
    json_t *d = curve_of("km_types", formula, all);
    snprintf(path, sizeof path, "%s.time", at);
    size_t points = json_array_size(golden_at(g, path));
    for (size_t i = 0; i < points; i++)
        for (size_t k = 0; k < 8; k++) {
            json_t *point = json_array_get(curve_group(d, i / 4, "points"), i % 4);
            snprintf(path, sizeof path, "%s.%s.%zu", at, theirs[k], i);
            close_to(&row, path, member(point, ours[k]), golden_number(g, path), 1e-9);
        }
    cr_expect_geq(points, 4);
    json_decref(d);
}

Test(golden_curve_types, types_and_robust_errors_are_survfits)
{
    struct golden g = golden_open("km_types");
    compare_type(&g, "na", "Surv(mon, st) ~ sex", "--type nelson-aalen");
    compare_type(&g, "fh", "Surv(mon, st) ~ sex", "--type fleming-harrington");
    compare_type(&g, "fh_weights", "Surv(mon, st) ~ sex",
                 "--type fleming-harrington --weights w");
    compare_type(&g, "late", "Surv(entry, mon, st) ~ 1", "");
    compare_type(&g, "late_weights", "Surv(entry, mon, st) ~ 1", "--weights w");
    compare_type(&g, "whole_weights", "Surv(mon, st) ~ sex", "--weights iw");
    compare_type(&g, "cluster", "Surv(mon, st) ~ sex + cluster(inst)", "--weights w");
    compare_type(&g, "robust", "Surv(mon, st) ~ sex", "--robust");
    golden_close(&g);
}

Test(golden_curve_types, rho_tests_are_survdiffs)
{
    static const struct {
        const char *at, *formula;
    } cases[] = { { "half", "Surv(mon, st) ~ ph.ecog" },
                  { "minus", "Surv(mon, st) ~ ph.ecog + strata(sex)" } };
    struct golden g = golden_open("km_types");
    for (size_t c = 0; c < 2; c++) {
        const struct row row = { "km_types", cases[c].at, "", "", "", "" };
        char options[100], path[60];
        snprintf(options, sizeof options,
                 "--times 6 --test fleming-harrington --rho %s", c ? "-0.5" : "0.5");
        json_t *d = curve_of("km_types", cases[c].formula, options);
        json_t *test = json_object_get(d, "test");
        snprintf(path, sizeof path, "%s.chisq", cases[c].at);
        close_to(&row, path, member(test, "chisq"), golden_number(&g, path), 1e-9);
        for (size_t k = 0; k < 4; k++) {
            json_t *one = json_array_get(json_object_get(test, "groups"), k);
            snprintf(path, sizeof path, "%s.obs.%zu", cases[c].at, k);
            close_to(&row, path, member(one, "observed"), golden_number(&g, path),
                     1e-9);
            snprintf(path, sizeof path, "%s.exp.%zu", cases[c].at, k);
            close_to(&row, path, member(one, "expected"), golden_number(&g, path),
                     1e-9);
        }
        json_decref(d);
    }
    golden_close(&g);
}

/* --- states ----------------------------------------------------------------------- */

/* R's mean times begin at the group's first time (6 and 4 days), so that its initial
 * state has that much less than ours, whose means add up to 1500. */
Test(golden_curve_types, states_of_myeloid)
{
    static const struct row row = { "aj_myeloid_multistate", "", "", "", "", "" };
    struct golden g = golden_open(row.name);
    json_t *d = curve_of(row.name, "Surv(tstart, tstop, event) ~ trt",
                         "--id id --times 100,200,500,1000,1500 --rmst 1500");
    for (size_t i = 0; i < 10; i++)
        for (size_t k = 0; k < 5; k++) {
            char path[60];
            json_t *point =
                json_array_get(curve_group(d, i / 5, "points"), (i % 5) * 5 + k);
            cr_expect_eq((size_t)member(point, "state"), k);
            snprintf(path, sizeof path, "pstate.%zu.%zu", i, k);
            close_to(&row, path, member(point, "probability"), golden_number(&g, path),
                     1e-9);
            snprintf(path, sizeof path, "std_err.%zu.%zu", i, k);
            close_to(&row, path, member(point, "se"), golden_number(&g, path), 1e-9);
        }
    for (size_t i = 0; i < 10; i++) {
        char path[60];
        json_t *mean = json_array_get(curve_group(d, i % 2, "restricted_means"), i / 2);
        double late = i / 2 > 0 ? 0 : i % 2 ? 4 : 6;
        snprintf(path, sizeof path, "sojourn_1500.values.%zu.2", i);
        close_to(&row, path, member(mean, "mean") - late, golden_number(&g, path),
                 1e-9);
    }
    json_decref(d);
    golden_close(&g);
}
