/* Rows are summed block by block, 256 to 4,096 at a time. Rows that weigh nothing are
 * no rows: strewn among others until these fill a block but one, a block, a block and
 * one, they change no estimate and no error of any family. */
#include <math.h>
#include <stdlib.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/families/families.h"
#include "models/family/family.h"

TestSuite(bounds, .init = lc_begin);

enum { REAL = 240, MOST = 4097, P = 3 };

struct strewn {
    double x[P][MOST], y[MOST], stop[MOST], weight[MOST];
    int32_t cause[MOST], cluster[MOST];
    struct lc_column column[P];
    struct lc_sample sample;
};

/* Of n rows the real ones are as far apart as can be; the others are theirs but for x,
 * and belong to the same clusters of four. */
static void strew(struct strewn *d, size_t n)
{
    struct lc_random r;
    lc_random_init(&r, 12, 0);
    for (size_t i = 0, at = 0; i < REAL; i++) {
        double eta = 0, x[P], u = lc_random_unit(&r), t = lc_random_exponential(&r);
        for (size_t k = 0; k < P; k++) {
            x[k] = lc_random_normal(&r);
            eta += 0.3 * ((double)k - 0.8) * x[k];
        }
        for (size_t first = at; at < (i + 1) * n / REAL; at++) {
            for (size_t k = 0; k < P; k++)
                d->x[k][at] = at == first ? x[k] : 3 * x[(k + 1) % P];
            d->stop[at] = fmin(ceil(40 * t / exp(eta)), 30);
            d->cause[at] = d->stop[at] < 30 ? 1 + (u < 0.3) : 0;
            d->y[at] = u < 1 / (1 + exp(-eta));
            d->weight[at] = at == first;
            d->cluster[at] = (int32_t)i / 4;
        }
    }
    for (size_t k = 0; k < P; k++)
        d->column[k] = (struct lc_column){ .type = LC_F64, .data = d->x[k] };
    d->sample = (struct lc_sample){ .n = n,
                                    .x = { n, P, d->column },
                                    .y = d->y,
                                    .stop = d->stop,
                                    .cause = d->cause,
                                    .weight = d->weight,
                                    .cluster = d->cluster,
                                    .clusters = REAL / 4 };
}

static struct lc_fit *fit(struct strewn *d, const struct lc_family *family, size_t n)
{
    struct lc_fit_options o = lc_fit_defaults();
    struct lc_error err = { 0 };
    struct lc_fit *f = NULL;
    if (lc_family_reads(family, "variance", NULL))
        o.variance = LC_CLUSTERED;
    strew(d, n);
    for (size_t i = 0; i < n && family->response != LC_TIME_TO_CAUSE; i++)
        d->cause[i] = d->cause[i] == 1;
    cr_assert_eq(family->fit(&f, &d->sample, &o, &err), 0, "%s: %s", family->name,
                 err.text);
    cr_assert_eq(f->status, LC_CONVERGED, "%s: %s", family->name, f->status_text);
    return f;
}

Test(bounds, rows_on_both_sides_of_every_block)
{
    static const char *const families[] = {
        "logistic",       "cloglog",          "cox", "cause-specific", "fine-gray",
        "discrete-logit", "discrete-cloglog", "aft"
    };
    static const size_t sizes[] = { 255,  256,  257,  511,  512,  513,
                                    1023, 1024, 1025, 4095, 4096, 4097 };
    struct strewn *d = calloc(1, sizeof *d);
    size_t robust = 0;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        const struct lc_family *family = lc_family_find(families[f]);
        struct lc_fit *alone = fit(d, family, REAL);
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            struct lc_fit *among = fit(d, family, sizes[s]);
            cr_assert_eq(alone->terms, among->terms);
            for (size_t k = 0; k < alone->terms; k++) {
                double se = alone->se[k];
                cr_expect_float_eq(among->estimate[k], alone->estimate[k], 1e-6 * se,
                                   "%s of %zu rows", families[f], sizes[s]);
                cr_expect_float_eq(among->se[k], se, 1e-6 * se, "%s of %zu rows",
                                   families[f], sizes[s]);
                if (alone->robust_se)
                    cr_expect_float_eq(among->robust_se[k], alone->robust_se[k],
                                       1e-6 * se, "%s of %zu rows", families[f],
                                       sizes[s]);
            }
            cr_expect_float_eq(among->loglik, alone->loglik, 1e-9 * fabs(alone->loglik),
                               "%s of %zu rows", families[f], sizes[s]);
            lc_fit_free(among);
        }
        robust += alone->robust_se != NULL;
        lc_fit_free(alone);
    }
    cr_expect_gt(robust, 4);
    free(d);
}
