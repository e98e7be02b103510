/* Who is there on one day, by blocks of children, is who a cohort of that day holds. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "study/cohort.h"
#include "study/present.h"
#include "support/stores.h"
#include "support/town.h"

TestSuite(present, .init = lc_begin);

enum { BLOCK = 97 };

static struct lc_study *study_of(const char *known)
{
    char text[1000];
    struct lc_error err = { 0 };
    struct lc_study *study;
    int size = snprintf(text, sizeof text,
                        "format: 1\nstudy: { name: s, title: s }\n"
                        "cohort: { age_from: 11, age_to: 16, %s }\n"
                        "landmarks: { every: 1 month, from: all, to: all }\n"
                        "outcome: { history: care, horizon: 12 months, age_floor: 11,\n"
                        "           first_entry: true, uasc: false, remand: true }\n"
                        "predictors: [{ name: age, kind: age, label: age }]\n",
                        known);
    int code = lc_study_parse(&study, "s", text, (size_t)size, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return study;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static size_t compare_day(const struct lc_study *study, const struct lc_store *store,
                          int32_t day)
{
    struct lc_cohort cohort;
    struct lc_presence presence;
    struct lc_facts facts = { 0 };
    struct lc_cohort_ask ask = { day, true };
    uint32_t child[BLOCK];
    size_t found = 0, n;
    cr_assert(eq(int, lc_cohort_build(&cohort, study, store, &ask, NULL, NULL), LC_OK));
    cr_assert(eq(int, lc_presence_open(&presence, study, store, day, NULL), LC_OK));
    qsort(cohort.child, cohort.n, sizeof *cohort.child, by_number);
    for (size_t first = 0; first < store->records; first += BLOCK) {
        size_t end = first + BLOCK < store->records ? first + BLOCK : store->records;
        cr_assert(eq(int,
                     lc_presence_list(&presence, &facts, first, end, child, &n, NULL),
                     LC_OK));
        for (size_t i = 0; i < n; i++, found++) {
            cr_assert(lt(sz, found, cohort.n));
            cr_assert(eq(u32, child[i], cohort.child[found]));
        }
    }
    cr_assert(eq(sz, found, cohort.n));
    lc_facts_free(&facts);
    lc_presence_close(&presence);
    lc_cohort_free(&cohort);
    return found;
}

static void compare(const char *known)
{
    struct lc_store store = town_store(5, 700, 1);
    struct lc_study *study = study_of(known);
    size_t found = 0;
    for (int month = 1; month < 40; month += 3)
        found +=
            compare_day(study, &store, lc_day_add_months(day_of("2018-01-17"), month));
    cr_assert(lt(sz, 500, found));
    lc_study_free(study);
    lc_store_free(&store);
}

Test(present, is_the_cohort_of_the_day)
{
    compare("known_to: [missing, referral]");
}

Test(present, is_the_cohort_of_the_day_by_a_time_too)
{
    compare("known_to: [missing, referral], known_within: 3 months");
}

/* The two births between which all ages of the study lie, against the ages themselves,
 * through a leap year and the one after it. */
Test(present, births_bound_the_ages)
{
    struct lc_store store = town_store(5, 20, 1);
    struct lc_study *study = study_of("known_to: [missing]");
    int32_t first = day_of("2016-02-20");
    for (int32_t t = first; t<first + 800; t += t % 365> 70 ? 29 : 1) {
        struct lc_presence p;
        cr_assert(eq(int, lc_presence_open(&p, study, &store, t, NULL), LC_OK));
        for (int32_t born = t - 6300; born < t - 3900; born++) {
            bool in = lc_day_birthday(born, 11) <= t && lc_day_birthday(born, 17) > t;
            cr_assert(eq(int, in, p.eldest <= born && born <= p.youngest),
                      "day %d, born %d", t, born);
        }
        lc_presence_close(&p);
    }
    lc_study_free(study);
    lc_store_free(&store);
}
