/* From when a child is due to go. Days are worked out by hand, from the rule that all
 * of the months have to have passed, and that a birth is known to its month. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "store/check.h"
#include "store/retain.h"
#include "support/stores.h"

TestSuite(retain, .init = lc_begin);

static struct lc_error err;

/* "x birthday 84, y event 12" */
static void rule(struct lc_store *store, const char *text)
{
    struct lc_retention rules[8];
    char name[8][20], after[20];
    unsigned months;
    size_t n = 0;
    for (const char *at = text; at && *at; n++) {
        cr_assert(eq(int, sscanf(at, "%19s %19s %u", name[n], after, &months), 3));
        rules[n] = (struct lc_retention){
            name[n], *after == 'b' ? LC_AFTER_BIRTHDAY : LC_AFTER_LAST_EVENT, months
        };
        at = strstr(at, ", ");
        at += at ? 2 : 0;
    }
    cr_assert(eq(int, lc_retentions_set(store, n, rules, &err), LC_OK), "%s", err.text);
}

/* The day as text; "open", "unknown" or "no rule" where there is none. */
static const char *day_of_child(const struct lc_store *store, uint32_t child)
{
    static const char *const words[] = { "", "open", "unknown", "no rule" };
    static char day[LC_DAY_ROOM];
    struct lc_retain retain;
    cr_assert(eq(int, lc_retain_begin(&retain, store, &err), LC_OK));
    struct lc_retained r = lc_retain_child(&retain, child);
    lc_retain_end(&retain);
    cr_assert(eq(int, r.day == LC_NO_DAY, r.state != LC_RETAIN_DAY));
    if (r.state == LC_RETAIN_DAY) { /* on the day, not on the one before */
        cr_assert(lc_retain_is_due(&r, r.day));
        cr_assert(lc_retain_is_due(&r, r.day + 1));
        cr_assert(not(lc_retain_is_due(&r, r.day - 1)));
    } else {
        cr_assert(not(lc_retain_is_due(&r, LC_OPEN - 1)));
    }
    return r.state == LC_RETAIN_DAY ? lc_day_print(r.day, day) : words[r.state];
}

#define DUE(events, rules, child, day)                                                 \
    do {                                                                               \
        struct lc_store one = store_of(2, events);                                     \
        rule(&one, rules);                                                             \
        cr_expect(eq(str, (char *)day_of_child(&one, child), (char *)(day)));          \
        lc_store_free(&one);                                                           \
    } while (0)

/* Whoever was born in the month is 18 by the first day of the next one, eighteen years
 * on: born on 29 February 2008 that is 1 March 2026, born on the 28th it is a day less.
 */
Test(retain, counts_from_the_month_in_which_all_are_of_age)
{
    DUE("person 0 2008-02-15 - code F\n", "person birthday 0", 0, "2026-03-01");
    DUE("person 0 2008-02-29 - code F\n", "person birthday 0", 0, "2026-03-01");
    DUE("person 0 2008-02-15 - code F\n", "person birthday 84", 0, "2033-03-01");
    DUE("person 0 2007-12-15 - code M\n", "person birthday 0", 0, "2026-01-01");
    DUE("person 0 2007-01-31 - code M\n", "person birthday 1", 0, "2025-03-01");
    DUE("person 0 2007-12-15 - code M\n", "person birthday 1200", 0, "2126-01-01");
    /* a birth that was corrected: what is said today */
    DUE("person 0 2001-05-15 - code M known 2010-01-01 2011-01-01\n"
        "person 0 2002-06-15 - code M known 2011-01-01 -\n",
        "person birthday 0", 0, "2020-07-01");
}

/* Twelve months after 29 February 2020 the 28th is one day short: 1 March. */
Test(retain, months_have_to_have_passed_whole)
{
    DUE("x 0 2020-02-28 - code A\n", "x event 12", 0, "2021-02-28");
    DUE("x 0 2020-02-29 - code A\n", "x event 12", 0, "2021-03-01");
    DUE("x 0 2020-02-29 - code A\n", "x event 48", 0, "2024-02-29");
    DUE("x 0 2020-01-29 - code A\n", "x event 1", 0, "2020-02-29");
    DUE("x 0 2020-01-30 - code A\n", "x event 1", 0, "2020-03-01");
    DUE("x 0 2020-01-31 - code A\n", "x event 1", 0, "2020-03-01");
    DUE("x 0 2020-08-31 - code A\n", "x event 1", 0, "2020-10-01");
    DUE("x 0 2020-12-31 - code A\n", "x event 0", 0, "2020-12-31");
}

Test(retain, counts_from_the_last_event)
{
    /* of moments the start, of spells the end */
    DUE("x 0 2020-01-01 - code A\nx 0 2019-01-01 - code A\n", "x event 12", 0,
        "2021-01-01");
    DUE("x 0 2020-01-01 2020-05-10 code A\n", "x event 12", 0, "2021-05-10");
    DUE("x 0 2018-01-01 2020-05-10 code A\nx 0 2019-01-01 2019-02-01 code A\n",
        "x event 12", 0, "2021-05-10");
    /* a spell that goes on has no day, whoever else's has ended */
    DUE("x 0 2010-01-01 - code A\nx 1 2010-01-01 2010-02-01 code A\n", "x event 12", 0,
        "open");
    DUE("x 0 2010-01-01 - code A\nx 1 2010-01-01 2010-02-01 code A\n", "x event 12", 1,
        "2011-02-01");
    /* it went on, as was said before its end was known */
    DUE("x 0 2010-01-01 - code A known 2010-01-01 2010-03-01\n"
        "x 0 2010-01-01 2010-02-20 code A known 2010-03-01 -\n",
        "x event 12", 0, "2011-02-20");
    /* the latest day that any version tells of: nothing goes before it */
    DUE("x 0 2010-01-01 2010-08-01 code A known 2010-08-01 2010-09-01\n"
        "x 0 2010-01-01 2010-05-10 code A known 2010-09-01 -\n",
        "x event 12", 0, "2011-08-01");
}

Test(retain, a_child_goes_whole_on_its_latest_day)
{
    static const char events[] = "person 0 2000-05-15 - code F\n"
                                 "x 0 2020-01-01 - code A\n"
                                 "y 0 2019-01-01 2019-02-01 code A\n"
                                 "y 1 2019-01-01 2019-02-01 code A\n";
    DUE(events, "person birthday 0, x event 12, y event 12", 0, "2021-01-01");
    DUE(events, "person birthday 0, x event 12, y event 36", 0, "2022-02-01");
    DUE(events, "person birthday 120, x event 12, y event 36", 0, "2028-06-01");
    DUE(events, "y event 12", 0, "no rule");
    DUE(events, "y event 12", 1, "2020-02-01");
    DUE(events, "y birthday 12", 1, "unknown");
}

/* No birth, no event, an event that goes on, no rule: no day, and the gravest reason.
 */
Test(retain, nothing_is_due_for_want_of_knowing)
{
    static const char events[] = "x 0 2010-01-01 - code A\n"
                                 "x 1 2010-01-01 2010-02-01 code A\n"
                                 "y 0 2010-01-01 - code A\n"
                                 "z 0 2010-01-01 - code A\n";
    DUE("x 1 2010-01-01 - code A\n", "x event 1", 0, "unknown");
    DUE(events, "x event 1, y event 1, z event 1", 0, "open");
    DUE(events, "x event 1, y birthday 1, z event 1", 0, "unknown");
    DUE(events, "x event 1, y birthday 1", 0, "no rule");
}

Test(retain, rules_that_cannot_be)
{
    struct lc_store store = store_of(1, "x 0 2020-01-01 - code A\n");
    char x[] = "x", person[] = "person";
    const struct {
        struct lc_retention rules[2];
        const char *says;
    } wrong[] = {
        { { { x, 3, 1 } }, "nothing known" },
        { { { x, 0, 1 } }, "nothing known" },
        { { { x, LC_AFTER_BIRTHDAY, LC_RETAIN_MONTHS + 1 } }, "months" },
        { { { person, LC_AFTER_LAST_EVENT, 1 } }, "birth" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        err = (struct lc_error){ 0 };
        cr_expect(
            eq(int, lc_retentions_set(&store, 1, wrong[i].rules, &err), LC_RANGE));
        cr_expect(strstr(err.text, wrong[i].says) != NULL, "%s", err.text);
        cr_expect(zero(sz, store.retentions));
    }
    struct lc_retention twice[] = { { x, LC_AFTER_BIRTHDAY, 1 },
                                    { x, LC_AFTER_LAST_EVENT, 1 } };
    err = (struct lc_error){ 0 };
    cr_expect(eq(int, lc_retentions_set(&store, 2, twice, &err), LC_RANGE));
    cr_expect(strstr(err.text, "two rules") != NULL, "%s", err.text);
    lc_store_free(&store);
}

/* The rules are in the file, and what is asked for days alone has the same ones. */
Test(retain, a_store_keeps_its_rules)
{
    struct lc_store again, store = store_of(2, "covers person 2000-01-01 2021-01-01\n"
                                               "person 0 2008-02-15 - code F\n"
                                               "x 0 2020-01-31 2020-02-01 code A\n"
                                               "x 1 2020-01-31 2020-02-01 code A\n");
    struct lc_text found = { 0 };
    char *folder = test_folder(), path[300];
    snprintf(path, sizeof path, "%s/s.h5", folder);
    rule(&store, "person birthday 84, x event 12");
    cr_assert(eq(int, lc_store_save(&store, path, &err), LC_OK), "%s", err.text);
    for (int part = 0; part < 2; part++) {
        int code = part ? lc_store_load_part(&again, path, &lc_retain_part, &err)
                        : lc_store_load(&again, path, &err);
        cr_assert(zero(int, code), "%s", err.text);
        cr_assert(eq(sz, again.retentions, 2));
        cr_expect(eq(str, again.retention[0].history, (char *)"person"));
        cr_expect(eq(u32, again.retention[0].after, LC_AFTER_BIRTHDAY));
        cr_expect(eq(u32, again.retention[0].months, 84));
        cr_expect(eq(str, again.retention[1].history, (char *)"x"));
        cr_expect(eq(str, (char *)day_of_child(&again, 0), (char *)"2033-03-01"));
        cr_expect(eq(str, (char *)day_of_child(&again, 1), (char *)"2021-02-01"));
        lc_store_free(&again);
    }
    struct lc_scan scan;
    cr_expect(eq(int, lc_store_scan(&scan, path, &store, &err), LC_OK), "%s", err.text);
    cr_expect(zero(sz, lc_store_check(&store, &found)), "%s", found.data);
    /* none again */
    cr_assert(eq(int, lc_retentions_set(&store, 0, NULL, &err), LC_OK));
    cr_assert(eq(int, lc_store_save(&store, path, &err), LC_OK));
    cr_assert(eq(int, lc_store_load(&again, path, &err), LC_OK), "%s", err.text);
    cr_expect(zero(sz, again.retentions));
    lc_store_free(&again);
    lc_text_free(&found);
    lc_store_free(&store);
    free(folder);
}
