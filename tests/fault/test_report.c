/* Memory runs out at every point of printing a page: it says so, leaks nothing, and the
 * next try prints the same bytes as ever. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/begin.h"
#include "models/report/report.h"

#include "fault/fault.h"

static json_t *results, *list;

static void begin(void)
{
    lc_begin();
    json_set_alloc_funcs(malloc, free); /* the wrapped ones */
    results = json_load_file("tests/command/report/results.json", 0, NULL);
    list = json_load_file("tests/command/report/list.json", 0, NULL);
    cr_assert(ne(ptr, results, NULL));
    cr_assert(ne(ptr, list, NULL));
}

TestSuite(report_fault, .init = begin);

/* One try with the at-th allocation failing; false when there was no such allocation.
 * Where the library finds another way, its page is whole. */
static bool survives(long at, bool stays, const struct lc_text *whole)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    fault_begin(at, stays);
    int code = lc_report_print(results, list, &page, &err);
    bool reached = fault_end();
    if (code == LC_OK) {
        cr_expect(eq(sz, page.size, whole->size), "allocation %ld", at);
        cr_expect(eq(int, memcmp(page.data, whole->data, whole->size), 0));
    } else {
        cr_expect(eq(int, code, LC_NOMEM), "allocation %ld: %s", at, err.text);
        cr_expect(eq(int, reached, 1));
    }
    lc_text_free(&page);
    cr_expect(eq(long, fault_held, 0), "allocation %ld: %ld blocks left", at,
              fault_held);
    return reached;
}

/* A page meets some 2,500 allocations, most of them alike; steps of a prime number meet
 * every kind. */
static void all_points(bool stays, long step)
{
    struct lc_text whole = { 0 };
    long at = 0;
    cr_assert(eq(int, lc_report_print(results, list, &whole, NULL), LC_OK));
    while (survives(at, stays, &whole))
        at += step;
    cr_expect(lt(long, 1000, at), "only %ld allocations were met", at);
    lc_text_free(&whole);
}

Test(report_fault, one_allocation_fails)
{
    all_points(false, 7);
}

Test(report_fault, all_allocations_fail_from_one_on)
{
    all_points(true, 11);
}
