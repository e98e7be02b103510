/* The worked example of Riley et al. (2020), BMJ 368:m441: 24 columns, a share of 0.174
 * with the event, Cox-Snell R-squared 0.288: 623 rows for shrinkage, 662 for optimism,
 * 221 for the overall risk. */
#include <math.h>

#include <criterion/criterion.h>

#include "study/sample_size.h"

Test(sample_size, the_published_example)
{
    struct lc_sample_size a;
    cr_assert_eq(lc_sample_size_advise(&a, 662, 662 * 0.174, 24, 0.288, NULL), LC_OK);
    cr_assert_eq(a.need_shrinkage, 623);
    cr_assert_eq(a.need_optimism, 662);
    cr_assert_eq(a.need_risk, 221);
    cr_assert_eq(a.need, 662);
    cr_assert_eq(a.columns, 24);
    cr_assert(fabs(a.shrinkage - 0.9052) < 5e-4, "%g", a.shrinkage);
}

Test(sample_size, fewer_rows_shrink_more_and_carry_fewer_columns)
{
    struct lc_sample_size many, few;
    cr_assert_eq(lc_sample_size_advise(&many, 30000, 366, 20, NAN, NULL), LC_OK);
    cr_assert_eq(lc_sample_size_advise(&few, 6000, 73, 20, NAN, NULL), LC_OK);
    cr_assert(few.shrinkage < many.shrinkage);
    cr_assert(few.columns < many.columns);
    cr_assert(fabs(many.r2 - 0.15 * many.r2_max) < 1e-15);
}

Test(sample_size, nothing_to_say_without_both_kinds_of_row)
{
    struct lc_sample_size a;
    cr_assert_eq(lc_sample_size_advise(&a, 100, 0, 5, NAN, NULL), LC_UNFIT);
    cr_assert_eq(lc_sample_size_advise(&a, 100, 100, 5, NAN, NULL), LC_UNFIT);
    cr_assert_eq(lc_sample_size_advise(&a, 100, 10, 5, 0.99, NULL), LC_RANGE);
}
