/* How deep, long and wide a formula may be: what it may is read as it stands, and one
 * step more is refused in words. And blocks of rows: values are those of plain C. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/text.h"
#include "formula/formula_eval.h"
#include "formula/terms.h"
#include "support/tables.h"

TestSuite(bounds, .init = lc_begin);

enum { N = 260, MANY = 110 };

/* y, and v0 to v109, all different. */
static struct lc_frame wide_table(void)
{
    struct lc_frame frame = { .n = N };
    double *y = table_real(&frame, "y");
    for (int i = 0; i < N; i++)
        y[i] = i % 2;
    for (int k = 0; k < MANY; k++) {
        char name[16];
        snprintf(name, sizeof name, "v%d", k);
        double *v = table_real(&frame, name);
        for (int i = 0; i < N; i++)
            v[i] = (i * (k + 3)) % 257;
    }
    return frame;
}

/* The columns that it makes; 0: it is refused, and says so. Frees the text. */
static size_t columns(struct lc_text *formula, const struct lc_frame *frame,
                      const char *says)
{
    struct lc_error err = { 0 };
    lc_terms *terms;
    int code = lc_terms_learn(&terms, formula->data, frame, NULL, &err);
    size_t count = code ? 0 : lc_terms_count(terms);
    if (code)
        cr_expect(strstr(err.text, says) != NULL, "%s", err.text);
    lc_terms_free(terms);
    lc_text_free(formula);
    return count;
}

/* v0 in so many brackets. */
Test(bounds, brackets_within_brackets)
{
    struct lc_frame frame = wide_table();
    size_t most = 0;
    for (size_t depth = 1; depth < 60; depth++) {
        struct lc_text t = { 0 };
        lc_text_add(&t, "y ~ ");
        for (size_t i = 0; i < depth; i++)
            lc_text_add(&t, "(");
        lc_text_add(&t, "v0");
        for (size_t i = 0; i < depth; i++)
            lc_text_add(&t, ")");
        if (columns(&t, &frame, "too many brackets within brackets"))
            most = depth;
        cr_expect(depth == most || depth > 40, "%zu", depth);
    }
    cr_expect(most > 40 && most < 49, "%zu", most); /* and no gap below it */
    lc_frame_free(&frame);
}

/* "." under so many signs: what is learnt can be read again, columns and all; in a
 * model it is written out as a bracket of a sum, which is two steps deeper. */
Test(bounds, a_dot_that_is_written_out_can_be_read)
{
    struct lc_frame frame = wide_table();
    size_t most = 0;
    for (size_t depth = 1; depth < 60; depth++) {
        struct lc_text t = { 0 };
        struct lc_error err = { 0 };
        lc_terms *terms, *again = NULL;
        lc_text_add(&t, "y ~ ");
        for (size_t i = 0; i < depth; i++)
            lc_text_add(&t, "-");
        lc_text_add(&t, ".");
        int code = lc_terms_learn(&terms, t.data, &frame, NULL, &err);
        if (!code) {
            json_t *json = lc_terms_write(terms);
            cr_assert(json != NULL);
            cr_expect(lc_terms_read(&again, json, &err) == LC_OK, "%zu: %s", depth,
                      err.text);
            cr_expect(lc_terms_count(again) == lc_terms_count(terms));
            lc_terms_free(again);
            json_decref(json);
            most = depth;
        } else {
            cr_expect(strstr(err.text, "too many brackets") != NULL, "%s", err.text);
        }
        lc_terms_free(terms);
        lc_text_free(&t);
    }
    cr_expect(most == LC_FORMULA_DEPTH - 3, "%zu", most);
    lc_frame_free(&frame);
}

Test(bounds, operators_in_a_row)
{
    struct lc_frame frame = wide_table();
    for (size_t n = LC_FORMULA_TERMS - 2; n <= LC_FORMULA_TERMS + 2; n++) {
        struct lc_text t = { 0 };
        lc_text_add(&t, "y ~ v0");
        for (size_t i = 1; i < n; i++)
            lc_text_addf(&t, "+v%zu", i % 3);
        cr_expect(eq(sz, columns(&t, &frame, "too many terms in one sum"),
                     n <= LC_FORMULA_TERMS + 1 ? 3 : 0),
                  "%zu", n);
    }
    lc_frame_free(&frame);
}

Test(bounds, letters_of_a_formula)
{
    struct lc_frame frame = wide_table();
    for (size_t n = LC_FORMULA_SIZE - 1; n <= LC_FORMULA_SIZE + 1; n++) {
        struct lc_text t = { 0 };
        lc_text_addf(&t, "y ~ v0 + %*s", (int)n - 9, "v1");
        cr_assert(eq(sz, t.size, n));
        cr_expect(eq(sz, columns(&t, &frame, "longer than 100000"),
                     n <= LC_FORMULA_SIZE ? 2 : 0));
    }
    lc_frame_free(&frame);
}

/* An interaction of eight; and of 62 variables all pairs, 1,953 terms with themselves,
 * and as many more alone as 2,000 leave. */
Test(bounds, interactions)
{
    struct lc_frame frame = wide_table();
    for (size_t n = 7; n <= 9; n++) {
        struct lc_text t = { 0 };
        lc_text_add(&t, "y ~ v0");
        for (size_t i = 1; i < n; i++)
            lc_text_addf(&t, ":v%zu", i);
        cr_expect(eq(sz, columns(&t, &frame, "8"), n <= 8), "%zu", n);
    }
    for (size_t more = 46; more <= 48; more++) {
        struct lc_text t = { 0 };
        lc_text_add(&t, "y ~ (v0");
        for (size_t i = 1; i < 62; i++)
            lc_text_addf(&t, "+v%zu", i);
        lc_text_add(&t, ")^2");
        for (size_t i = 62; i < 62 + more; i++)
            lc_text_addf(&t, "+v%zu", i);
        cr_expect(
            eq(sz, columns(&t, &frame, "too many terms"), more <= 47 ? 1953 + more : 0),
            "%zu", more);
    }
    lc_frame_free(&frame);
}

/* Words w0 to w(levels - 1). */
static void add_factor(struct lc_frame *frame, const char *name, size_t levels)
{
    static char text[2000][24];
    const char *word[2000];
    for (size_t i = 0; i < frame->n; i++) {
        snprintf(text[i], sizeof text[i], "w%zu", i % levels);
        word[i] = text[i];
    }
    table_words(frame, name, word);
}

/* 200 by 250 levels are 50,000 columns; 1,000 by 1,000 are a million strata. */
Test(bounds, levels_by_levels)
{
    struct lc_frame frame = wide_table(), strata = { .n = 1001 };
    struct lc_text t = { 0 };
    add_factor(&frame, "f", 200);
    add_factor(&frame, "g", 250);
    lc_text_add(&t, "y ~ f:g - 1");
    cr_expect(eq(sz, columns(&t, &frame, "columns"), 50000));
    lc_text_add(&t, "y ~ f:g + v0 - 1");
    cr_expect(eq(sz, columns(&t, &frame, "more than 50000 columns"), 0));
    double *y = table_real(&strata, "y"), *v = table_real(&strata, "v");
    for (size_t i = 0; i < strata.n; i++) {
        y[i] = i % 2;
        v[i] = (double)(i * 7 % 11);
    }
    add_factor(&strata, "a", 1000);
    add_factor(&strata, "b", 1000);
    add_factor(&strata, "c", 1001);
    lc_text_add(&t, "Surv(v + 1, y) ~ v + strata(a, b)");
    cr_expect(eq(sz, columns(&t, &strata, "strata"), 1));
    lc_text_add(&t, "Surv(v + 1, y) ~ v + strata(a, c)");
    cr_expect(eq(sz, columns(&t, &strata, "strata"), 0));
    lc_frame_free(&frame);
    lc_frame_free(&strata);
}

/* Of a restricted cubic spline as many columns as knots but one; of another spline one
 * or three more than inner knots, or as many as it is asked for; of a polynomial a
 * degree. LIST is of so many knots, NUMBER the number itself. */
Test(bounds, knots_and_degrees)
{
    enum { NUMBER, LIST };
    static const struct {
        const char *before, *after;
        int given;
        size_t most;
        int more;
        const char *says;
    } cases[] = {
        { "y ~ rcs(v0, ", ")", LIST, 32, -1, "expected 1 to 32 numbers" },
        { "y ~ rcs(v0, ", ")", NUMBER, 10, -1, "a whole number from 3 to 10" },
        { "y ~ ns(v0, knots = ", ")", LIST, 30, 1, "" },
        { "y ~ bs(v0, knots = ", ")", LIST, 30, 3, "" },
        { "y ~ ns(v0, ", ")", NUMBER, 20, 0, "a whole number from 1 to 20" },
        { "y ~ bs(v0, ", ")", NUMBER, 20, 0, "a whole number from 3 to 20" },
        { "y ~ poly(v0, ", ")", NUMBER, 20, 0, "a whole number from 1 to 20" },
        { "y ~ poly(v0, ", ", raw = TRUE)", NUMBER, 20, 0, "from 1 to 20" },
    };
    struct lc_frame frame = wide_table();
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        for (size_t k = cases[c].most - 1; k <= cases[c].most + 1; k++) {
            struct lc_text t = { 0 };
            lc_text_add(&t, cases[c].before);
            for (size_t i = 0; i < k && cases[c].given == LIST; i++)
                lc_text_addf(&t, "%s%zu", i ? ", " : "c(", 7 * i + 3);
            if (cases[c].given == LIST)
                lc_text_add(&t, ")");
            else
                lc_text_addf(&t, "%zu", k);
            lc_text_add(&t, cases[c].after);
            size_t want = k <= cases[c].most ? k + (size_t)cases[c].more : 0;
            cr_expect(eq(sz, columns(&t, &frame, cases[c].says), want), "%s%zu%s",
                      cases[c].before, k, cases[c].after);
        }
    lc_frame_free(&frame);
}

/* --- rows ------------------------------------------------------------------------- */

/* Blocks are of 256 rows: a filter and the columns of a formula, by plain C. */
Test(bounds, rows_on_both_sides_of_a_block)
{
    static const size_t sizes[] = { 255, 256, 257, 511, 512, 513 };
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct lc_frame frame = { .n = sizes[s] };
        unsigned char *keep;
        double *y = table_real(&frame, "y"), *x = table_real(&frame, "x");
        for (size_t i = 0; i < frame.n; i++) {
            y[i] = i % 2;
            x[i] = i % 7 == 3 ? NAN : (double)(i * 37 % 101);
        }
        cr_assert(eq(int,
                     lc_filter(&keep, "(x > 50) & (x * 2 - 1 < 180)", &frame, NULL),
                     LC_OK));
        lc_terms *terms = table_learn("y ~ I(x * 2 + 1) + I(x > 50)", &frame);
        struct lc_applied a = table_apply(terms, &frame, LC_APPLY_FIT);
        size_t row = 0;
        for (size_t i = 0; i < frame.n; i++) {
            cr_assert(eq(int, keep[i], x[i] > 50 && 2 * x[i] - 1 < 180), "%zu", i);
            if (isnan(x[i]))
                continue;
            cr_assert(eq(sz, a.row[row], i));
            cr_assert(eq(dbl, lc_column_get(a.x.column, row), 2 * x[i] + 1));
            cr_assert(eq(dbl, lc_column_get(a.x.column + 1, row++), x[i] > 50));
        }
        cr_expect(eq(sz, a.n, row));
        lc_applied_free(&a);
        lc_terms_free(terms);
        free(keep);
        lc_frame_free(&frame);
    }
}
