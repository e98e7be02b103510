/* Frozen terms on rows: missing, new, and in another order. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

#include "base/begin.h"
#include "support/tables.h"

TestSuite(terms_rows, .init = lc_begin);

/* R's na.omit: a missing value in any column used, the response's too. */
Test(terms_rows, rows_with_a_missing_value_are_dropped_and_counted)
{
    static const double x[] = { 1, NAN, 3, 4, 5 }, y[] = { 0, 1, NAN, 1, 0 };
    static const char *const s[] = { "a", "b", "a", "", "b" };
    static const double unused[] = { NAN, NAN, NAN, NAN, NAN };
    struct lc_frame frame = { .n = 5 };
    table_numbers(&frame, "x", x);
    table_numbers(&frame, "y", y);
    table_words(&frame, "s", s);
    table_numbers(&frame, "unused", unused);
    lc_terms *terms = table_learn("y ~ x + s", &frame);
    struct lc_applied a = table_apply(terms, &frame, LC_APPLY_FIT);
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

/* The level and the far value that only a row of weight 0 has are nobody's; what is
 * missing there is not counted as missing; and a row that was not asked for is neither.
 */
Test(terms_rows, a_row_of_weight_0_is_no_row)
{
    static const double x[] = { 1, 9e9, 3, 4, NAN, 6, 8e8 };
    static const double y[] = { 0, 1, 1, 0, 1, 1, 0 };
    static const double w[] = { 1, 0, 2, 0.5, 0, NAN, 0 };
    static const char *const s[] = { "a", "new", "b", "a", "b", "a", "b" };
    static const unsigned char keep[] = { 1, 1, 1, 1, 1, 1, 0 };
    struct lc_terms_options how = { .weights = "w", .keep = keep };
    struct lc_frame frame = { .n = 7 };
    struct lc_error err = { 0 };
    struct lc_applied a;
    lc_terms *terms;
    table_numbers(&frame, "x", x);
    table_numbers(&frame, "y", y);
    table_numbers(&frame, "w", w);
    table_words(&frame, "s", s);
    cr_assert(eq(int, lc_terms_learn(&terms, "y ~ x + s", &frame, &how, &err), 0), "%s",
              err.text);
    table_names(terms, "x|sb");
    cr_assert(eq(int, lc_terms_apply(&a, terms, &frame, keep, LC_APPLY_FIT, &err), 0),
              "%s", err.text);
    cr_expect(eq(sz, a.n, 3));
    cr_expect(eq(sz, a.missing, 1)); /* its weight */
    cr_expect(eq(sz, a.weightless, 2));
    cr_expect(eq(sz, a.row[2], 3));
    cr_expect(eq(dbl, a.weight[1], 2));
    cr_expect(epsilon_eq(dbl, lc_terms_at(terms, 0)->mean, 8. / 3, 1e-15));
    lc_applied_free(&a);
    a = table_apply(terms, &frame, LC_APPLY_SCORE);
    cr_expect(eq(sz, a.n, 7));
    cr_expect(eq(str, (char *)a.cannot[1], "s has a level not met in training"));
    lc_applied_free(&a);
    lc_terms_free(terms);
    memset(frame.column[2].data, 0, 7 * sizeof *w);
    cr_expect(eq(int, lc_terms_learn(&terms, "y ~ x", &frame, &how, &err), LC_UNFIT));
    cr_expect(eq(str, err.text, "there is no row with a weight above 0"));
    lc_frame_free(&frame);
}

/* a and b are missing on the very same rows, c on others: two indicators. A spline of
 * what is not observed is 0 in all its columns. d is never missing in training. */
Test(terms_rows, not_observed_is_zero_and_an_indicator)
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
    table_numbers(&frame, "a", a);
    table_numbers(&frame, "b", b);
    table_numbers(&frame, "c", c);
    table_numbers(&frame, "d", d);
    cr_assert(
        eq(int, lc_terms_learn(&terms, "a + b + c + d", &frame, &options, &err), 0),
        "%s", err.text);
    table_names(terms, "a|b|c|d|not observed(a)|not observed(c)");
    cr_expect(eq(str, (char *)lc_terms_at(terms, 4)->label, "not observed: a, b"));
    struct lc_applied x = table_apply(terms, &frame, LC_APPLY_FIT);
    cr_assert(eq(sz, x.n, 4));
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 6; j++)
            cr_expect(eq(dbl, lc_column_get(x.column + j, i), expected[i][j]));
    cr_expect(x.column[3].borrowed, "a whole column is not copied");
    lc_applied_free(&x);
    ((double *)frame.column[3].data)[2] = NAN; /* d: never so in training */
    x = table_apply(terms, &frame, LC_APPLY_SCORE);
    cr_expect(eq(sz, x.n, 4));
    cr_expect(x.cannot[0] == NULL);
    cr_expect(eq(str, (char *)x.cannot[2], "d is missing"));
    lc_applied_free(&x);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

Test(terms_rows, a_new_level_is_named_with_its_row)
{
    static const char *const known[] = { "a", "b", "a", "b" };
    static const char *const fresh[] = { "b", "c", "", "a" };
    static const double y[] = { 0, 1, 1, 0 };
    struct lc_frame frame = { .n = 4 }, later = { .n = 4 };
    struct lc_error err = { 0 };
    struct lc_applied a;
    table_words(&frame, "s", known);
    table_numbers(&frame, "y", y);
    table_words(&later, "s",
                fresh); /* numbered b 1, c 2, a 3: another table's numbering */
    table_numbers(&later, "y", y);
    lc_terms *terms = table_learn("y ~ s", &frame);
    cr_expect(
        eq(int, lc_terms_apply(&a, terms, &later, NULL, LC_APPLY_FIT, &err), LC_RANGE));
    cr_expect(eq(str, err.text, "row 2: s has a level not met in training"));
    a = table_apply(terms, &later, LC_APPLY_SCORE);
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
Test(terms_rows, a_level_of_a_dropped_row_only_is_no_error)
{
    static const double x[] = { 1, 2, NAN, 4 }, y[] = { 0, 1, 1, 0 };
    static const char *const s[] = { "a", "b", "c", "b" };
    struct lc_frame frame = { .n = 4 };
    table_numbers(&frame, "x", x);
    table_numbers(&frame, "y", y);
    table_words(&frame, "s", s);
    lc_terms *terms = table_learn("y ~ x + s + strata(s)", &frame);
    struct lc_applied a = table_apply(terms, &frame, LC_APPLY_FIT);
    table_names(terms, "x|sb");
    cr_expect(eq(sz, a.n, 3));
    cr_expect(eq(sz, a.missing, 1));
    cr_expect(eq(sz, a.strata, 2));
    lc_applied_free(&a);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

/* Written, read, written: the same text; and the same matrix from both, on rows that
 * training never saw. */
Test(terms_rows, frozen_terms_come_back_the_same)
{
    static const char *const formulas[] = {
        "y ~ rcs(x, 3) + factor(z)*sex + ns(x, 2):sex",
        "Surv(x, y) ~ poly(z, 2) + I(x > 3) + strata(sex, z) + cluster(z) + offset(x)",
        "y ~ x*sex - 1",
    };
    static const double x[] = { -4, 100 }, z[] = { 2, 3 }, y[] = { 1, 1 };
    static const char *const sex[] = { "Female", "Female" };
    struct lc_frame frame = table_small(), later = { .n = 2 };
    table_numbers(&later, "x", x);
    table_numbers(&later, "z", z);
    table_numbers(&later, "y", y);
    table_words(&later, "sex", sex);
    for (size_t f = 0; f < 3; f++) {
        struct lc_error err = { 0 };
        lc_terms *terms = table_learn(formulas[f], &frame), *again;
        json_t *one = lc_terms_write(terms);
        cr_assert(eq(int, lc_terms_read(&again, one, &err), LC_OK), "%s", err.text);
        json_t *two = lc_terms_write(again);
        cr_expect(json_equal(one, two), "%s", formulas[f]);
        struct lc_applied a = table_apply(terms, &later, LC_APPLY_SCORE);
        struct lc_applied b = table_apply(again, &later, LC_APPLY_SCORE);
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
Test(terms_rows, order_of_the_tables_columns_does_not_matter)
{
    struct lc_frame frame = table_small(), other = { .n = 10 };
    table_words(&other, "sex", table_sexes);
    table_numbers(&other, "y", table_y);
    table_numbers(&other, "z", table_z);
    table_numbers(&other, "x", table_x);
    const char *formula = "y ~ ns(x, 3)*sex + factor(z) + log(x)";
    lc_terms *one = table_learn(formula, &frame), *two = table_learn(formula, &other);
    json_t *a = lc_terms_write(one), *b = lc_terms_write(two);
    cr_expect(json_equal(a, b));
    json_decref(a);
    json_decref(b);
    lc_terms_free(one);
    lc_terms_free(two);
    lc_frame_free(&frame);
    lc_frame_free(&other);
}
