/* The model file: what goes in comes out, what was changed is refused, and a file of
 * every format stays readable (fixtures). */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "models/families/families.h"
#include "models/fit/model_fit.h"
#include "models/fit/table_fit.h"
#include "table/table.h"

TestSuite(model, .init = lc_begin);

static struct lc_frame golden_table(const char *name)
{
    char path[200];
    struct lc_frame frame;
    struct lc_error err = { 0 };
    snprintf(path, sizeof path, "tests/golden/%s/data.csv", name);
    cr_assert(eq(int, lc_table_read(&frame, path, &err), LC_OK), "%s", err.text);
    return frame;
}

static struct lc_model *fit(const struct lc_frame *frame, const char *family,
                            const char *formula)
{
    struct lc_table_fit ask = { .formula = formula,
                                .family = lc_family_find(family),
                                .options = lc_fit_defaults() };
    struct lc_model *model;
    struct lc_error err = { 0 };
    struct lc_unused unused;
    cr_assert(eq(int, lc_table_fit(&model, &unused, frame, &ask, &err), LC_OK), "%s",
              err.text);
    return model;
}

static char *print(struct lc_model *model)
{
    char *text;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_model_print(model, &text, &err), LC_OK), "%s", err.text);
    return text;
}

static struct lc_model *parse(const char *text)
{
    struct lc_model *model;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_model_parse(&model, text, strlen(text), &err), LC_OK), "%s",
              err.text);
    return model;
}

static const struct {
    const char *table, *family, *formula;
} cases[] = {
    { "logit_birthwt", "logistic",
      "low ~ age + ns(lwt, 3) + bs(lwt, 5) + scale(lwt) + race*smoke + I(ptl > 0)" },
    { "cox_lung_efron", "cox",
      "Surv(time, status) ~ rcs(age, 3) + strata(sex) + ph.ecog" },
    { "cox_lung_efron", "aft", "Surv(time, status) ~ age + factor(sex)" },
};

enum { CASES = sizeof cases / sizeof *cases };

Test(model, a_file_read_and_written_again_is_the_same)
{
    for (size_t i = 0; i < CASES; i++) {
        struct lc_frame frame = golden_table(cases[i].table);
        struct lc_model *model = fit(&frame, cases[i].family, cases[i].formula);
        char *one = print(model);
        struct lc_model *again = parse(one);
        char *two = print(again);
        cr_expect(eq(str, one, two));
        cr_expect(eq(str, model->digest, again->digest));
        free(one);
        free(two);
        lc_model_free(model);
        lc_model_free(again);
        lc_frame_free(&frame);
    }
}

static void expect_endless(const struct lc_fit *fit)
{
    for (size_t k = 0; k < fit->terms; k++) {
        cr_expect(fit->se[k] == INFINITY);
        cr_expect(fit->low[k] == -INFINITY && fit->high[k] == INFINITY);
    }
}

/* As files were written before 0.2. */
static void put_texts(json_t *fit)
{
    json_t *term;
    size_t k;
    json_array_foreach(json_object_get(fit, "terms"), k, term)
    {
        json_object_del(term, "infinite");
        json_object_set_new(term, "se", json_string("inf"));
        json_object_set_new(term, "low", json_string("-inf"));
        json_object_set_new(term, "high", json_string("inf"));
    }
}

/* The outcome itself is the predictor: neither term has a finite estimate. */
Test(model, what_has_no_end_is_null_in_the_file_and_comes_back)
{
    struct lc_frame frame = golden_table("logit_birthwt");
    struct lc_model *model = fit(&frame, "logistic", "low ~ I(low > 0)");
    char *text = print(model);
    struct lc_model *again = parse(text);
    struct lc_fit *earlier;
    struct lc_error err = { 0 };
    cr_assert_null(strstr(text, "inf\""));
    expect_endless(model->fit);
    expect_endless(again->fit);
    json_t *document = json_loads(text, 0, NULL);
    json_t *json = json_object_get(json_object_get(document, "model"), "fit");
    put_texts(json);
    cr_assert(eq(int, lc_model_fit_read(&earlier, model->family, 1, json, &err), LC_OK),
              "%s", err.text);
    expect_endless(earlier);
    lc_fit_free(earlier);
    json_decref(document);
    free(text);
    lc_model_free(model);
    lc_model_free(again);
    lc_frame_free(&frame);
}

/* Contributions add up to the linear predictor exactly, from left to right, and a model
 * that went through its file gives the same bits. */
/* The table's lines again and again until there are n. */
static struct lc_frame repeated(const char *name, size_t n)
{
    char path[200], *data;
    struct lc_text t = { 0 };
    struct lc_frame frame;
    size_t size, lines = 0;
    snprintf(path, sizeof path, "tests/golden/%s/data.csv", name);
    cr_assert(eq(int, lc_file_read(path, 1 << 20, &data, &size, NULL), LC_OK));
    const char *first = strchr(data, '\n') + 1, *at = first;
    lc_text_add_bytes(&t, data, (size_t)(first - data));
    for (; lines < n; lines++) {
        const char *end = strchr(at, '\n') + 1;
        lc_text_add_bytes(&t, at, (size_t)(end - at));
        at = *end ? end : first;
    }
    cr_assert(eq(int, lc_table_read_bytes(&frame, name, t.data, t.size, NULL), LC_OK));
    cr_assert(eq(sz, frame.n, n));
    lc_text_free(&t);
    free(data);
    return frame;
}

/* Rows are scored 1,024 at a time, and 256: a row has the risk of its twin to the bit,
 * wherever it stands. */
Test(model, risks_on_both_sides_of_a_block)
{
    static const size_t sizes[] = { 255, 256, 257, 1023, 1024, 1025, 2047, 2048, 2049 };
    for (size_t c = 0; c < CASES; c++) {
        struct lc_frame own = golden_table(cases[c].table);
        struct lc_model *m = fit(&own, cases[c].family, cases[c].formula);
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            struct lc_frame frame = repeated(cases[c].table, sizes[s]);
            struct lc_risks one, many;
            cr_assert(lc_model_risk(&one, m, &own, NULL, 300, true, NULL) == LC_OK);
            cr_assert(lc_model_risk(&many, m, &frame, NULL, 300, true, NULL) == LC_OK);
            cr_assert(eq(sz, many.n, sizes[s]));
            for (size_t i = 0; i < many.n; i++) {
                size_t k = i % one.n;
                bool same =
                    memcmp(one.risk + k, many.risk + i, sizeof(double)) == 0
                    && memcmp(one.low + k, many.low + i, sizeof(double)) == 0
                    && memcmp(one.high + k, many.high + i, sizeof(double)) == 0
                    && memcmp(one.contribution + k * one.p,
                              many.contribution + i * one.p, one.p * sizeof(double))
                           == 0;
                cr_assert(same, "%s: row %zu of %zu", cases[c].family, i, sizes[s]);
            }
            lc_risks_free(&one);
            lc_risks_free(&many);
            lc_frame_free(&frame);
        }
        lc_model_free(m);
        lc_frame_free(&own);
    }
}

/* A curve a stratum: as many as there are, on both sides of 20,000. */
Test(model, any_number_of_curves_comes_back)
{
    struct lc_frame frame = golden_table("cox_lung_efron");
    struct lc_model *m = fit(&frame, "cox", "Surv(time, status) ~ age + strata(sex)");
    struct lc_fit *from = m->fit, *to;
    struct lc_error err = { 0 };
    size_t p = lc_terms_count(m->terms), kept = from->curves;
    struct lc_curve *own = from->curve;
    cr_assert(eq(sz, kept, 2));
    for (size_t n = 19999; n <= 20001; n++) {
        double time[] = { 1, 2 }, hazard[] = { 0.25, 0.5 };
        from->curves = n;
        from->curve = calloc(n, sizeof *from->curve);
        for (size_t g = 0; g < n; g++)
            from->curve[g] = (struct lc_curve){ .cause = 1,
                                                .stratum = (int32_t)g,
                                                .n = 2,
                                                .time = time,
                                                .hazard = hazard };
        json_t *json = lc_model_fit_write(from, p);
        cr_assert(eq(int, lc_model_fit_read(&to, m->family, p, json, &err), LC_OK),
                  "%s", err.text);
        cr_assert(eq(sz, to->curves, n));
        cr_expect(eq(int, to->curve[n - 1].stratum, (int)n - 1));
        cr_expect(eq(dbl, to->curve[n - 1].hazard[1], 0.5));
        json_decref(json);
        lc_fit_free(to);
        free(from->curve);
    }
    from->curves = kept;
    from->curve = own;
    lc_model_free(m);
    lc_frame_free(&frame);
}

Test(model, risks_survive_the_file_and_contributions_add_up)
{
    for (size_t i = 0; i < CASES; i++) {
        struct lc_frame frame = golden_table(cases[i].table);
        struct lc_model *model = fit(&frame, cases[i].family, cases[i].formula);
        char *text = print(model);
        struct lc_model *again = parse(text);
        struct lc_risks a, b;
        struct lc_error err = { 0 };
        cr_assert(eq(int, lc_model_risk(&a, model, &frame, NULL, 365, true, &err), 0),
                  "%s", err.text);
        cr_assert(eq(int, lc_model_risk(&b, again, &frame, NULL, 365, true, &err), 0),
                  "%s", err.text);
        cr_expect(eq(sz, a.n, frame.n));
        for (size_t r = 0; r < a.n; r++) {
            if (a.cannot[r]) {
                cr_expect(isnan(a.risk[r]) && isnan(a.lp[r]));
                continue;
            }
            double sum = a.constant;
            for (size_t c = 0; c < a.p; c++)
                sum += a.contribution[r * a.p + c];
            cr_expect(sum == a.lp[r]);
            cr_expect(a.lp[r] == b.lp[r] && a.risk[r] == b.risk[r]);
            cr_expect(a.low[r] <= a.risk[r] && a.risk[r] <= a.high[r]);
            cr_expect(a.risk[r] >= 0 && a.risk[r] <= 1);
        }
        lc_risks_free(&a);
        lc_risks_free(&b);
        free(text);
        lc_model_free(model);
        lc_model_free(again);
        lc_frame_free(&frame);
    }
}

/* Logistic: the mean risk of the rows fitted is the share of events (the score equation
 * of the intercept). */
Test(model, mean_risk_is_the_share_of_events)
{
    struct lc_frame frame = golden_table("logit_birthwt");
    struct lc_model *model = fit(&frame, cases[0].family, cases[0].formula);
    struct lc_risks risks;
    double sum = 0;
    cr_assert(eq(int, lc_model_risk(&risks, model, &frame, NULL, 0, false, NULL), 0));
    for (size_t r = 0; r < risks.n; r++)
        sum += risks.risk[r];
    cr_expect(epsilon_eq(dbl, sum, 59, 1e-9)); /* 59 of 189 */
    lc_risks_free(&risks);
    lc_model_free(model);
    lc_frame_free(&frame);
}

/* --- what is refused -------------------------------------------------------------- */

static int code_of(const char *text)
{
    struct lc_model *model;
    struct lc_error err = { 0 };
    int code = lc_model_parse(&model, text, strlen(text), &err);
    cr_expect(code == LC_OK || model == NULL);
    lc_model_free(model);
    return code;
}

Test(model, changed_newer_and_foreign_files_are_refused)
{
    struct lc_frame frame = golden_table("logit_birthwt");
    struct lc_model *model = fit(&frame, "logistic", "low ~ age + race");
    char *text = print(model);
    char *digit = strstr(strstr(text, "\"estimate\""), "0.");
    digit[2] = (char)(digit[2] == '9' ? '8' : '9');
    cr_expect(eq(int, code_of(text), LC_DAMAGED));
    free(text);
    text = print(model);
    char *format = strstr(text, "\"latecare_model\": 2");
    format[strlen("\"latecare_model\": ")] = '3';
    cr_expect(eq(int, code_of(text), LC_REFUSED));
    free(text);
    cr_expect(eq(int, code_of("{}"), LC_FORMAT));
    cr_expect(eq(int, code_of("[1, 2"), LC_FORMAT));
    cr_expect(eq(int, code_of(""), LC_FORMAT));
    lc_model_free(model);
    lc_frame_free(&frame);
}

Test(model, counts_of_one_to_five_are_suppressed)
{
    static const double counts[] = { 0, 1, 5, 6, 2.5 };
    static const char *const shown[] = { "0", "\"c\"", "\"c\"", "6", "\"c\"" };
    for (size_t i = 0; i < 5; i++) {
        json_t *value = lc_model_count(counts[i]);
        char *text = json_dumps(value, JSON_ENCODE_ANY);
        cr_expect(eq(str, text, (char *)shown[i]));
        free(text);
        json_decref(value);
    }
}

/* tests/models/fit/model-1.json was written by the first program with format 1: the
 * logistic fit of logit_birthwt whose coefficients R gives (tests/golden). */
Test(model, format_1_stays_readable)
{
    struct lc_model *model;
    struct lc_error err = { 0 };
    struct lc_frame frame = golden_table("logit_birthwt");
    struct lc_risks risks;
    cr_assert(eq(int, lc_model_read(&model, "tests/models/fit/model-1.json", &err), 0),
              "%s", err.text);
    cr_expect(eq(int, model->format, 1));
    cr_expect(eq(str, (char *)model->family->name, "logistic"));
    cr_expect(epsilon_eq(dbl, model->fit->estimate[1], -0.029549027074475414, 1e-9));
    cr_assert(eq(int, lc_model_risk(&risks, model, &frame, NULL, 0, false, &err), 0));
    /* R: fitted(glm(low ~ age + lwt + race + smoke + ptl + ht + ui + ftv))[1] */
    cr_expect(epsilon_eq(dbl, risks.risk[0], 0.2998273693924267, 1e-9));
    lc_risks_free(&risks);
    lc_model_free(model);
    lc_frame_free(&frame);
}
