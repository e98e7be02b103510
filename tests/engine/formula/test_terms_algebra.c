/* Columns written out as arithmetic: the text, read again as an expression, is the
 * matrix that the terms themselves make. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "formula/formula_eval_inside.h"
#include "formula/terms_algebra.h"
#include "table/table.h"

TestSuite(terms_algebra, .init = lc_begin);

enum { ROWS = 300 };

/* missing: every tenth n is not there. */
static struct lc_frame table(bool missing)
{
    static const char *const kinds[] = { "red", "green", "blue" };
    struct lc_text csv = { 0 };
    struct lc_frame frame;
    struct lc_error err = { 0 };
    struct lc_random r;
    lc_random_init(&r, 3, 0);
    lc_text_add(&csv, "x,n,k,t,odd name\n");
    for (size_t i = 0; i < ROWS; i++) {
        lc_text_addf(&csv, "%.8f,", 20 * lc_random_unit(&r) - 4);
        if (missing && i % 10 == 3)
            lc_text_add(&csv, "NA");
        else
            lc_text_addf(&csv, "%d", (int)(7 * lc_random_unit(&r)));
        lc_text_addf(&csv, ",%d,%s,%.5f\n", 1 + (int)(3 * lc_random_unit(&r)),
                     kinds[(int)(3 * lc_random_unit(&r))], lc_random_unit(&r));
    }
    cr_assert(zero(int, lc_table_read_bytes(&frame, "t", csv.data, csv.size, &err)),
              "%s", err.text);
    lc_text_free(&csv);
    return frame;
}

static void check_column(const struct lc_applied *a, size_t c, const char *text,
                         const struct lc_frame *frame)
{
    lc_arena *arena = lc_arena_new();
    const struct lc_node *parsed;
    const lc_expr *expr;
    struct lc_error err = { 0 };
    double value[ROWS], most = 1;
    cr_assert(zero(int, lc_expression_parse(&parsed, arena, text, &err)), "%s: %s",
              text, err.text);
    cr_assert(zero(int, lc_expr_bind_value(&expr, arena, parsed, frame, &err)),
              "%s: %s", text, err.text);
    for (size_t i = 0; i < ROWS; i += 100)
        lc_expr_eval(expr, i, 100, value + i);
    for (size_t i = 0; i < a->n; i++)
        most = fmax(most, fabs(lc_column_get(&a->x.column[c], i)));
    for (size_t i = 0; i < a->n; i++)
        cr_expect(epsilon_eq(dbl, value[a->row[i]], lc_column_get(&a->x.column[c], i),
                             1e-10 * most),
                  "%s, row %zu", text, i);
    lc_arena_free(arena);
}

static void check(const char *formula, int missing)
{
    struct lc_frame frame = table(missing == LC_FLAG_MISSING);
    struct lc_terms_options how = { .missing = missing };
    struct lc_error err = { 0 };
    struct lc_applied applied;
    lc_terms *terms;
    lc_arena *arena = lc_arena_new();
    const struct lc_node **column;
    cr_assert(zero(int, lc_terms_learn(&terms, formula, &frame, &how, &err)), "%s",
              err.text);
    cr_assert(
        zero(int, lc_terms_apply(&applied, terms, &frame, NULL, LC_APPLY_FIT, &err)));
    cr_assert(zero(int, lc_terms_algebra(&column, arena, terms, NULL, &err)), "%s",
              err.text);
    cr_assert(lt(sz, 0, lc_terms_count(terms)));
    for (size_t c = 0; c < lc_terms_count(terms); c++)
        check_column(&applied, c, lc_node_text(column[c], arena), &frame);
    lc_arena_free(arena);
    lc_applied_free(&applied);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}

Test(terms_algebra, columns_are_what_the_terms_make)
{
    static const char *const formulas[] = {
        "x + n",
        "factor(k) + t",
        "t",
        "log1p(n) + I(x^2 - n) + x:n",
        "rcs(x, 3) + rcs(x, 5)",
        "ns(x, 2) + ns(x, 4)",
        "bs(x, 3) + bs(x, df = 6) + scale(x)",
        "poly(x, 1) + poly(x, 3) + poly(n, 5)",
        "poly(x, 3, raw = TRUE)",
        "I(x > 3) + (n == 2)",
        "rcs(x, 4) * t + factor(k):n",
        "t * factor(k) * x",
        "`odd name` + exp(`odd name`) + abs(x - 5)",
    };
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
        check(formulas[i], LC_DROP_MISSING);
}

Test(terms_algebra, what_is_missing_counts_nothing_and_is_said)
{
    check("n + x", LC_FLAG_MISSING);
    check("rcs(n, 3) * t + log1p(n)", LC_FLAG_MISSING);
}

Test(terms_algebra, a_stratum_within_an_interaction_is_refused)
{
    struct lc_frame frame = table(false);
    struct lc_error err = { 0 };
    lc_terms *terms;
    lc_arena *arena = lc_arena_new();
    const struct lc_node **column;
    cr_assert(zero(int, lc_terms_learn(&terms, "x * strata(t)", &frame, NULL, &err)),
              "%s", err.text);
    cr_expect(eq(int, lc_terms_algebra(&column, arena, terms, NULL, &err), LC_USAGE));
    lc_arena_free(arena);
    lc_terms_free(terms);
    lc_frame_free(&frame);
}
