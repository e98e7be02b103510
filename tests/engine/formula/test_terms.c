/* Columns of formulas: their names, bases, responses and mistakes. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "support/tables.h"

TestSuite(terms, .init = lc_begin);

/* --- names, as R 4.2.2 prints the columns of model.matrix ------------------------- */

Test(terms, names_are_those_of_r)
{
    static const struct {
        const char *formula, *names;
    } cases[] = {
        { "y ~ x + sex", "x|sexMale" },
        { "y ~ factor(z) + x", "factor(z)2|factor(z)3|x" },
        { "y ~ x*sex", "x|sexMale|x:sexMale" },
        { "y ~ sex:x", "sexFemale:x|sexMale:x" },
        { "y ~ (x + z)^2", "x|z|x:z" },
        { "y ~ log(x)+I( x^2 )", "log(x)|I(x^2)" },
        { "y ~ x > 5", "x > 5TRUE" },
        { "y ~ ns(x, 3)", "ns(x, 3)1|ns(x, 3)2|ns(x, 3)3" },
        { "y ~ poly(x, 2) + sex", "poly(x, 2)1|poly(x, 2)2|sexMale" },
        { "y ~ factor(z) - 1", "factor(z)1|factor(z)2|factor(z)3" },
        { "y ~ 0 + sex + factor(z)", "sexFemale|sexMale|factor(z)2|factor(z)3" },
        { "y ~ .", "x|z|sexMale" },
        { "y ~ . - z", "x|sexMale" },
        { "y ~ z + z:x + x", "z|x|z:x" },
        { "y ~ relevel(sex, ref = \"Male\")", "relevel(sex, ref = \"Male\")Female" },
        { "y ~ factor(z)*sex",
          "factor(z)2|factor(z)3|sexMale|factor(z)2:sexMale|factor(z)3:sexMale" },
        { "Surv(x, y) ~ z + strata(sex)", "z" },
        { "Surv(x, y) ~ x*strata(z)", "x|x:strata(z)z=2|x:strata(z)z=3" },
    };
    struct lc_frame frame = table_small();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lc_terms *terms = table_learn(cases[i].formula, &frame);
        table_names(terms, cases[i].names);
        lc_terms_free(terms);
    }
    lc_frame_free(&frame);
}

/* --- bases ------------------------------------------------------------------------ */

/* splines::ns(x, 3) and stats::poly(x, 2) of R 4.2.2 at rows 1, 5 and 10 of xs, and
 * predict() at 0, 5 and 20 with the constants of xs: frozen on new data. */
Test(terms, splines_and_polynomials_are_those_of_r)
{
    static const double at[] = { 0, 5, 20, 1.5, 7, 15 };
    static const double ns[6][3] = {
        { 0.124031462725042188, -0.35142247772095286, 0.22739101499591069 },
        { -0.036020331617270335, 0.55833893808581991, -0.36020861769189427 },
        { -1.089686098654708779, 0.58744394618834139, 1.50224215246636716 },
        { 0, 0, 0 },
        { 0.250192496010617493, 0.51524396987040355, -0.304516151627373388 },
        { -0.147982062780269097, 0.41928251121076243, 0.728699551569506720 },
    };
    static const double poly[6][2] = {
        { -0.53351268770111338, 0.77195560181018141 },
        { -0.16934020462868099, -0.21712876930675690 },
        { 0.92317724458861605, 2.47639918162641992 },
        { -0.424260942779383587, 0.37616662185013000 },
        { -0.023671211399708115, -0.34859273475361263 },
        { 0.559004761516183613, 0.63509302060136230 },
    };
    struct lc_frame frame = table_small(), fresh = { .n = 6 };
    lc_terms *terms = table_learn("~ ns(x, 3) + poly(x, 2)", &frame);
    struct lc_applied applied;
    table_numbers(&fresh, "x", at);
    cr_assert(eq(int, lc_terms_apply(&applied, terms, &fresh, NULL, LC_APPLY_FIT, NULL),
                 LC_OK));
    for (size_t i = 0; i < 6; i++) {
        for (size_t j = 0; j < 3; j++)
            cr_assert(
                epsilon_eq(dbl, lc_column_get(applied.column + j, i), ns[i][j], 1e-14));
        for (size_t j = 0; j < 2; j++)
            cr_assert(epsilon_eq(dbl, lc_column_get(applied.column + 3 + j, i),
                                 poly[i][j], 1e-14));
    }
    lc_applied_free(&applied);
    lc_terms_free(terms);
    lc_frame_free(&frame);
    lc_frame_free(&fresh);
}

/* Knots 0, 2, 4, 8, so c = 64. By (1) of terms_basis.h:
 *   at 3: 27/64 and 1/64
 *   at 8: (512 - 64 * 8/4) / 64 = 6 and (216 - 64 * 6/4) / 64 = 1.875
 *   at 10, beyond the last knot, a line from 8 on: slopes by the same formula are
 *   (3/64)(8-0)(4-0) = 1.5 and (3/64)(8-2)(4-2) = 0.5625, so 9 and 3. */
Test(terms, restricted_cubic_spline_by_hand)
{
    static const double at[] = { 3, 8, 10 };
    static const double expected[3][3] = { { 3, 27.0 / 64, 1.0 / 64 },
                                           { 8, 6, 1.875 },
                                           { 10, 9, 3 } };
    struct lc_frame frame = { .n = 3 };
    table_numbers(&frame, "x", at);
    lc_terms *terms = table_learn("~ rcs(x, c(0, 2, 4, 8))", &frame);
    struct lc_applied a;
    table_names(terms, "x|x'|x''");
    cr_assert(eq(int, lc_terms_apply(&a, terms, &frame, NULL, LC_APPLY_FIT, NULL), 0));
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++)
            cr_assert(
                epsilon_eq(dbl, lc_column_get(a.column + j, i), expected[i][j], 1e-13));
    lc_applied_free(&a);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

/* 0 .. 200: quantiles at 0.05, 0.35, 0.65, 0.95 are 10, 70, 130, 190 (Harrell's table
 * 2.3 for four knots). */
Test(terms, knots_stand_at_harrells_quantiles)
{
    struct lc_frame frame = { .n = 201 };
    double *x = table_real(&frame, "x");
    for (size_t i = 0; i < 201; i++)
        x[i] = (double)i;
    lc_terms *terms = table_learn("~ rcs(x, 4)", &frame);
    json_t *json = lc_terms_write(terms);
    json_t *variable = json_array_get(json_object_get(json, "variables"), 0);
    json_t *knots = json_object_get(variable, "numbers");
    cr_assert(eq(sz, json_array_size(knots), 4));
    for (size_t i = 0; i < 4; i++)
        cr_assert(epsilon_eq(dbl, json_number_value(json_array_get(knots, i)),
                             10 + 60.0 * (double)i, 1e-12));
    json_decref(json);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

/* --- responses -------------------------------------------------------------------- */

Test(terms, responses_are_read_as_the_left_side_says)
{
    struct lc_frame frame = table_small();
    lc_terms *terms =
        table_learn("cbind(z, x) ~ y + weights(x) + offset(z) + offset(x)", &frame);
    struct lc_applied a = table_apply(terms, &frame, LC_APPLY_FIT);
    cr_expect(eq(dbl, a.y[4], 3));
    cr_expect(eq(dbl, a.trials[4], 10));
    cr_expect(eq(dbl, a.weight[4], 7));
    cr_expect(eq(dbl, a.offset[4], 10));
    lc_applied_free(&a);
    lc_terms_free(terms);
    terms = table_learn("Surv(x, x + z, y) ~ strata(sex) + cluster(sex)", &frame);
    a = table_apply(terms, &frame, LC_APPLY_FIT);
    cr_expect(eq(dbl, a.start[1], 2));
    cr_expect(eq(dbl, a.stop[1], 4));
    cr_expect(eq(int, a.cause[1], 1));
    cr_expect(eq(sz, a.strata, 2));
    cr_expect(eq(str, (char *)lc_terms_stratum(terms, 0), "Female"));
    cr_expect(eq(int, a.stratum[0], 1)); /* Male */
    cr_expect(eq(int, a.cluster[0], 0)); /* by first sight */
    lc_applied_free(&a);
    lc_terms_free(terms);
    terms = table_learn("sex ~ x", &frame); /* the second level counts as 1 */
    a = table_apply(terms, &frame, LC_APPLY_FIT);
    cr_expect(eq(dbl, a.y[0], 1));
    cr_expect(eq(dbl, a.y[1], 0));
    lc_applied_free(&a);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

/* --- mistakes --------------------------------------------------------------------- */

Test(terms, mistakes_name_their_character)
{
    static const struct {
        const char *formula, *says;
    } cases[] = {
        { "y ~ xx", "at character 5: no column 'xx'; did you mean 'x'?" },
        { "y ~ x + sexx", "at character 9: no column 'sexx'; did you mean 'sex'?" },
        { "y ~ x +", "at character 8 (the end): expected a column" },
        { "y ~ (x", "at character 7 (the end): expected ')'" },
        { "y ~ rcs(x, )", "at character 12: expected an argument" },
        { "y ~ rcs(x, 2)", "at character 12: expected a whole number from 3 to 10" },
        { "y ~ rcs(sex, 3)", "at character 5: 'rcs' needs a column of numbers" },
        { "y ~ log(sex)", "at character 9: 'sex' is a column of text" },
        { "y ~ x ? z", "at character 7: a character that no formula has" },
        { "y ~ 'x", "at character 5: the quote that begins here is not closed" },
        { "y ~ x:cluster(z)", "at character 7: this cannot be part of a product" },
        { "y ~ x + 2", "at character 9: expected a column" },
        { "y ~ frailty(x)", "at character 5: 'frailty' with 1 argument(s)" },
        { "Surv(x) ~ z", "at character 1: expected Surv(time, event)" },
        { "y ~ relevel(sex, \"Boy\")", "at character 18: 'Boy' is no level" },
        { "y ~ x ~ z", "at character 7: expected an operator or the end, not '~'" },
        { "y ~ `a b`", "at character 5: no column 'a b'" },
        { "sex == 3 ~ x", "at character 1: 'sex' is a column of text" },
        { "y ~ (x > \"a\")", "at character 10: a text here" },
        { "y ~ \xff", "at character 5: not a letter of UTF-8" },
    };
    struct lc_frame frame = table_small();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lc_error err = { 0 };
        lc_terms *terms;
        int code = lc_terms_learn(&terms, cases[i].formula, &frame, NULL, &err);
        cr_expect(eq(int, code, LC_USAGE), "%s", cases[i].formula);
        cr_expect(strstr(err.text, cases[i].says) != NULL, "%s: %s", cases[i].formula,
                  err.text);
        cr_expect(terms == NULL);
    }
    lc_frame_free(&frame);
}

/* Depth and length are bounded: no formula may end the process. */
Test(terms, deep_and_long_formulas_are_refused)
{
    struct lc_frame frame = table_small();
    struct lc_error err = { 0 };
    lc_terms *terms;
    char *text = calloc(1, 100001 * 2);
    memset(text, '(', 90000);
    cr_expect(eq(int, lc_terms_learn(&terms, text, &frame, NULL, &err), LC_USAGE));
    for (size_t i = 0; i < 90000; i += 2)
        memcpy(text + i, "x+", 2);
    cr_expect(eq(int, lc_terms_learn(&terms, text, &frame, NULL, NULL), LC_USAGE));
    free(text);
    lc_frame_free(&frame);
}
