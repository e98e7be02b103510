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

static json_t *results, *list, *child;

static void begin(void)
{
    lc_begin();
    json_set_alloc_funcs(malloc, free); /* the wrapped ones */
    results = json_load_file("tests/command/report/results.json", 0, NULL);
    list = json_load_file("tests/command/report/list.json", 0, NULL);
    cr_assert(ne(ptr, results, NULL));
    cr_assert(ne(ptr, list, NULL));
    child = json_loads(
        "{\"child\": 1041, \"from\": \"2022-04-01\", \"earlier\": 2, \"timeline\": "
        "[{\"history\": \"cin\", \"start\": \"2023-01-01\", \"open\": true, "
        "\"known_from\": \"2023-02-01\", \"late\": true}], \"path\": [{\"as_of\": "
        "\"2024-03-01\", \"risk\": 0.2, \"low\": 0.1, \"high\": 0.3}, {\"as_of\": "
        "\"2024-04-01\", \"risk\": 0.3}], \"family\": [{\"child\": 7}], \"who\": "
        "[{\"what\": \"names\", \"text\": \"A\"}]}",
        0, NULL);
    cr_assert(ne(ptr, child, NULL));
}

enum of { MODEL, LIST, CHILD };

static int print(enum of of, struct lc_text *page, struct lc_error *err)
{
    if (of == CHILD)
        return lc_report_child_print(results, list, 0, child, page, err);
    return lc_report_print(results, of == LIST ? list : NULL, page, err);
}

TestSuite(report_fault, .init = begin);

/* One try with the at-th allocation failing; false when there was no such allocation.
 * Where the library finds another way, its page is whole. */
static bool survives(enum of of, long at, bool stays, const struct lc_text *whole)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    fault_begin(at, stays);
    int code = print(of, &page, &err);
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

/* Steps of a prime number meet every kind of them. */
static void all_points(enum of of, bool stays, long step)
{
    struct lc_text whole = { 0 };
    long at = 0;
    cr_assert(eq(int, print(of, &whole, NULL), LC_OK));
    while (survives(of, at, stays, &whole))
        at += step;
    cr_expect(lt(long, 20, at), "only %ld allocations were met", at);
    lc_text_free(&whole);
}

Test(report_fault, one_allocation_fails)
{
    all_points(MODEL, false, 3);
    all_points(LIST, false, 1);
    all_points(CHILD, false, 1);
}

Test(report_fault, all_allocations_fail_from_one_on)
{
    all_points(MODEL, true, 5);
    all_points(LIST, true, 1);
    all_points(CHILD, true, 1);
}
