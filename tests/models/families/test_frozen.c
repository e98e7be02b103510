/* What every family says of a frozen model: how its level is set anew and how its risk
 * is told, or why not. Walks the table: a row with a hole fails here, by name. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "formula/formula_eval.h"
#include "models/families/families.h"
#include "models/family/export_form.h"
#include "models/family/recalibrate.h"

TestSuite(frozen, .init = lc_begin);

/* "is ...", "has ...": the end of a sentence that begins "a model of family F ". */
static bool is_reason(const char *text)
{
    return text && strlen(text) > 20
           && (strncmp(text, "is ", 3) == 0 || strncmp(text, "has ", 4) == 0);
}

Test(frozen, each_family_does_it_or_says_why_not)
{
    for (size_t k = 0; lc_families[k]; k++) {
        const struct lc_family *f = lc_families[k];
        cr_expect(f->recalibration.run ? !f->recalibration.without
                                       : is_reason(f->recalibration.without),
                  "%s.recalibration: run, or a reason without, and not both", f->name);
        cr_expect(f->export.form ? !f->export.without : is_reason(f->export.without),
                  "%s.export: a form, or a reason without, and not both", f->name);
    }
}

/* Of PMML 4.4's REGRESSIONNORMALIZATIONMETHOD, those that make a risk of one number. */
static bool is_method(const char *link)
{
    static const char *const methods[] = { "logit", "probit", "cloglog", "loglog",
                                           "cauchit" };
    size_t k = 0;
    while (k < 5 && strcmp(methods[k], link) != 0)
        k++;
    return k < 5;
}

Test(frozen, each_form_is_one_of_three)
{
    for (size_t k = 0; lc_families[k]; k++) {
        const struct lc_export_form *form = lc_families[k]->export.form;
        const char *name = lc_families[k]->name;
        if (!form)
            continue;
        if (form->link)
            cr_expect(eq(int, is_method(form->link), 1),
                      "%s.export.link: '%s' is no normalizationMethod of PMML", name,
                      form->link);
        cr_expect(eq(int, !!form->link + !!form->hazard + !!form->page, 1),
                  "%s.export: a link, a hazard or a page, and one of them", name);
        cr_expect(eq(int, !form->link, !form->risk), "%s.export.risk: with a link",
                  name);
        cr_expect(eq(int, !form->page, !form->fields), "%s.export.fields: with a page",
                  name);
        cr_expect(form->page || !form->timed, "%s.export.timed: of a page", name);
        cr_expect(lc_families[k]->response == LC_BINARY || !form->link,
                  "%s.export.link: of a yes or no", name);
    }
}

/* --- a link's expression is the family's risk -------------------------------------- */

enum { N = 8 };

/* The family's expression of L at each of N values. Phi is no function of our own
 * formulas. */
static void work_out(const struct lc_family *family, const double *l, double *out)
{
    const char *expression = family->export.form->risk;
    for (size_t i = 0; i < N; i++)
        out[i] = erfc(-l[i] / sqrt(2)) / 2;
    if (strcmp(expression, "Phi(L)") == 0)
        return;
    lc_arena *arena = lc_arena_new();
    struct lc_frame frame = { .n = N };
    struct lc_column *column;
    const struct lc_node *node;
    const lc_expr *expr;
    struct lc_error err = { 0 };
    cr_assert(zero(int, lc_frame_add(&frame, "L", LC_F64, &column, &err)));
    memcpy(column->data, l, N * sizeof *l);
    cr_assert(zero(int, lc_expression_parse(&node, arena, expression, &err)),
              "%s.export.risk is no arithmetic of our formulas: %s", family->name,
              err.text);
    cr_assert(zero(int, lc_expr_bind(&expr, arena, node, &frame, &err)),
              "%s.export.risk is no arithmetic of our formulas: %s", family->name,
              err.text);
    lc_expr_eval(expr, 0, N, out);
    lc_frame_free(&frame);
    lc_arena_free(arena);
}

static void check_link(const struct lc_family *family)
{
    double x[N] = { 0, 1, 2, 3, 4, 5, 6, 7 }, y[N] = { 0, 1, 0, 0, 1, 0, 1, 1 };
    double l[N], risk[N], told[N];
    const char *name[] = { "x" };
    struct lc_column column = { .type = LC_F64, .data = x };
    struct lc_sample sample = { .n = N, .x = { N, 1, &column }, .name = name, .y = y };
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_risk_rows rows = { .m = N, .p = 1, .x = x };
    struct lc_risk_out out = { .risk = risk };
    struct lc_fit *fit;
    struct lc_error err = { 0 };
    cr_assert(zero(int, family->fit(&fit, &sample, &options, &err)), "%s: %s",
              family->name, err.text);
    cr_assert(fit->terms == 2 && lc_fit_has_intercept(fit));
    for (size_t i = 0; i < N; i++)
        l[i] = fit->estimate[0] + fit->estimate[1] * x[i];
    cr_expect(ne(dbl, l[0], l[1]), "%s", family->name);
    cr_assert(zero(int, family->risk(fit, &rows, &out, &err)), "%s", err.text);
    work_out(family, l, told);
    for (size_t i = 0; i < N; i++)
        cr_expect(epsilon_eq(dbl, told[i], risk[i], 1e-14), "%s.export.risk",
                  family->name);
    lc_fit_free(fit);
}

Test(frozen, a_link_tells_the_risk_of_its_family)
{
    for (size_t k = 0; lc_families[k]; k++)
        if (lc_families[k]->export.form && lc_families[k]->export.form->link)
            check_link(lc_families[k]);
}

/* --- rows are looked at before anything is learnt from them ------------------------ */

Test(frozen, each_recalibration_checks_its_rows)
{
    double x[] = { 1, NAN }, y[] = { 0, 1 }, stop[] = { 1, 2 }, eta[2] = { 0 };
    int32_t cause[] = { 0, 1 };
    const char *name[] = { "x" };
    struct lc_column column = { .type = LC_F64, .data = x };
    for (size_t k = 0; lc_families[k]; k++) {
        const struct lc_family *f = lc_families[k];
        bool binary = f->response == LC_BINARY;
        if (!f->recalibration.run)
            continue;
        struct lc_sample sample = { .n = 2,
                                    .x = { 2, 1, &column },
                                    .name = name,
                                    .y = binary ? y : NULL,
                                    .stop = binary ? NULL : stop,
                                    .cause = binary ? NULL : cause };
        double beta[1] = { 0 };
        struct lc_recal w = { .fit = lc_fit_new(f, 2, false),
                              .sample = &sample,
                              .cause = 1,
                              .beta = beta,
                              .eta = eta };
        struct lc_recalibrated out = { 0 };
        struct lc_error err = { 0 };
        cr_expect(eq(int, f->recalibration.run(&w, &out, &err), LC_RANGE), "%s",
                  f->name);
        cr_expect(strstr(err.text, "row 2: x") != NULL, "%s: %s", f->name, err.text);
        lc_fit_free(w.fit);
    }
}
