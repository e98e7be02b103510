/* The worked example of Riley et al. (2020), BMJ 368:m441: 24 columns, a share of 0.174
 * with the event, Cox-Snell R-squared 0.288: 623 rows for shrinkage, 662 for optimism,
 * 221 for the overall risk. */
#include <math.h>

#include <criterion/criterion.h>

#include "study/sample_size.h"

Test(sample_size, the_published_example)
{
    struct lc_sample_size a;
    cr_assert_eq(
        lc_sample_size_advise(&a, 662, 662 * 0.174, 24, 0.288, LC_SIZE_YES_NO, NULL),
        LC_OK);
    cr_assert_eq(a.need_shrinkage, 623);
    cr_assert_eq(a.need_optimism, 662);
    cr_assert_eq(a.need_risk, 221);
    cr_assert_eq(a.need, 662);
    cr_assert_eq(a.columns, 24);
    cr_assert(fabs(a.shrinkage - 0.9052) < 5e-4, "%g", a.shrinkage);
}

/* Riley et al. (2019), Statistics in Medicine 38:1276-1296, recurrent venous
 * thromboembolism: 30 columns, R-squared 0.051, 0.065 events a person-year over 2.07
 * years: 5143 rows for shrinkage, 1039 for optimism, max R2 0.55; with 25 columns 4286
 * and 866 (pmsampsize, by the authors). By hand: phi = 0.13455, log phi - 1 = -3.00582,
 * so max R2 = 1 - exp(-0.80886) = 0.5546. */
Test(sample_size, the_published_example_of_times)
{
    struct lc_sample_size a;
    double rows = 5143, events = rows * 0.065 * 2.07;
    cr_assert_eq(
        lc_sample_size_advise(&a, rows, events, 30, 0.051, LC_SIZE_TIMES, NULL), LC_OK);
    cr_assert(fabs(a.r2_max - 0.5546) < 5e-5, "%g", a.r2_max);
    cr_assert_eq(a.need_shrinkage, 5143);
    cr_assert_eq(a.need_optimism, 1039);
    cr_assert_eq(a.need, 5143);
    cr_assert_eq(a.columns, 30);
    cr_assert(fabs(a.shrinkage - 0.9) < 1e-5, "%g", a.shrinkage);
    cr_assert(fabs(a.events_per_column - 23.07) < 0.005, "%g", a.events_per_column);
    cr_assert_eq(
        lc_sample_size_advise(&a, rows, events, 25, 0.051, LC_SIZE_TIMES, NULL), LC_OK);
    cr_assert_eq(a.need_shrinkage, 4286);
    cr_assert_eq(a.need_optimism, 866);
}

Test(sample_size, fewer_rows_shrink_more_and_carry_fewer_columns)
{
    struct lc_sample_size many, few;
    cr_assert_eq(
        lc_sample_size_advise(&many, 30000, 366, 20, NAN, LC_SIZE_YES_NO, NULL), LC_OK);
    cr_assert_eq(lc_sample_size_advise(&few, 6000, 73, 20, NAN, LC_SIZE_YES_NO, NULL),
                 LC_OK);
    cr_assert(few.shrinkage < many.shrinkage);
    cr_assert(few.columns < many.columns);
    cr_assert(fabs(many.r2 - 0.15 * many.r2_max) < 1e-15);
}

Test(sample_size, nothing_to_say_without_both_kinds_of_row)
{
    struct lc_sample_size a;
    cr_assert_eq(lc_sample_size_advise(&a, 100, 0, 5, NAN, LC_SIZE_YES_NO, NULL),
                 LC_UNFIT);
    cr_assert_eq(lc_sample_size_advise(&a, 100, 100, 5, NAN, LC_SIZE_YES_NO, NULL),
                 LC_UNFIT);
    cr_assert_eq(lc_sample_size_advise(&a, 100, 10, 5, 0.99, LC_SIZE_YES_NO, NULL),
                 LC_RANGE);
}
