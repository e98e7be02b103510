/* Columns: what many values say at once is what each of them says. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/random.h"
#include "numeric/column.h"

TestSuite(column, .init = lc_begin);

enum { MOST = 1030 };

/* Values around 0 and 200, with each type's missing one, and reals that are infinite.
 */
static void fill(struct lc_column *column, struct lc_random *r)
{
    for (size_t i = 0; i < MOST; i++) {
        double value = floor(250 * lc_random_unit(r));
        bool missing = lc_random_unit(r) < 0.1;
        switch (column->type) {
#define X(name, type, none)                                                            \
    case name:                                                                         \
        ((type *)column->data)[i] = missing ? (type)(none) : (type)value;              \
        break;
            LC_TYPES(X)
#undef X
        }
        if (column->type == LC_F64 && i % 50 == 7)
            ((double *)column->data)[i] = i % 100 == 7 ? INFINITY : -INFINITY;
    }
}

static void hold(const struct lc_column *column, size_t n, double low, double high)
{
    size_t outside = 0, none = 0, missing = 1;
    for (size_t i = 0; i < n; i++) {
        double value = lc_column_get(column, i);
        none += isnan(value) != 0;
        outside += !isnan(value) && (value < low || value > high);
    }
    cr_expect(eq(sz, lc_column_outside(column, n, low, high, &missing), outside),
              "type %d, %zu values, %g to %g", column->type, n, low, high);
    cr_expect(eq(sz, missing, none), "type %d, %zu values", column->type, n);
}

Test(column, values_outside_a_range_are_counted_and_missing_ones_apart)
{
    static const double bounds[][2] = { { 10, 200 },        { 10.5, 199.5 }, { 0, 249 },
                                        { -INFINITY, 100 }, { 5, 5 },        { 1, 0 },
                                        { -1e300, 1e300 },  { NAN, NAN } };
    static const size_t sizes[] = { 0, 1, 7, 8, 9, 64, 65, 1024, MOST };
    static double room[MOST];
    struct lc_random r;
    lc_random_init(&r, 3, 0);
    for (int type = 0; type <= LC_CATEGORY; type++) {
        struct lc_column column = { .type = type, .data = room };
        fill(&column, &r);
        for (size_t b = 0; b < sizeof bounds / sizeof *bounds; b++)
            for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
                hold(&column, sizes[s], bounds[b][0], bounds[b][1]);
    }
}
