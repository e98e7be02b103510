#include <string.h>

#include <criterion/criterion.h>

#include "base/error.h"

Test(error, the_first_failure_writes_and_places_go_in_front)
{
    struct lc_error err = { 0 };
    int code = LC_FAIL(&err, LC_RANGE, "'%s' is not a date", "2019-02-31");
    LC_FAIL(&err, LC_IO, "a later failure");
    code = lc_error_within(&err, code, "referrals.csv:118: %s", "start_date");
    cr_assert_eq(code, LC_RANGE);
    cr_assert_str_eq(err.text,
                     "referrals.csv:118: start_date: '2019-02-31' is not a date");
}

Test(error, a_null_error_is_allowed_and_the_code_survives)
{
    cr_assert_eq(LC_FAIL(NULL, LC_NOMEM, "x"), LC_NOMEM);
    cr_assert_eq(lc_error_within(NULL, LC_NOMEM, "y"), LC_NOMEM);
}

Test(error, what_another_was_told_is_handed_on_once)
{
    struct lc_error err = { 0 }, none = { 0 }, first = { 0 }, second = { 0 };
    LC_FAIL(&first, LC_RANGE, "first");
    LC_FAIL(&second, LC_IO, "second");
    cr_assert_eq(lc_error_pass(&err, LC_OK, &none), LC_OK);
    cr_assert_eq(lc_error_pass(&err, LC_RANGE, &first), LC_RANGE);
    cr_assert_eq(lc_error_pass(&err, LC_IO, &second), LC_IO);
    cr_assert_eq(lc_error_pass(NULL, LC_IO, &second), LC_IO);
    cr_assert_str_eq(err.text, "first");
    cr_assert_eq(err.line, first.line);
}

Test(error, control_bytes_cannot_reach_a_terminal)
{
    struct lc_error err = { 0 };
    LC_FAIL(&err, LC_FORMAT, "name \033[2J\n");
    cr_assert_str_eq(err.text, "name ?[2J?");
}

Test(error, long_texts_are_cut_and_terminated)
{
    struct lc_error err = { 0 };
    char longer[2000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = 0;
    LC_FAIL(&err, LC_FORMAT, "%s", longer);
    lc_error_within(&err, LC_FORMAT, "%s", "place");
    cr_assert_eq(strlen(err.text), sizeof err.text - 1);
    cr_assert_eq(strncmp(err.text, "place: xxx", 10), 0);
}

/* The exit statuses are a promise to scripts: 0, 1, 2, 3, 4, 5, 6 as documented. */
Test(error, exit_statuses)
{
    cr_assert_eq(lc_code_status(LC_OK), 0);
    cr_assert_eq(lc_code_status(LC_FINDINGS), 1);
    cr_assert_eq(lc_code_status(LC_USAGE), 2);
    cr_assert_eq(lc_code_status(LC_DAMAGED), 3);
    cr_assert_eq(lc_code_status(LC_SEPARATED), 4);
    cr_assert_eq(lc_code_status(LC_REFUSED), 5);
    cr_assert_eq(lc_code_status(LC_NOMEM), 6);
    cr_assert_eq(lc_code_status(12345), 6);
}
