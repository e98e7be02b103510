/* Every family recalibrated as R's regressions on a frozen linear predictor have it
 * (recalibration/how.R): learnt on some rows of a trial, recalibrated on the others. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/json.h"
#include "formula/formula_eval.h"
#include "models/families/families.h"
#include "models/fit/table_fit.h"
#include "models/recalibrate/recalibrate.h"
#include "table/table.h"

TestSuite(recalibrate_families, .init = lc_begin);

#define BIRTH "tests/golden/logit_birthwt/data.csv", "age <= 23", "age > 23", 0
#define PBC   "tests/golden/cox_pbc/data.csv", "id <= 156", "id > 156", 1826
#define MGUS  "tests/golden/crr_mgus2/data.csv", "id <= 700", "id > 700", 60
#define DEATH "Surv(time, death) ~ age + albumin + edema"
#define CAUSE "Surv(etime, event) ~ age + hgb"

/* As in expected.json, but for the method at the name's end. */
/* clang-format off */
static const struct way {
    const char *name, *family, *table, *old, *new;
    double horizon;
    const char *formula;
    int dist;
} ways[] = {
    { "logit",            "logistic",         BIRTH, "low ~ lwt + smoke", 0 },
    { "cloglog",          "cloglog",          BIRTH, "low ~ lwt + smoke", 0 },
    { "cox",              "cox",              PBC,   DEATH, 0 },
    { "weibull",          "aft",              PBC,   DEATH, LC_WEIBULL },
    { "exponential",      "aft",              PBC,   DEATH, LC_EXPONENTIAL },
    { "rayleigh",         "aft",              PBC,   DEATH, LC_RAYLEIGH },
    { "gaussian",         "aft",              PBC,   DEATH, LC_GAUSSIAN },
    { "lognormal",        "aft",              PBC,   DEATH, LC_LOGNORMAL },
    { "loglogistic",      "aft",              PBC,   DEATH, LC_LOGLOGISTIC },
    { "discrete logit",   "discrete-logit",   PBC,   DEATH, 0 },
    { "discrete cloglog", "discrete-cloglog", PBC,   DEATH, 0 },
    { "cause-specific",   "cause-specific",   MGUS,  CAUSE, 0 },
    { "fine-gray",        "fine-gray",        MGUS,  CAUSE, 0 },
};
/* clang-format on */

enum { WAYS = sizeof ways / sizeof *ways };

static json_t *expected(void)
{
    char *text;
    size_t size;
    json_t *all;
    struct lc_error err = { 0 };
    cr_assert(
        zero(int, lc_file_read("tests/models/recalibrate/recalibration/expected.json",
                               1 << 20, &text, &size, &err)));
    cr_assert(zero(int, lc_json_parse(text, size, &all, &err)), "%s", err.text);
    free(text);
    return all;
}

static struct lc_model *learn(const struct way *w, const struct lc_frame *frame)
{
    unsigned char *keep;
    struct lc_unused unused;
    struct lc_model *model;
    struct lc_error err = { 0 };
    struct lc_table_fit ask = { .formula = w->formula,
                                .family = lc_family_find(w->family),
                                .options = lc_fit_defaults() };
    ask.options.dist = w->dist;
    ask.options.grid = 365;
    cr_assert(zero(int, lc_filter(&keep, w->old, frame, &err)), "%s", err.text);
    ask.keep = keep;
    cr_assert(zero(int, lc_table_fit(&model, &unused, frame, &ask, &err)), "%s: %s",
              w->name, err.text);
    free(keep);
    memcpy(model->digest, "0123", 5);
    return model;
}

static struct lc_recalibrated again(const struct way *w, struct lc_model *model,
                                    const struct lc_frame *frame, const char *where,
                                    int method)
{
    unsigned char *keep;
    struct lc_applied applied;
    struct lc_sample sample;
    struct lc_recalibrated done;
    struct lc_error err = { 0 };
    const char *names[8];
    cr_assert(zero(int, lc_filter(&keep, where, frame, &err)), "%s", err.text);
    cr_assert(zero(
        int, lc_terms_apply(&applied, model->terms, frame, keep, LC_APPLY_FIT, &err)));
    cr_assert(
        zero(int, lc_sample_of(&sample, &applied, model->family, 1, names, &err)));
    cr_assert(zero(int, lc_recalibrate(&done, model, &sample, method, NULL, &err)),
              "%s %s: %s", w->name, lc_recalibration_names[method], err.text);
    lc_applied_free(&applied);
    free(keep);
    return done;
}

/* The first risks of the rows that it was recalibrated on, interval around each. */
static void check_risks(const struct way *w, const struct lc_model *model,
                        const struct lc_frame *frame, const json_t *one,
                        const char *name)
{
    const json_t *want = json_object_get(one, "risk"),
                 *ends = json_object_get(one, "low");
    unsigned char *keep;
    struct lc_risks risks;
    struct lc_error err = { 0 };
    cr_assert(zero(int, lc_filter(&keep, w->new, frame, &err)));
    cr_assert(
        zero(int, lc_model_risk(&risks, model, frame, keep, w->horizon, false, &err)),
        "%s: %s", name, err.text);
    for (size_t i = 0; i < json_array_size(want); i++) {
        double r = json_number_value(json_array_get(want, i));
        cr_expect(epsilon_eq(dbl, risks.risk[i], r, 1e-8), "%s row %zu: %.12g, R %.12g",
                  name, i, risks.risk[i], r);
        double low = json_number_value(json_array_get(ends, i));
        if (ends)
            cr_expect(epsilon_eq(dbl, risks.low[i], low, 1e-7),
                      "%s row %zu: from %.12g, R %.12g", name, i, risks.low[i], low);
        cr_expect(lt(dbl, risks.low[i], r), "%s", name);
        cr_expect(lt(dbl, r, risks.high[i]), "%s", name);
    }
    lc_risks_free(&risks);
    free(keep);
}

static const struct way *way_of(const char *name, int *method)
{
    for (size_t k = 0; k < WAYS; k++) {
        size_t size = strlen(ways[k].name);
        if (strncmp(name, ways[k].name, size) || name[size] != ' ')
            continue;
        for (*method = 0; lc_recalibration_names[*method]; ++*method)
            if (!strcmp(name + size + 1, lc_recalibration_names[*method]))
                return &ways[k];
    }
    cr_assert(0, "no way for %s", name);
    return NULL;
}

static void one_case(const json_t *want)
{
    int method = 0;
    struct lc_error err = { 0 };
    struct lc_frame frame = { 0 };
    const char *name = json_string_value(json_object_get(want, "name"));
    const struct way *w = way_of(name, &method);
    cr_assert(zero(int, lc_table_read(&frame, w->table, &err)), "%s", err.text);
    struct lc_model *model = learn(w, &frame);
    struct lc_recalibrated d = again(w, model, &frame, w->new, method);
    const char *const key[] = { "intercept", "slope", "expected" };
    const double got[] = { d.intercept, d.slope, d.expected };
    for (int k = 0; k < 3; k++) {
        double r = json_number_value(json_object_get(want, key[k]));
        cr_expect(epsilon_eq(dbl, got[k], r, 1e-7 * (1 + fabs(r))),
                  "%s: %s %.12g, R %.12g", name, key[k], got[k], r);
    }
    cr_expect(eq(str, model->parent, "0123"));
    check_risks(w, model, &frame, want, name);
    lc_model_free(model);
    lc_frame_free(&frame);
}

Test(recalibrate_families, as_r_has_it)
{
    json_t *all = expected();
    cr_assert(eq(sz, json_array_size(all), 37));
    for (size_t i = 0; i < json_array_size(all); i++)
        one_case(json_array_get(all, i));
    json_decref(all);
}

/* A second recalibration on the same rows finds nothing left to do. */
Test(recalibrate_families, a_second_finds_nothing)
{
    for (size_t k = 0; k < WAYS; k++)
        for (int method = LC_BY_INTERCEPT; method <= LC_BY_SLOPE; method++) {
            struct lc_error err = { 0 };
            struct lc_frame frame = { 0 };
            cr_assert(zero(int, lc_table_read(&frame, ways[k].table, &err)));
            struct lc_model *model = learn(&ways[k], &frame);
            again(&ways[k], model, &frame, ways[k].new, method);
            struct lc_recalibrated d =
                again(&ways[k], model, &frame, ways[k].new, method);
            cr_expect(epsilon_eq(dbl, d.intercept, 0, 1e-7), "%s %d", ways[k].name,
                      method);
            cr_expect(epsilon_eq(dbl, d.slope, 1, 1e-7), "%s %d", ways[k].name, method);
            lc_model_free(model);
            lc_frame_free(&frame);
        }
}

static void fills_fit(const struct lc_fit *fit, double *variance, double *estimate)
{
    for (size_t t = 0; t < fit->terms; t++) {
        variance[t] = fit->covariance[t * fit->terms + t];
        estimate[t] = fit->estimate[t];
    }
}

/* On the very rows that they were learnt from, estimates stay. With the slope in doubt
 * no variance shrinks; with the level alone, as exact as the fit's own, that of a
 * coefficient stays. */
Test(recalibrate_families, its_own_rows_change_no_estimate)
{
    for (size_t k = 0; k < WAYS; k++)
        for (int method = LC_BY_INTERCEPT; method <= LC_BY_SLOPE; method++) {
            double before[64], after[64], was[64], is[64];
            struct lc_error err = { 0 };
            struct lc_frame frame = { 0 };
            cr_assert(zero(int, lc_table_read(&frame, ways[k].table, &err)));
            struct lc_model *model = learn(&ways[k], &frame);
            bool cox = strcmp(ways[k].name, "cox") == 0
                       || strcmp(ways[k].name, "cause-specific") == 0;
            if (cox && method == LC_BY_INTERCEPT) { /* exact for Breslow's ties alone */
                lc_model_free(model);
                lc_frame_free(&frame);
                continue;
            }
            fills_fit(model->fit, before, was);
            again(&ways[k], model, &frame, ways[k].old, method);
            fills_fit(model->fit, after, is);
            for (size_t t = 0; t < model->fit->terms; t++) {
                cr_expect(epsilon_eq(dbl, is[t], was[t], 1e-6 * (1 + fabs(was[t]))),
                          "%s %d term %zu", ways[k].name, method, t);
                bool level = model->fit->column[t] < 0;
                cr_expect(level || after[t] >= before[t] * (1 - 1e-9), "%s %d term %zu",
                          ways[k].name, method, t);
                cr_expect(level || method != LC_BY_INTERCEPT
                              || fabs(after[t] - before[t]) < 1e-9 * before[t],
                          "%s %d term %zu", ways[k].name, method, t);
            }
            lc_model_free(model);
            lc_frame_free(&frame);
        }
}

/* A baseline learnt anew from the same rows is the same, limits and all. */
Test(recalibrate_families, its_own_baseline_stays)
{
    for (size_t k = 0; k < WAYS; k++) {
        struct lc_error err = { 0 };
        struct lc_frame frame = { 0 };
        struct lc_risks before, after;
        bool hazards = strcmp(ways[k].name, "cox") == 0
                       || strcmp(ways[k].name, "cause-specific") == 0
                       || strcmp(ways[k].name, "fine-gray") == 0;
        if (!hazards)
            continue;
        unsigned char *keep;
        cr_assert(zero(int, lc_table_read(&frame, ways[k].table, &err)));
        cr_assert(zero(int, lc_filter(&keep, ways[k].old, &frame, &err)));
        struct lc_model *model = learn(&ways[k], &frame);
        cr_assert(zero(int, lc_model_risk(&before, model, &frame, keep, ways[k].horizon,
                                          false, &err)));
        again(&ways[k], model, &frame, ways[k].old, LC_BY_BASELINE);
        cr_assert(zero(int, lc_model_risk(&after, model, &frame, keep, ways[k].horizon,
                                          false, &err)));
        for (size_t i = 0; i < 5; i++) {
            cr_expect(epsilon_eq(dbl, after.risk[i], before.risk[i], 1e-9), "%s",
                      ways[k].name);
            cr_expect(epsilon_eq(dbl, after.low[i], before.low[i], 1e-8), "%s",
                      ways[k].name);
            cr_expect(epsilon_eq(dbl, after.high[i], before.high[i], 1e-8), "%s",
                      ways[k].name);
        }
        lc_risks_free(&before);
        lc_risks_free(&after);
        lc_model_free(model);
        free(keep);
        lc_frame_free(&frame);
    }
}

static int try_where(const struct way *w, const char *where, int method,
                     struct lc_model **model, struct lc_error *err)
{
    unsigned char *keep;
    struct lc_applied applied;
    struct lc_sample sample;
    struct lc_recalibrated done;
    struct lc_frame frame = { 0 };
    const char *names[8];
    cr_assert(zero(int, lc_table_read(&frame, w->table, err)), "%s", err->text);
    *model = learn(w, &frame);
    cr_assert(zero(int, lc_filter(&keep, where, &frame, err)), "%s", err->text);
    cr_assert(zero(int, lc_terms_apply(&applied, (*model)->terms, &frame, keep,
                                       LC_APPLY_FIT, err)));
    cr_assert(
        zero(int, lc_sample_of(&sample, &applied, (*model)->family, 1, names, err)));
    int code = lc_recalibrate(&done, *model, &sample, method, NULL, err);
    lc_applied_free(&applied);
    lc_frame_free(&frame);
    free(keep);
    return code;
}

/* Rows without an event say nothing of a level; a competing cause that is not among
 * them stays as it was. */
Test(recalibrate_families, what_the_rows_do_not_say)
{
    struct lc_model *model;
    for (size_t k = 2; k < WAYS; k++) {
        bool mgus = ways[k].horizon == 60;
        for (int method = LC_BY_INTERCEPT; method <= LC_BY_SLOPE; method++) {
            struct lc_error err = { 0 };
            int code = try_where(&ways[k], mgus ? "event == 0" : "death == 0", method,
                                 &model, &err);
            cr_expect(eq(int, code, LC_UNFIT), "%s: %s", ways[k].name, err.text);
            lc_model_free(model);
        }
    }
    struct lc_error err = { 0 };
    struct lc_frame frame = { 0 };
    const struct way *causes = &ways[11];
    cr_assert(zero(int, lc_table_read(&frame, causes->table, &err)));
    struct lc_model *frozen = learn(causes, &frame);
    cr_assert(zero(int, try_where(causes, "event != 2", LC_BY_BASELINE, &model, &err)));
    cr_expect(eq(int, model->fit->curve[1].cause, 2));
    cr_expect(eq(dbl, model->fit->curve[1].hazard[9], frozen->fit->curve[1].hazard[9]));
    cr_expect(ne(dbl, model->fit->curve[0].hazard[9], frozen->fit->curve[0].hazard[9]));
    lc_model_free(model);
    lc_model_free(frozen);
    lc_frame_free(&frame);
}
