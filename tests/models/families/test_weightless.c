/* A row of weight 0 is no row: a table with such rows gives the fit of the table
 * without them, in every family and by every way of fitting that it has. They are as
 * wild as rows can be: columns and levels that no other row has, values and times far
 * from all others, strata, clusters and knots of their own. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "models/families/families.h"
#include "models/fit/table_fit.h"
#include "support/tables.h"

TestSuite(weightless, .init = lc_begin, .timeout = 0);

enum { N = 400, EVERY = 4 }; /* each fourth row weighs 0 */

static const struct trial {
    const char *reads; /* an option of fit; NULL: as it comes */
    double ridge;
    int firth, path, variance, ties;
} trials[] = {
    { NULL, 0, 0, 0, LC_MODEL_BASED, LC_EFRON },
    { "ridge", 2, 0, 0, LC_MODEL_BASED, LC_EFRON },
    { "firth", 0, 1, 0, LC_MODEL_BASED, LC_EFRON },
    { "path", 0, 0, 10, LC_MODEL_BASED, LC_EFRON },
    { "variance", 0, 0, 0, LC_HC1, LC_EFRON },
    { "ties", 0, 0, 0, LC_MODEL_BASED, LC_BRESLOW },
};
enum { TRIALS = sizeof trials / sizeof *trials };

struct row {
    double x, z, only, y, time, cause, event, weight, person;
    const char *word;
};

static void tame(struct row *r, struct lc_random *random, size_t i)
{
    static const char *const words[] = { "a", "b", "c" };
    r->x = lc_random_normal(random);
    r->z = 3 + lc_random_normal(random);
    r->word = words[lc_random_below(random, 3)];
    r->only = 0;
    double eta = 0.5 * r->x - 0.3 * (r->z - 3) + (*r->word == 'b' ? 0.4 : 0);
    r->y = lc_random_unit(random) < 1 / (1 + exp(-eta));
    r->time = fmin(90, ceil(40 * lc_random_exponential(random) * exp(-eta)));
    r->event = r->time < 90 && lc_random_unit(random) < 0.8;
    r->cause = r->event * (lc_random_unit(random) < 0.7 ? 1 : 2);
    r->weight = 1 + (double)lc_random_below(random, 2);
    r->person = (double)(i / 3);
}

static void make_wild(struct row *r, size_t i)
{
    r->x = i % 8 ? 1e4 : -3e5;
    r->z = 1e6 + (double)i;
    r->word = i % 8 ? "z" : "a";
    r->only = (double)(i % 5);
    r->time = 150.25 + (double)(i % 3);
    r->event = 1;
    r->cause = 1 + (double)(i % 2);
    r->weight = 0;
    r->person = 1000 + (double)i;
}

static struct lc_frame frame_of(const struct row *row, size_t n)
{
    struct lc_frame frame = { .n = n };
    double *real[] = {
        table_real(&frame, "x"),      table_real(&frame, "z"),
        table_real(&frame, "only"),   table_real(&frame, "y"),
        table_real(&frame, "time"),   table_real(&frame, "cause"),
        table_real(&frame, "event"),  table_real(&frame, "w"),
        table_real(&frame, "person"),
    };
    const char *word[N];
    for (size_t i = 0; i < n; i++) {
        const double value[] = { row[i].x,     row[i].z,      row[i].only,
                                 row[i].y,     row[i].time,   row[i].cause,
                                 row[i].event, row[i].weight, row[i].person };
        for (size_t k = 0; k < sizeof real / sizeof *real; k++)
            real[k][i] = value[k];
        word[i] = row[i].word;
    }
    table_words(&frame, "g", word);
    return frame;
}

static struct lc_model *fit(const struct lc_frame *frame,
                            const struct lc_family *family, const struct trial *t,
                            struct lc_unused *unused, struct lc_error *err)
{
    static const char *const left[] = { [LC_BINARY] = "y",
                                        [LC_TIME_TO_EVENT] = "Surv(time, event)",
                                        [LC_TIME_TO_CAUSE] = "Surv(time, cause)" };
    char formula[200];
    snprintf(formula, sizeof formula, "%s ~ rcs(x, 3) + z + g + only%s%s",
             left[family->response], family->strata == LC_YES ? " + strata(g)" : "",
             t->variance == LC_MODEL_BASED ? "" : " + cluster(person)");
    struct lc_table_fit ask = { .formula = formula,
                                .family = family,
                                .weights = "w",
                                .options = lc_fit_defaults() };
    ask.options.ridge = t->ridge;
    ask.options.firth = t->firth;
    ask.options.path = t->path;
    ask.options.ties = t->ties;
    ask.options.variance = t->variance;
    ask.options.grid = 10;
    struct lc_model *model = NULL;
    *err = (struct lc_error){ 0 };
    int code = lc_table_fit(&model, unused, frame, &ask, err);
    cr_assert_eq(code == 0, model != NULL);
    return model;
}

static void close_to(double a, double b, const char *family, const char *what)
{
    bool same = (isnan(a) && isnan(b)) || a == b
                || fabs(a - b) <= 1e-10 * fmax(1, fmax(fabs(a), fabs(b)));
    cr_expect(same, "%s: %s: %.15g and %.15g", family, what, a, b);
}

static void compare(const struct lc_fit *a, const struct lc_fit *b, const char *family)
{
    cr_assert_eq(a->terms, b->terms, "%s", family);
    cr_expect_str_eq(a->status_text, b->status_text, "%s", family);
    cr_expect_eq(a->n, b->n, "%s", family);
    close_to(a->events, b->events, family, "events");
    close_to(a->event_rows, b->event_rows, family, "rows with an event");
    close_to(a->loglik, b->loglik, family, "log-likelihood");
    close_to(a->loglik_null, b->loglik_null, family, "null log-likelihood");
    close_to(a->concordance, b->concordance, family, "concordance");
    for (size_t k = 0; k < a->terms; k++) {
        cr_expect_str_eq(a->name[k], b->name[k], "%s", family);
        close_to(a->estimate[k], b->estimate[k], family, a->name[k]);
        close_to(a->se[k], b->se[k], family, a->name[k]);
        close_to(a->low[k], b->low[k], family, a->name[k]);
        if (a->robust_se)
            close_to(a->robust_se[k], b->robust_se[k], family, a->name[k]);
    }
    cr_assert_eq(a->points, b->points, "%s", family);
    for (size_t l = 0; l < a->points; l++)
        close_to(a->point[l].deviance_ratio, b->point[l].deviance_ratio, family,
                 "path");
    cr_assert_eq(a->curves, b->curves, "%s", family);
    for (size_t c = 0; c < a->curves; c++) {
        cr_assert_eq(a->curve[c].n, b->curve[c].n, "%s: times", family);
        close_to(a->curve[c].last, b->curve[c].last, family, "last time seen");
        for (size_t i = 0; i < a->curve[c].n; i++)
            close_to(a->curve[c].hazard[i], b->curve[c].hazard[i], family, "hazard");
    }
}

Test(weightless, a_row_of_weight_0_is_no_row)
{
    static struct row all[N], some[N];
    struct lc_random random;
    struct lc_error err, other;
    size_t n = 0, fits = 0;
    lc_random_init(&random, 11, 0);
    for (size_t i = 0; i < N; i++) {
        tame(all + i, &random, i);
        if (i % EVERY == 0)
            make_wild(all + i, i);
        else
            some[n++] = all[i];
    }
    struct lc_frame whole = frame_of(all, N), part = frame_of(some, n);
    for (size_t f = 0; lc_families[f]; f++)
        for (size_t t = 0; t < TRIALS; t++) {
            const struct lc_family *family = lc_families[f];
            struct lc_unused unused = { 0 }, none = { 0 };
            if (trials[t].reads && !lc_family_reads(family, trials[t].reads, NULL))
                continue;
            struct lc_model *a = fit(&whole, family, trials + t, &unused, &err);
            struct lc_model *b = fit(&part, family, trials + t, &none, &other);
            cr_expect_str_eq(err.text, other.text, "%s", family->name);
            cr_expect_eq(a != NULL, b != NULL, "%s: %s%s", family->name, err.text,
                         other.text);
            if (a && b) {
                compare(a->fit, b->fit, family->name);
                cr_expect_eq(unused.weightless, N / EVERY);
                cr_expect_eq(none.weightless + none.missing + unused.missing, 0);
                fits++;
            }
            lc_model_free(a);
            lc_model_free(b);
        }
    cr_expect_geq(fits, 30, "only %zu fits were compared", fits);
    lc_frame_free(&whole);
    lc_frame_free(&part);
}
