/* Every allocation of ours in saving, loading and linking fails in turn, once and from
 * then on: an error that says so, nothing leaked, and the old store kept. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "fault/failing.h"
#include "link/link.h"
#include "store/check.h"
#include "support/stores.h"

TestSuite(fault, .init = lc_begin, .fini = fail_never);

static const char events[] = "covers care 2015-01-01 2025-01-01\n"
                             "system police 2 3\n"
                             "care 0 2020-01-01 - code C2 placement U1\n"
                             "offence 3 2021-03-04 - code theft level 3 tier caution\n";

static char path[300];

static void name_path(void)
{
    char *folder = test_folder();
    snprintf(path, sizeof path, "%s/s.h5", folder);
    free(folder);
}

/* Runs `act` with its n-th allocation failing, for every n, until it needs fewer. */
static void each(int (*act)(struct lc_error *err), bool once)
{
    long n = 0;
    for (; n < 5000; n++) {
        struct lc_error err = { 0 };
        long held = failing.held;
        fail_after(n, once);
        int code = act(&err);
        long refused = failing.refused;
        fail_never();
        cr_assert(eq(i64, failing.held, held), "allocation %ld leaks", n);
        if (!refused) {
            cr_assert(eq(int, code, LC_OK));
            break;
        }
        if (code) /* LC_OK: an allocation that it can do without, as for a thread */
            cr_assert(eq(int, code, LC_NOMEM), "allocation %ld: %s", n, err.text);
        cr_assert(code == LC_OK || strcmp(err.text, "") != 0);
    }
    cr_assert(n > 10 && n < 5000);
}

static struct lc_store given;
static struct lc_identities who;

static int load_it(struct lc_error *err)
{
    struct lc_store store;
    int code = lc_store_load(&store, path, err);
    if (code)
        return code;
    bool same = store_same(&store, &given);
    lc_store_free(&store);
    return same ? LC_OK : LC_DAMAGED;
}

static int save_it(struct lc_error *err)
{
    return lc_store_save(&given, path, err);
}

static int scan_it(struct lc_error *err)
{
    struct lc_scan scan;
    return lc_store_scan(&scan, path, &given, err);
}

static int load_names(struct lc_error *err)
{
    struct lc_identities ids;
    int code = lc_identities_load(&ids, &given, path, err);
    if (!code)
        lc_identities_free(&ids);
    return code;
}

static int save_names(struct lc_error *err)
{
    const struct lc_writing how = { .path = path, .ids = &who };
    return lc_store_replace(&given, &how, err);
}

static int link_it(struct lc_error *err)
{
    struct lc_link_report report;
    struct lc_store store;
    int code = lc_store_load(&store, path, err);
    if (code)
        return code;
    code = lc_link_run(&report, &store, &who, 20000, err);
    if (!code)
        lc_link_report_free(&report);
    lc_store_free(&store);
    return code;
}

static void set_up(void)
{
    name_path();
    given = store_of(4, events);
    cr_assert(eq(int, lc_identities_init(&who, NULL), LC_OK));
    for (uint32_t r = 0; r < 4; r++) {
        struct lc_identity row = { .record = r,
                                   .forename = "Ada",
                                   .surname = "Lee",
                                   .sex = "F",
                                   .born = 14000,
                                   .other_type = "UPN",
                                   .other_value = r < 2 ? "A12345" : NULL };
        cr_assert(eq(int, lc_identities_add(&who, &row, NULL), LC_OK));
    }
    cr_assert(eq(int, save_names(NULL), LC_OK));
}

static void tear_down(void)
{
    lc_store_free(&given);
    lc_identities_free(&who);
}

Test(fault, loading)
{
    set_up();
    each(load_it, true);
    each(load_it, false);
    tear_down();
}

Test(fault, saving)
{
    set_up();
    each(save_it, true);
    each(save_it, false);
    cr_assert(eq(int, load_it(NULL), LC_OK));
    tear_down();
}

Test(fault, scanning)
{
    set_up();
    each(scan_it, true);
    each(scan_it, false);
    tear_down();
}

Test(fault, identities)
{
    set_up();
    each(load_names, true);
    each(save_names, true);
    each(load_names, false);
    each(save_names, false);
    cr_assert(eq(int, load_names(NULL), LC_OK));
    tear_down();
}

Test(fault, linking)
{
    set_up();
    each(link_it, true);
    each(link_it, false);
    tear_down();
}
