/* A level that one row in many has: without an event it has no finite estimate, however
 * many rows there are beside it, and the others' estimates are those of a fit to the
 * rows without it, to which its row adds nothing in the limit. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/families/families.h"
#include "models/family/family.h"

TestSuite(rare, .init = lc_begin);

static const struct {
    const char *family;
    int dist;
} kinds[] = {
    { "logistic", 0 },         { "cloglog", 0 },         { "cox", 0 },
    { "cause-specific", 0 },   { "fine-gray", 0 },       { "discrete-logit", 0 },
    { "discrete-cloglog", 0 }, { "aft", LC_WEIBULL },    { "aft", LC_EXPONENTIAL },
    { "aft", LC_LOGNORMAL },   { "aft", LC_LOGLOGISTIC }
};
enum { KINDS = sizeof kinds / sizeof *kinds, P = 3, MOST = 60000, ROW = 7 };

/* Columns: a number, a level of half the rows, a level of row ROW (of 1 in `common`,
 * where that is not 0). */
struct rare {
    double *x[P], *y, *stop;
    int32_t *cause;
    struct lc_column column[P];
    struct lc_sample sample;
    const struct lc_family *family;
    int dist;
};

static void setup(struct rare *r, size_t kind, size_t n, size_t common)
{
    static const char *const names[P] = { "number", "half", "rare" };
    struct lc_random random;
    lc_random_init(&random, 11, 0);
    memset(r, 0, sizeof *r);
    r->family = lc_family_find(kinds[kind].family);
    r->dist = kinds[kind].dist;
    double *room = malloc((P + 2) * n * sizeof *room);
    r->cause = malloc(n * sizeof *r->cause);
    cr_assert(room && r->cause && r->family);
    for (size_t k = 0; k < P; k++) {
        r->x[k] = room + k * n;
        r->column[k] = (struct lc_column){ .name = (char *)names[k],
                                           .type = LC_F64,
                                           .data = r->x[k] };
    }
    r->y = room + P * n;
    r->stop = r->y + n;
    for (size_t i = 0; i < n; i++) {
        r->x[0][i] = lc_random_normal(&random);
        r->x[1][i] = lc_random_unit(&random) < 0.5;
        r->x[2][i] = common ? i % common == ROW : i == ROW;
        double eta = 0.4 * r->x[0][i] - 0.3 * r->x[1][i];
        r->y[i] = lc_random_unit(&random) < 0.1 * exp(eta);
        double t = 30 * lc_random_exponential(&random) * exp(-eta);
        r->cause[i] = t < 12;
        r->stop[i] = ceil(fmin(12, t));
        if (r->cause[i] && r->family->response == LC_TIME_TO_CAUSE
            && lc_random_unit(&random) < 0.3)
            r->cause[i] = 2;
    }
    r->y[ROW] = r->cause[ROW] = 0;
    r->sample = (struct lc_sample){ .n = n,
                                    .x = { n, P, r->column },
                                    .name = names,
                                    .y = r->y,
                                    .stop = r->stop,
                                    .cause = r->cause };
}

static void release(struct rare *r)
{
    free(r->x[0]);
    free(r->cause);
}

static struct lc_fit *fit(const struct rare *r)
{
    struct lc_fit *f = NULL;
    struct lc_error err = { 0 };
    struct lc_fit_options o = lc_fit_defaults();
    o.dist = r->dist;
    cr_assert(eq(int, r->family->fit(&f, &r->sample, &o, &err), LC_OK), "%s: %s",
              r->family->name, err.text);
    return f;
}

static size_t term(const struct lc_fit *f, const char *name)
{
    size_t t = 0;
    while (t < f->terms && strncmp(f->name[t], name, strlen(name)) != 0)
        t++;
    return t;
}

/* What the others are without the row, of which their limit knows nothing. Of Fine and
 * Gray's it does: its time is one of the censoring's. */
static void compare_without(struct rare *r, const struct lc_fit *with)
{
    static double one[MOST];
    if (!strcmp(r->family->name, "fine-gray"))
        return;
    for (size_t i = 0; i < r->sample.n; i++)
        one[i] = 1;
    one[ROW] = 0;
    r->sample.weight = one;
    r->sample.x.p = P - 1;
    struct lc_fit *without = fit(r);
    for (size_t k = 0; k < P - 1; k++) {
        size_t a = term(with, r->sample.name[k]), b = term(without, r->sample.name[k]);
        cr_assert(a < with->terms && b < without->terms);
        cr_expect(fabs(with->estimate[a] - without->estimate[b])
                      < 1e-6 * without->se[b],
                  "%s of %zu: %.9g with, %.9g without", r->family->name, r->sample.n,
                  with->estimate[a], without->estimate[b]);
        cr_expect(fabs(with->se[a] - without->se[b]) < 1e-6 * without->se[b],
                  "%s: se %.9g with, %.9g without", r->family->name, with->se[a],
                  without->se[b]);
    }
    lc_fit_free(without);
}

/* 60,000 rows are where a slice of them is climbed first. */
static const size_t sizes[] = { 300, 5000, 59999, 60000 };

Test(rare, a_level_without_an_event_has_no_finite_estimate_among_any_number_of_rows)
{
    for (size_t kind = 0; kind < KINDS; kind++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            struct rare r;
            setup(&r, kind, sizes[s], 0);
            struct lc_fit *f = fit(&r);
            size_t t = term(f, "rare");
            cr_expect(f->status == LC_INFINITE && isinf(f->se[t]) && isinf(f->low[t])
                          && isinf(f->high[t]),
                      "%s %d of %zu: %s, se %g", r.family->name, r.dist, sizes[s],
                      f->status_text, f->se[t]);
            for (size_t k = 0; k < f->terms; k++)
                if (strncmp(f->name[k], "rare", 4) != 0)
                    cr_expect(isfinite(f->se[k]), "%s of %zu: %s", r.family->name,
                              sizes[s], f->name[k]);
            compare_without(&r, f);
            lc_fit_free(f);
            release(&r);
        }
}

static void take_row_out(struct rare *r)
{
    size_t rest = r->sample.n - ROW - 1;
    for (size_t k = 0; k < P; k++)
        memmove(r->x[k] + ROW, r->x[k] + ROW + 1, rest * sizeof **r->x);
    memmove(r->y + ROW, r->y + ROW + 1, rest * sizeof *r->y);
    memmove(r->stop + ROW, r->stop + ROW + 1, rest * sizeof *r->stop);
    memmove(r->cause + ROW, r->cause + ROW + 1, rest * sizeof *r->cause);
    r->sample.n = r->sample.x.n = rest + ROW;
    r->sample.weight = NULL;
}

/* Of a weight of 0 the row is none: its level is nobody's, as it is where the row is
 * not there, and the others' estimates are those without it, digit for digit but for
 * the order in which sums are made. */
Test(rare, a_level_of_a_row_of_weight_0_is_nobodys)
{
    static double one[MOST];
    for (size_t kind = 0; kind < KINDS; kind++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            struct rare r;
            setup(&r, kind, sizes[s], 0);
            for (size_t i = 0; i < r.sample.n; i++)
                one[i] = i != ROW;
            r.x[0][ROW] = 40;
            r.sample.weight = one;
            struct lc_fit *with = fit(&r);
            take_row_out(&r);
            struct lc_fit *without = fit(&r);
            cr_expect(eq(str, with->status_text, without->status_text), "%s of %zu",
                      r.family->name, sizes[s]);
            for (size_t t = 0; t < without->terms && t < with->terms; t++) {
                double a = with->estimate[t], b = without->estimate[t];
                bool same = isnan(b)
                                ? isnan(a)
                                : fabs(a - b) <= 1e-10
                                      && fabs(with->se[t] - without->se[t]) <= 1e-10;
                cr_expect(same, "%s of %zu: %s %.15g with, %.15g without",
                          r.family->name, sizes[s], with->name[t], a, b);
            }
            lc_fit_free(with);
            lc_fit_free(without);
            release(&r);
        }
}

/* Nor has a level that is left out of the columns, whose row then is the one that has
 * none of the others: all of these, and the level of the fit, run from it. */
Test(rare, a_reference_level_without_an_event_takes_the_others_with_it)
{
    for (size_t kind = 0; kind < KINDS; kind++) {
        struct rare r;
        setup(&r, kind, 5000, 0);
        for (size_t i = 0; i < r.sample.n; i++)
            r.x[2][i] = i != ROW && r.x[1][i] == 0;
        r.x[1][ROW] = 0;
        struct lc_fit *f = fit(&r);
        cr_expect(eq(int, f->status, LC_INFINITE), "%s", r.family->name);
        for (size_t k = 0; k < f->terms; k++) {
            bool runs =
                !strncmp(f->name[k], "half", 4) || !strncmp(f->name[k], "rare", 4);
            if (runs || !strncmp(f->name[k], "number", 6))
                cr_expect(runs == (isinf(f->se[k]) != 0), "%s: %s, se %g",
                          r.family->name, f->name[k], f->se[k]);
        }
        lc_fit_free(f);
        release(&r);
    }
}

/* One row in 500 has it, some with an event: an estimate like any other. */
Test(rare, a_seldom_level_with_events_is_finite)
{
    for (size_t kind = 0; kind < KINDS; kind++) {
        struct rare r;
        setup(&r, kind, MOST, 500);
        struct lc_fit *f = fit(&r);
        cr_expect(eq(int, f->status, LC_CONVERGED), "%s: %s", r.family->name,
                  f->status_text);
        for (size_t k = 0; k < f->terms; k++)
            cr_expect(isfinite(f->se[k]) && f->se[k] > 0, "%s: %s", r.family->name,
                      f->name[k]);
        lc_fit_free(f);
        release(&r);
    }
}
