/* Ranges of training rows, from columns whose order is known. */
#include <math.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/day.h"
#include "models/fit/ranges.h"
#include "support/town.h"

TestSuite(ranges, .init = lc_begin);

enum { N = 2000 };

/* Predictors of the town's study by name, at landmarks of the days 0, 1, 2, .. */
struct fixture {
    struct lc_study *study;
    struct lc_design design;
    int32_t landmark[N];
    double *value;
};

static void open_columns(struct fixture *f, size_t n, const char *name)
{
    struct lc_slice text;
    struct lc_column *column;
    f->study = town_study("", &text);
    f->design = (struct lc_design){ .frame = { .n = n } };
    cr_assert(eq(int, lc_frame_add(&f->design.frame, name, LC_F64, &column, NULL), 0));
    f->value = column->data;
    f->design.landmark = f->landmark;
    for (size_t i = 0; i < n; i++)
        f->landmark[i] = (int32_t)i;
}

static struct lc_range range(struct fixture *f, const unsigned char *keep,
                             json_t **training)
{
    struct lc_range all[16];
    cr_assert(eq(int, lc_ranges_write(training, &f->design, keep, NULL), LC_OK));
    lc_ranges_read(all, f->study, *training);
    return all[3]; /* referrals */
}

static void close_columns(struct fixture *f, json_t *training)
{
    json_decref(training);
    lc_frame_free(&f->design.frame);
    lc_study_free(f->study);
}

/* 0 to 1999, dealt out by 7 x mod 2000 (7 and 2000 have no common divisor): 20 values
 * at either end are outside, 40 of 2000: by sixes 42 of 1998. */
Test(ranges, a_hundredth_at_either_end_is_outside)
{
    struct fixture f;
    json_t *training;
    open_columns(&f, N, "referrals");
    for (size_t i = 0; i < N; i++)
        f.value[i] = (double)(7 * i % N);
    struct lc_range r = range(&f, NULL, &training);
    cr_expect(eq(dbl, r.low, 20));
    cr_expect(eq(dbl, r.high, 1979));
    cr_expect(epsilon_eq(dbl, r.outside, 42 / 1998.0, 1e-15));
    cr_expect(eq(dbl, r.not_observed, 0));
    cr_expect(eq(dbl, lc_ranges_rows(training), 1998));
    cr_expect(eq(int, lc_ranges_last(training, NULL), N - 1));
    close_columns(&f, training);
}

/* Ties: 1990 noughts and ten of 3: 0 is the range's both ends, and the ten outside, by
 * sixes 12 of 1998. Of the first half only three are: told as six of 1002. */
Test(ranges, ties_and_small_numbers)
{
    struct fixture f;
    json_t *training;
    unsigned char keep[N] = { 0 };
    open_columns(&f, N, "referrals");
    for (size_t i = 0; i < 3; i++)
        f.value[300 * i] = 3;
    for (size_t i = 0; i < 7; i++)
        f.value[1200 + 10 * i] = 3;
    struct lc_range r = range(&f, NULL, &training);
    cr_expect(eq(dbl, r.low, 0));
    cr_expect(eq(dbl, r.high, 0));
    cr_expect(epsilon_eq(dbl, r.outside, 12 / 1998.0, 1e-15));
    json_decref(training);
    for (size_t i = 0; i < N / 2; i++)
        keep[i] = 1;
    r = range(&f, keep, &training);
    cr_expect(epsilon_eq(dbl, r.outside, 6 / 1002.0, 1e-15));
    cr_expect(eq(int, lc_ranges_last(training, NULL), N / 2 - 1));
    close_columns(&f, training);
}

/* With few rows six at either end stay outside, by sixes 12 of 18; with eleven there is
 * no range, nor of a predictor that the file does not name. */
Test(ranges, few_rows_have_none)
{
    struct fixture f;
    json_t *training;
    open_columns(&f, 20, "referrals");
    for (size_t i = 0; i < 20; i++)
        f.value[i] = i < 5 ? NAN : (double)i;
    struct lc_range r = range(&f, NULL, &training);
    cr_expect(eq(dbl, r.low, 11)); /* 5 .. 19: six below, six above */
    cr_expect(eq(dbl, r.high, 13));
    cr_expect(epsilon_eq(dbl, r.outside, 12 / 18.0, 1e-15));
    cr_expect(epsilon_eq(dbl, r.not_observed, 6 / 18.0, 1e-15));
    close_columns(&f, training);
    open_columns(&f, 11, "referrals");
    r = range(&f, NULL, &training);
    cr_expect(isnan(r.low) && isnan(r.high) && isnan(r.outside));
    close_columns(&f, training);
    open_columns(&f, 20, "another");
    r = range(&f, NULL, &training);
    cr_expect(isnan(r.low) && isnan(r.not_observed));
    close_columns(&f, training);
}

/* A file of an older program: the last landmark is the test's, and nothing else. */
Test(ranges, older_files_say_less)
{
    json_t *metrics =
        json_pack("{s:{s:{s:s}}}", "performance", "period", "to", "2024-04-01");
    char day[LC_DAY_ROOM];
    cr_expect(eq(str,
                 (char *)(uintptr_t)lc_day_print(lc_ranges_last(NULL, metrics), day),
                 "2024-04-01"));
    cr_expect(eq(int, lc_ranges_last(NULL, NULL), LC_NO_DAY));
    cr_expect(eq(dbl, lc_ranges_rows(NULL), 0));
    json_decref(metrics);
}
