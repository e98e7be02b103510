/* What happened to the others of a family, by hand on both clocks: over all landmarks,
 * and on one day. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <string.h>

#include "base/begin.h"
#include "design/asof.h"
#include "design/asof_day.h"
#include "design/evidence.h"
#include "store/kin.h"
#include "support/stores.h"

TestSuite(siblings, .init = lc_begin);

static const char study_text[] =
    "format: 1\n"
    "study: { name: s, title: s }\n"
    "cohort: { age_from: 0, age_to: 17, known_to: [person] }\n"
    "landmarks: { every: 1 month, from: 2020-01-01, to: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 0, uasc: true,\n"
    "           remand: true, horizon: 6 months }\n"
    "predictors:\n"
    "  - { name: now, kind: siblings, history: care, label: a }\n"
    "  - { name: entered, kind: siblings, history: care, window: 90 days, label: a }\n"
    "  - { name: plan, kind: siblings, history: cpp, codes: [NEG], label: a }\n";

enum { NOW, ENTERED, PLAN };

#define BORN(c) "person " #c " 2010-01-15 - known 2010-01-22 - code F\n"
#define MET(c)  "contact " #c " 2015-01-01 -\n"
/* Children 0, 1 and 2 are of one family, 3 of none. */
#define TOWN                                                                           \
    "covers care 2010-01-01 2022-01-01\ncovers cpp 2010-01-01 2022-01-01\n" BORN(0)    \
        BORN(1) BORN(2) BORN(3) MET(0) MET(1) MET(2)                                   \
            MET(3) "family 0 2010-01-15 - says 5\nfamily 1 2010-01-15 - says 5\n"      \
                   "family 2 2010-01-15 - says 5\nfamily 3 2010-01-15 - says 6\n"

static struct lc_study *study_of(void)
{
    struct lc_study *study;
    struct lc_error err = { 0 };
    int code = lc_study_parse(&study, "s", study_text, strlen(study_text), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return study;
}

static struct lc_store town_of(const char *events)
{
    struct lc_store store = store_of(4, events);
    struct lc_identities none = { 0 };
    cr_assert(eq(int, lc_kin_find(&store, &none, NULL), LC_OK));
    return store;
}

static double at(const struct lc_design *d, size_t column, uint32_t child, int32_t day)
{
    for (size_t i = 0; i < d->frame.n; i++)
        if (d->child[i] == child && d->landmark[i] == day)
            return lc_column_get(d->frame.column + column, i);
    cr_fatal("child %u is not in the cohort", (unsigned)child);
}

static double on_the_day(const struct lc_study *study, const struct lc_store *store,
                         size_t column, uint32_t child, int32_t day)
{
    struct lc_asof_one one;
    struct lc_asof_block block;
    cr_assert(eq(int, lc_asof_one_open(&one, study, store, day, NULL), LC_OK));
    cr_assert(eq(int, lc_asof_block_new(&block, &one, NULL), LC_OK));
    cr_assert(eq(int,
                 lc_asof_block_fill(&block, &one, child, child + 1, 1, &child, NULL),
                 LC_OK));
    double value = lc_column_get(block.frame.column + column, 0);
    lc_asof_block_free(&block);
    lc_asof_one_close(&one);
    return value;
}

static void expect(const char *events, size_t column, uint32_t child, const char *day,
                   double want)
{
    struct lc_study *study = study_of();
    struct lc_store store = town_of(events);
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    struct lc_design d;
    struct lc_error err = { 0 };
    int32_t t = day_of(day);
    cr_assert(eq(int, lc_design_of(&d, study, &store, &ask, NULL, NULL, &err), LC_OK),
              "%s", err.text);
    double whole = at(&d, column, child, t),
           one = on_the_day(study, &store, column, child, t);
    cr_expect(isnan(want) ? isnan(whole) : whole == want, "%s: %g, not %g", day, whole,
              want);
    cr_expect(isnan(want) ? isnan(one) : one == want, "%s: %g, not %g", day, one, want);
    lc_design_free(&d);
    lc_store_free(&store);
    lc_study_free(study);
}

/* Child 1 entered on 3 March, known on 1 April: not at 00:00 of that day, but from the
 * next on, for its brother and not for a stranger. */
Test(siblings, in_care_now)
{
    static const char town[] =
        TOWN "care 1 2020-03-03 - known 2020-04-01 2020-07-10 code N1\n"
             "care 1 2020-03-03 2020-06-20 known 2020-07-10 - code N1\n";
    expect(town, NOW, 0, "2020-03-01", 0);
    expect(town, NOW, 0, "2020-04-01", 0); /* known from the day itself on */
    expect(town, NOW, 0, "2020-05-01", 1);
    expect(town, NOW, 0, "2020-07-01", 1); /* ended, and nobody knew */
    expect(town, NOW, 0, "2020-08-01", 0);
    expect(town, NOW, 3, "2020-05-01", 0);
    expect(town, ENTERED, 0, "2020-06-01", 1); /* 90 days before: 3 March */
    expect(town, ENTERED, 0, "2020-07-01", 0);
    expect(town, ENTERED, 2, "2020-05-01", 1);
}

/* Two spells of one child are one child; two children are two. */
Test(siblings, children_are_counted_and_not_spells)
{
    static const char town[] = TOWN "care 1 2020-03-03 2020-03-20 code N1\n"
                                    "care 1 2020-03-25 - code N1\n"
                                    "care 2 2020-03-10 - code N1\n";
    expect(town, ENTERED, 0, "2020-05-01", 2);
    expect(town, NOW, 0, "2020-05-01", 2);
}

Test(siblings, of_some_codes)
{
    static const char town[] =
        TOWN "cpp 1 2020-03-03 - code NEG\ncpp 2 2020-03-03 - code EMO\n";
    expect(town, PLAN, 0, "2020-05-01", 1);
    expect(town, PLAN, 2, "2020-05-01", 1);
    expect(town, PLAN, 1, "2020-05-01", 0);
}

/* What happened to a child counts while it is of the family: until the day on which its
 * number was corrected, and from when it was known. */
Test(siblings, while_they_are_of_one_family)
{
    static const char town[] =
        "covers care 2010-01-01 2022-01-01\ncovers cpp 2010-01-01 2022-01-01\n" BORN(0)
            BORN(1) MET(0)
                MET(1) "family 0 2010-01-15 - says 5\n"
                       "family 1 2010-01-15 - known 2020-04-15 2020-07-15 says 5\n"
                       "care 1 2020-03-03 - code N1\n";
    expect(town, NOW, 0, "2020-04-01", 0);
    expect(town, NOW, 0, "2020-05-01", 1);
    expect(town, NOW, 0, "2020-07-01", 1);
    expect(town, NOW, 0, "2020-08-01", 0);
}

/* Not seen is not zero: outside of what the source covers, and in a store that knows no
 * families at all. */
Test(siblings, not_observed)
{
    expect(TOWN "care 1 2020-03-03 - code N1\n", ENTERED, 0, "2020-03-01", 0);
    expect("covers care 2020-02-01 2022-01-01\n" BORN(0) BORN(1) MET(0)
               MET(1) "family 0 2010-01-15 - says 5\nfamily 1 2010-01-15 - says 5\n"
                      "care 1 2020-03-03 - code N1\n",
           ENTERED, 0, "2020-03-01", NAN);
    expect("covers care 2010-01-01 2022-01-01\n" BORN(0)
               BORN(1) "care 1 2020-03-03 - code N1\n",
           NOW, 0, "2020-05-01", NAN);
}
