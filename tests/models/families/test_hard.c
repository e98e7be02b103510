/* Hard inputs, every family: what cannot be fitted is a named status or an error that
 * says which column or row; never a crash, never a number that means nothing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/families/families.h"
#include "models/family/family.h"

TestSuite(hard, .init = lc_begin);

static const char *const families[] = {
    "logistic",       "cloglog",          "cox", "cause-specific", "fine-gray",
    "discrete-logit", "discrete-cloglog", "aft"
};
enum { FAMILIES = 8, N = 150, P = 3 };

/* Three columns, a binary outcome, and times 1 .. 12 with causes 0, 1, 2 (families of
 * one event: 0, 1). */
struct hard {
    double x[8][N], y[N], start[N], stop[N], weight[N];
    int32_t cause[N];
    struct lc_column column[8];
    const char *name[8];
    struct lc_sample sample;
    const struct lc_family *family;
};

static void reset(struct hard *h, size_t family)
{
    static const char *const names[] = { "apple", "birch", "cedar", "dogwood",
                                         "elder", "fir",   "gorse", "hazel" };
    struct lc_random r;
    lc_random_init(&r, 5, 0);
    memset(h, 0, sizeof *h);
    h->family = lc_family_find(families[family]);
    cr_assert(h->family != NULL, "%s", families[family]);
    for (size_t i = 0; i < N; i++) {
        double eta = 0;
        for (size_t k = 0; k < 8; k++) {
            h->x[k][i] = lc_random_normal(&r);
            eta += k < P ? 0.3 * h->x[k][i] : 0;
        }
        h->y[i] = lc_random_unit(&r) < 1 / (1 + exp(-eta));
        h->stop[i] = fmin(12, ceil(8 * lc_random_exponential(&r) * exp(-eta)));
        h->cause[i] = h->stop[i] < 12 && lc_random_unit(&r) < 0.8;
        if (h->cause[i] && h->family->response == LC_TIME_TO_CAUSE
            && lc_random_unit(&r) < 0.4)
            h->cause[i] = 2;
        h->weight[i] = 1;
    }
    for (size_t k = 0; k < 8; k++) {
        h->name[k] = names[k];
        h->column[k] = (struct lc_column){ .name = (char *)names[k],
                                           .type = LC_F64,
                                           .data = h->x[k] };
    }
    h->sample = (struct lc_sample){ .n = N,
                                    .x = { N, P, h->column },
                                    .name = h->name,
                                    .y = h->y,
                                    .stop = h->stop,
                                    .cause = h->cause };
}

static bool is_binary(const struct hard *h)
{
    return h->family->response == LC_BINARY;
}

static bool has_event(const struct hard *h, size_t i)
{
    return is_binary(h) ? h->y[i] > 0 : h->cause[i] > 0;
}

/* A fit, or NULL and the error. Whatever comes back makes sense. */
static struct lc_fit *fit(const struct hard *h, struct lc_error *err)
{
    struct lc_fit *f = NULL;
    struct lc_fit_options o = lc_fit_defaults();
    *err = (struct lc_error){ 0 };
    int code = h->family->fit(&f, &h->sample, &o, err);
    cr_assert_eq(code == 0, f != NULL);
    if (code) {
        cr_expect(err->text[0] != 0, "%s: code %d and no text", h->family->name, code);
        return NULL;
    }
    bool done = f->status == LC_CONVERGED || f->status == LC_ALIASED;
    for (size_t k = 0; done && k < f->terms; k++)
        if (!isnan(f->estimate[k]))
            cr_expect(isfinite(f->estimate[k]) && isfinite(f->se[k]) && f->se[k] > 0,
                      "%s: %s is %g (se %g) yet %s", h->family->name, f->name[k],
                      f->estimate[k], f->se[k], f->status_text);
    cr_expect(f->status_text[0] != 0, "%s: status %d unsaid", h->family->name,
              f->status);
    return f;
}

static void expect_status(const struct hard *h, int status, const char *column)
{
    struct lc_error err;
    struct lc_fit *f = fit(h, &err);
    cr_expect(f && f->status == status && strstr(f->status_text, column),
              "%s: %d %s %s", h->family->name, f ? f->status : -1,
              f ? f->status_text : "", err.text);
    lc_fit_free(f);
}

static void expect_error(const struct hard *h, int code, const char *a, const char *b)
{
    struct lc_error err;
    struct lc_fit *f = fit(h, &err);
    cr_expect(!f && err.code == code && strstr(err.text, a) && strstr(err.text, b),
              "%s: %d %s %s", h->family->name, err.code, f ? f->status_text : "",
              err.text);
    lc_fit_free(f);
}

#define EACH_FAMILY(h)                                                                 \
    static struct hard h;                                                              \
    for (size_t f_ = 0; f_ < FAMILIES && (reset(&h, f_), true); f_++)

/* Every event has apple = 1 and nobody else. */
Test(hard, complete_separation_names_its_column)
{
    EACH_FAMILY(h)
    {
        for (size_t i = 0; i < N; i++)
            h.x[0][i] = has_event(&h, i);
        expect_status(&h, LC_INFINITE, "apple");
    }
}

/* Nobody with apple = 1 has an event; of the others some have. */
Test(hard, quasi_separation_names_its_column)
{
    EACH_FAMILY(h)
    {
        for (size_t i = 0; i < N; i++)
            h.x[0][i] = !has_event(&h, i) && i % 3 == 0;
        expect_status(&h, LC_INFINITE, "apple");
    }
}

static void compare_kept(const struct hard *h, const struct lc_fit *whole,
                         const struct lc_fit *part)
{
    cr_expect_float_eq(whole->loglik, part->loglik, 1e-7, "%s", h->family->name);
    for (size_t k = 0; k < part->terms; k++)
        for (size_t j = 0; j < whole->terms; j++)
            if (part->column[k] >= 0 && whole->column[j] == part->column[k]
                && whole->causes == 1)
                cr_expect_float_eq(whole->estimate[j], part->estimate[k], 1e-6, "%s",
                                   h->family->name);
}

/* cedar = apple + birch, or 7 throughout: named, its estimate NaN, the others as in the
 * fit without it. */
Test(hard, columns_that_say_nothing_new_are_left_out)
{
    EACH_FAMILY(h)
    for (int which = 0; which < 2; which++) {
        struct lc_error err;
        for (size_t i = 0; i < N; i++)
            h.x[2][i] = which ? 7 : h.x[0][i] + h.x[1][i];
        struct lc_fit *whole = fit(&h, &err);
        h.sample.x.p = 2;
        struct lc_fit *part = fit(&h, &err);
        h.sample.x.p = P;
        cr_assert(whole && part, "%s: %s", h.family->name, err.text);
        cr_expect(whole->status == LC_ALIASED && strstr(whole->status_text, "cedar"),
                  "%s: %s", h.family->name, whole->status_text);
        compare_kept(&h, whole, part);
        lc_fit_free(whole);
        lc_fit_free(part);
    }
}

Test(hard, nobody_or_everybody_has_the_event)
{
    EACH_FAMILY(h)
    {
        struct lc_error err;
        for (size_t i = 0; i < N; i++)
            h.y[i] = h.cause[i] = 0;
        expect_error(&h, LC_UNFIT, "no row has", "nothing can be learnt");
        for (size_t i = 0; i < N; i++)
            h.y[i] = h.cause[i] = 1;
        if (is_binary(&h)) {
            expect_error(&h, LC_UNFIT, "no row is without", "nothing can be learnt");
            continue;
        }
        struct lc_fit *f = fit(&h, &err);
        /* where the last interval takes everybody its level is infinite; and a second
         * cause has nobody to learn from */
        if (strstr(h.family->name, "discrete"))
            cr_expect(f && f->status == LC_INFINITE
                          && strstr(f->status_text, "interval 12"),
                      "%s: %s", h.family->name, f ? f->status_text : err.text);
        else
            cr_expect(f ? f->status == LC_CONVERGED : err.code == LC_UNFIT, "%s: %s",
                      h.family->name, f ? f->status_text : err.text);
        lc_fit_free(f);
    }
}

/* All at one time. Cox's Efron takes the events one after another; an AFT scale shrinks
 * to nothing and is named. */
Test(hard, everybody_at_one_time)
{
    EACH_FAMILY(h)
    {
        struct lc_error err;
        for (size_t i = 0; i < N; i++)
            h.stop[i] = 3;
        struct lc_fit *f = fit(&h, &err);
        cr_assert(f != NULL, "%s: %s", h.family->name, err.text);
        bool aft = strcmp(h.family->name, "aft") == 0;
        cr_expect_eq(f->status, aft ? LC_INFINITE : LC_CONVERGED, "%s: %s",
                     h.family->name, f->status_text);
        cr_expect(!aft || strstr(f->status_text, "log(scale)"));
        lc_fit_free(f);
    }
}

static void reverse(double *v, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        double kept = v[i];
        v[i] = v[n - 1 - i];
        v[n - 1 - i] = kept;
    }
}

/* One value a million standard deviations away: an answer, which does not depend on
 * where the row stands; or it is said that there is none. */
Test(hard, an_outlier)
{
    EACH_FAMILY(h)
    {
        struct lc_error err;
        h.x[0][5] = 1e6;
        struct lc_fit *f = fit(&h, &err);
        for (size_t k = 0; k < P; k++)
            reverse(h.x[k], N);
        reverse(h.y, N);
        reverse(h.stop, N);
        for (size_t i = 0; i < N / 2; i++) {
            int32_t kept = h.cause[i];
            h.cause[i] = h.cause[N - 1 - i];
            h.cause[N - 1 - i] = kept;
        }
        struct lc_fit *g = fit(&h, &err);
        cr_assert(f && g, "%s: %s", h.family->name, err.text);
        cr_expect(f->status == LC_CONVERGED || f->status == LC_NOT_CONVERGED, "%s: %s",
                  h.family->name, f->status_text);
        cr_expect_eq(f->status, g->status);
        for (size_t k = 0; f->status == LC_CONVERGED && k < f->terms; k++)
            cr_expect_float_eq(f->estimate[k], g->estimate[k], 1e-5 * f->se[k], "%s %s",
                               h.family->name, f->name[k]);
        lc_fit_free(f);
        lc_fit_free(g);
    }
}

/* A weight of 0 is no row. One of 1e12 (a row that outweighs all others) may be beyond
 * a family, which then says that it did not converge; fit() sees to the rest. */
Test(hard, weights_of_nothing_and_of_1e12)
{
    EACH_FAMILY(h)
    {
        struct lc_error err;
        h.sample.weight = h.weight;
        for (size_t i = 100; i < N; i++)
            h.weight[i] = 0;
        struct lc_fit *nil = fit(&h, &err);
        h.sample.n = h.sample.x.n = 100;
        struct lc_fit *absent = fit(&h, &err);
        cr_assert(nil && absent, "%s: %s", h.family->name, err.text);
        compare_kept(&h, nil, absent);
        h.weight[3] = 1e12;
        struct lc_fit *heavy = fit(&h, &err);
        cr_expect(heavy != NULL, "%s: %s", h.family->name, err.text);
        lc_fit_free(nil);
        lc_fit_free(absent);
        lc_fit_free(heavy);
    }
}

Test(hard, one_event)
{
    EACH_FAMILY(h)
    {
        struct lc_error err;
        for (size_t i = 0; i < N; i++)
            h.y[i] = h.cause[i] = i == 40;
        h.stop[40] = 2;
        struct lc_fit *f = fit(&h, &err);
        cr_expect(f && (f->status == LC_CONVERGED || f->status == LC_INFINITE),
                  "%s: %s", h.family->name, f ? f->status_text : err.text);
        lc_fit_free(f);
    }
}

/* Nobody is at risk with anybody else: Cox's likelihood is flat in every column. */
Test(hard, risk_sets_of_one)
{
    EACH_FAMILY(h)
    {
        struct lc_error err;
        if (is_binary(&h))
            continue;
        for (size_t i = 0; i < N; i++) {
            h.start[i] = (double)i;
            h.stop[i] = (double)i + 1;
        }
        h.sample.start = h.start;
        struct lc_fit *f = fit(&h, &err);
        bool cox =
            !strcmp(h.family->name, "cox") || !strcmp(h.family->name, "cause-specific");
        if (!strcmp(h.family->name, "fine-gray"))
            cr_expect(!f && strstr(err.text, "start"), "%s", err.text);
        else if (cox)
            cr_expect(f && f->status == LC_ALIASED
                          && strstr(f->status_text, "apple, birch, cedar"),
                      "%s: %s", h.family->name, f ? f->status_text : err.text);
        else
            cr_expect(f != NULL, "%s: %s", h.family->name, err.text);
        lc_fit_free(f);
    }
}

Test(hard, fewer_rows_than_columns)
{
    EACH_FAMILY(h)
    {
        struct lc_error err;
        h.sample.n = h.sample.x.n = 6;
        h.sample.x.p = 8;
        for (size_t i = 0; i < 6; i++) {
            h.y[i] = i % 2;
            h.cause[i] = i % 3 != 0;
            h.stop[i] = (double)(i + 1);
        }
        struct lc_fit *f = fit(&h, &err);
        cr_expect(f && (f->status == LC_INFINITE || f->status == LC_ALIASED)
                      && (strstr(f->status_text, "apple")
                          || strstr(f->status_text, "log(scale)")),
                  "%s: %s", h.family->name, f ? f->status_text : err.text);
        lc_fit_free(f);
    }
}

Test(hard, what_is_no_number_is_named_by_row)
{
    static const double bad[] = { NAN, INFINITY, -INFINITY };
    EACH_FAMILY(h)
    for (int k = 0; k < 3; k++) {
        reset(&h, f_);
        h.x[1][6] = bad[k];
        expect_error(&h, LC_RANGE, "row 7", "birch");
        reset(&h, f_);
        h.sample.weight = h.weight;
        h.weight[6] = bad[k];
        expect_error(&h, LC_RANGE, "row 7", "weight");
        reset(&h, f_);
        if (is_binary(&h))
            h.y[6] = bad[k];
        else
            h.stop[6] = bad[k];
        expect_error(&h, LC_RANGE, "row 7", is_binary(&h) ? "outcome" : "time");
    }
}

/* One row so far out that its linear predictor overflows, with the event: its part of
 * the likelihood is 1, and the others' maximum is found. */
Test(hard, an_overflowing_row_is_no_obstacle)
{
    EACH_FAMILY(h)
    {
        struct lc_error err;
        h.x[0][0] = 1e6;
        h.y[0] = 1;
        struct lc_fit *f = fit(&h, &err);
        cr_expect(f && (f->status == LC_CONVERGED || f->status == LC_ALIASED), "%s: %s",
                  h.family->name, f ? f->status_text : err.text);
        lc_fit_free(f);
    }
}
