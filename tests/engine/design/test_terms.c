#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "design/terms.h"

TestSuite(terms, .init = lc_begin);

/* --- small tables --- */

static double *real(struct lc_frame *frame, const char *name)
{
    struct lc_column *column;
    cr_assert(eq(int, lc_frame_add(frame, name, LC_F64, &column, NULL), LC_OK));
    return column->data;
}

static void numbers(struct lc_frame *frame, const char *name, const double *values)
{
    memcpy(real(frame, name), values, frame->n * sizeof *values);
}

static void words(struct lc_frame *frame, const char *name, const char *const *values)
{
    struct lc_column *column;
    cr_assert(eq(int, lc_frame_add(frame, name, LC_CATEGORY, &column, NULL), LC_OK));
    for (size_t i = 0; i < frame->n; i++) {
        uint16_t number = 0;
        struct lc_slice word = lc_slice_of(values[i]);
        cr_assert(eq(int, lc_codes_add(&column->levels, word, &number, NULL), LC_OK));
        ((uint16_t *)column->data)[i] = number;
    }
}

static lc_terms *learn(const char *formula, const struct lc_frame *frame)
{
    struct lc_error err = { 0 };
    lc_terms *terms;
    cr_assert(eq(int, lc_terms_learn(&terms, formula, frame, NULL, &err), LC_OK), "%s",
              err.text);
    return terms;
}

static void expect_names(const lc_terms *terms, const char *names)
{
    char found[1000] = "";
    for (size_t i = 0; i < lc_terms_count(terms); i++) {
        strcat(found, i ? "|" : "");
        strcat(found, lc_terms_at(terms, i)->name);
    }
    cr_assert(eq(str, found, (char *)names));
}

static const double xs[] = { 1.5, 2, 3.25, 4, 7, 8.5, 9, 11, 12, 15 };
static const double zs[] = { 1, 2, 1, 2, 3, 1, 2, 3, 1, 2 };
static const double ys[] = { 0, 1, 0, 1, 1, 0, 1, 0, 0, 1 };
static const char *const sexes[] = { "Male", "Female", "Male",   "Male", "Female",
                                     "Male", "Female", "Female", "Male", "Male" };

static struct lc_frame small(void)
{
    struct lc_frame frame = { .n = 10 };
    numbers(&frame, "x", xs);
    numbers(&frame, "z", zs);
    numbers(&frame, "y", ys);
    words(&frame, "sex", sexes);
    return frame;
}

/* --- names, as R 4.2.2 prints the columns of model.matrix --- */

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
    struct lc_frame frame = small();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lc_terms *terms = learn(cases[i].formula, &frame);
        expect_names(terms, cases[i].names);
        lc_terms_free(terms);
    }
    lc_frame_free(&frame);
}

/* --- bases --- */

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
    struct lc_frame frame = small(), fresh = { .n = 6 };
    lc_terms *terms = learn("~ ns(x, 3) + poly(x, 2)", &frame);
    struct lc_applied applied;
    numbers(&fresh, "x", at);
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
    numbers(&frame, "x", at);
    lc_terms *terms = learn("~ rcs(x, c(0, 2, 4, 8))", &frame);
    struct lc_applied a;
    expect_names(terms, "x|x'|x''");
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
    double *x = real(&frame, "x");
    for (size_t i = 0; i < 201; i++)
        x[i] = (double)i;
    lc_terms *terms = learn("~ rcs(x, 4)", &frame);
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

/* --- missing, new and frozen --- */

static struct lc_applied apply(const lc_terms *terms, const struct lc_frame *frame,
                               int how)
{
    struct lc_error err = { 0 };
    struct lc_applied a;
    cr_assert(eq(int, lc_terms_apply(&a, terms, frame, NULL, how, &err), LC_OK), "%s",
              err.text);
    return a;
}

/* R's na.omit: a missing value in any column used, the response's too. */
Test(terms, rows_with_a_missing_value_are_dropped_and_counted)
{
    static const double x[] = { 1, NAN, 3, 4, 5 }, y[] = { 0, 1, NAN, 1, 0 };
    static const char *const s[] = { "a", "b", "a", "", "b" };
    static const double unused[] = { NAN, NAN, NAN, NAN, NAN };
    struct lc_frame frame = { .n = 5 };
    numbers(&frame, "x", x);
    numbers(&frame, "y", y);
    words(&frame, "s", s);
    numbers(&frame, "unused", unused);
    lc_terms *terms = learn("y ~ x + s", &frame);
    struct lc_applied a = apply(terms, &frame, LC_APPLY_FIT);
    cr_expect(eq(sz, a.n, 2));
    cr_expect(eq(sz, a.missing, 3));
    cr_expect(eq(sz, a.row[1], 4));
    cr_expect(eq(dbl, lc_column_get(a.column, 1), 5));
    cr_expect(eq(dbl, lc_column_get(a.column + 1, 1), 1));
    cr_expect(eq(dbl, lc_terms_at(terms, 0)->mean, 3));
    cr_expect(eq(dbl, lc_terms_at(terms, 0)->sd, 2)); /* of 1 and 5 */
    lc_applied_free(&a);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

/* a and b are missing on the very same rows, c on others: two indicators. A spline of
 * what is not observed is 0 in all its columns. d is never missing in training. */
Test(terms, not_observed_is_zero_and_an_indicator)
{
    static const double a[] = { 1, NAN, 3, NAN }, b[] = { 5, NAN, 7, NAN };
    static const double c[] = { NAN, 2, 3, 4 }, d[] = { 1, 2, 3, 4 };
    static const double expected[4][6] = { { 1, 5, 0, 1, 0, 1 },
                                           { 0, 0, 2, 2, 1, 0 },
                                           { 3, 7, 3, 3, 0, 0 },
                                           { 0, 0, 4, 4, 1, 0 } };
    struct lc_terms_options options = { .missing = LC_FLAG_MISSING };
    struct lc_frame frame = { .n = 4 };
    struct lc_error err = { 0 };
    lc_terms *terms;
    numbers(&frame, "a", a);
    numbers(&frame, "b", b);
    numbers(&frame, "c", c);
    numbers(&frame, "d", d);
    cr_assert(
        eq(int, lc_terms_learn(&terms, "a + b + c + d", &frame, &options, &err), 0),
        "%s", err.text);
    expect_names(terms, "a|b|c|d|not observed(a)|not observed(c)");
    cr_expect(eq(str, (char *)lc_terms_at(terms, 4)->label, "not observed: a, b"));
    struct lc_applied x = apply(terms, &frame, LC_APPLY_FIT);
    cr_assert(eq(sz, x.n, 4));
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 6; j++)
            cr_expect(eq(dbl, lc_column_get(x.column + j, i), expected[i][j]));
    cr_expect(x.column[3].borrowed, "a whole column is not copied");
    lc_applied_free(&x);
    ((double *)frame.column[3].data)[2] = NAN; /* d: never so in training */
    x = apply(terms, &frame, LC_APPLY_SCORE);
    cr_expect(eq(sz, x.n, 4));
    cr_expect(x.cannot[0] == NULL);
    cr_expect(eq(str, (char *)x.cannot[2], "d is missing"));
    lc_applied_free(&x);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

Test(terms, a_new_level_is_named_with_its_row)
{
    static const char *const known[] = { "a", "b", "a", "b" };
    static const char *const fresh[] = { "b", "c", "", "a" };
    static const double y[] = { 0, 1, 1, 0 };
    struct lc_frame frame = { .n = 4 }, later = { .n = 4 };
    struct lc_error err = { 0 };
    struct lc_applied a;
    words(&frame, "s", known);
    numbers(&frame, "y", y);
    words(&later, "s", fresh); /* numbered b 1, c 2, a 3: another table's numbering */
    numbers(&later, "y", y);
    lc_terms *terms = learn("y ~ s", &frame);
    cr_expect(
        eq(int, lc_terms_apply(&a, terms, &later, NULL, LC_APPLY_FIT, &err), LC_RANGE));
    cr_expect(eq(str, err.text, "row 2: s has a level not met in training"));
    a = apply(terms, &later, LC_APPLY_SCORE);
    cr_expect(eq(dbl, lc_column_get(a.column, 0), 1));
    cr_expect(eq(dbl, lc_column_get(a.column, 3), 0));
    cr_expect(eq(str, (char *)a.cannot[1], "s has a level not met in training"));
    cr_expect(eq(str, (char *)a.cannot[2], "s is missing"));
    lc_applied_free(&a);
    lc_terms_free(terms);
    lc_frame_free(&frame);
    lc_frame_free(&later);
}

/* Row 3 lacks x, so it is dropped; that its stratum is then nobody's is no error. */
Test(terms, a_level_of_a_dropped_row_only_is_no_error)
{
    static const double x[] = { 1, 2, NAN, 4 }, y[] = { 0, 1, 1, 0 };
    static const char *const s[] = { "a", "b", "c", "b" };
    struct lc_frame frame = { .n = 4 };
    numbers(&frame, "x", x);
    numbers(&frame, "y", y);
    words(&frame, "s", s);
    lc_terms *terms = learn("y ~ x + s + strata(s)", &frame);
    struct lc_applied a = apply(terms, &frame, LC_APPLY_FIT);
    expect_names(terms, "x|sb");
    cr_expect(eq(sz, a.n, 3));
    cr_expect(eq(sz, a.missing, 1));
    cr_expect(eq(sz, a.strata, 2));
    lc_applied_free(&a);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

/* Written, read, written: the same text; and the same matrix from both, on rows that
 * training never saw. */
Test(terms, frozen_terms_come_back_the_same)
{
    static const char *const formulas[] = {
        "y ~ rcs(x, 3) + factor(z)*sex + ns(x, 2):sex",
        "Surv(x, y) ~ poly(z, 2) + I(x > 3) + strata(sex, z) + cluster(z) + offset(x)",
        "y ~ x*sex - 1",
    };
    static const double x[] = { -4, 100 }, z[] = { 2, 3 }, y[] = { 1, 1 };
    static const char *const sex[] = { "Female", "Female" };
    struct lc_frame frame = small(), later = { .n = 2 };
    numbers(&later, "x", x);
    numbers(&later, "z", z);
    numbers(&later, "y", y);
    words(&later, "sex", sex);
    for (size_t f = 0; f < 3; f++) {
        struct lc_error err = { 0 };
        lc_terms *terms = learn(formulas[f], &frame), *again;
        json_t *one = lc_terms_write(terms);
        cr_assert(eq(int, lc_terms_read(&again, one, &err), LC_OK), "%s", err.text);
        json_t *two = lc_terms_write(again);
        cr_expect(json_equal(one, two), "%s", formulas[f]);
        struct lc_applied a = apply(terms, &later, LC_APPLY_SCORE);
        struct lc_applied b = apply(again, &later, LC_APPLY_SCORE);
        for (size_t j = 0; j < a.x.p; j++)
            for (size_t i = 0; i < 2; i++)
                cr_expect(eq(dbl, lc_column_get(a.column + j, i),
                             lc_column_get(b.column + j, i)));
        lc_applied_free(&a);
        lc_applied_free(&b);
        json_decref(one);
        json_decref(two);
        lc_terms_free(terms);
        lc_terms_free(again);
    }
    lc_frame_free(&frame);
    lc_frame_free(&later);
}

/* The same columns whatever the order of the table's own. */
Test(terms, order_of_the_tables_columns_does_not_matter)
{
    struct lc_frame frame = small(), other = { .n = 10 };
    words(&other, "sex", sexes);
    numbers(&other, "y", ys);
    numbers(&other, "z", zs);
    numbers(&other, "x", xs);
    const char *formula = "y ~ ns(x, 3)*sex + factor(z) + log(x)";
    lc_terms *one = learn(formula, &frame), *two = learn(formula, &other);
    json_t *a = lc_terms_write(one), *b = lc_terms_write(two);
    cr_expect(json_equal(a, b));
    json_decref(a);
    json_decref(b);
    lc_terms_free(one);
    lc_terms_free(two);
    lc_frame_free(&frame);
    lc_frame_free(&other);
}

/* --- responses --- */

Test(terms, responses_are_read_as_the_left_side_says)
{
    struct lc_frame frame = small();
    lc_terms *terms =
        learn("cbind(z, x) ~ y + weights(x) + offset(z) + offset(x)", &frame);
    struct lc_applied a = apply(terms, &frame, LC_APPLY_FIT);
    cr_expect(eq(dbl, a.y[4], 3));
    cr_expect(eq(dbl, a.trials[4], 10));
    cr_expect(eq(dbl, a.weight[4], 7));
    cr_expect(eq(dbl, a.offset[4], 10));
    lc_applied_free(&a);
    lc_terms_free(terms);
    terms = learn("Surv(x, x + z, y) ~ strata(sex) + cluster(sex)", &frame);
    a = apply(terms, &frame, LC_APPLY_FIT);
    cr_expect(eq(dbl, a.start[1], 2));
    cr_expect(eq(dbl, a.stop[1], 4));
    cr_expect(eq(int, a.cause[1], 1));
    cr_expect(eq(sz, a.strata, 2));
    cr_expect(eq(str, (char *)lc_terms_stratum(terms, 0), "Female"));
    cr_expect(eq(int, a.stratum[0], 1)); /* Male */
    cr_expect(eq(int, a.cluster[0], 0)); /* by first sight */
    lc_applied_free(&a);
    lc_terms_free(terms);
    terms = learn("sex ~ x", &frame); /* the second level counts as 1 */
    a = apply(terms, &frame, LC_APPLY_FIT);
    cr_expect(eq(dbl, a.y[0], 1));
    cr_expect(eq(dbl, a.y[1], 0));
    lc_applied_free(&a);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

/* --- mistakes --- */

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
    struct lc_frame frame = small();
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
    struct lc_frame frame = small();
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
