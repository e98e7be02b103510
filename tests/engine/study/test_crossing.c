/* Breaks that a study learns across, by hand: care is told to the end of 2021, so
 * landmarks go from 2018-01-01 to 2021-01-01; referrals were halved on 2019-07-01. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/text.h"
#include "study/crossing.h"
#include "support/stores.h"

enum { MONTHS = 84 }; /* from January 2015 on */

static struct lc_store store;
static struct lc_study *study;
static struct lc_crossings found;

static void begin(void)
{
    struct lc_text text = { 0 };
    lc_begin();
    lc_text_add(&text, "covers care 2012-01-01 2022-01-01\n"
                       "covers referral 2015-01-01 2022-01-01\n"
                       "covers late 2020-06-01 2022-01-01\n"
                       "care 0 2018-05-01 -\nlate 0 2020-06-01 - file 2\n"
                       "late 0 2021-12-31 - file 2\n");
    for (int m = 0; m < MONTHS; m++)
        for (int k = 0; k < (m < 54 ? 60 : 24); k++)
            lc_text_addf(&text, "referral %d %d-%02d-%02d - file 1 code %s kind %s\n",
                         k % 50, 2015 + m / 12, m % 12 + 1, k % 28 + 1,
                         k % 2 ? "1A" : "6", k % 3 ? "x" : "y");
    store = store_of(50, text.data);
    lc_text_free(&text);
}

static void end(void)
{
    lc_crossings_free(&found);
    lc_study_free(study);
    lc_store_free(&store);
}

TestSuite(crossing, .init = begin, .fini = end);

/* What a study of these predictors and breaks learns across, where schemas declare
 * one break of the store's, or none. */
static void look(const char *predictors, const char *breaks, struct lc_declared *by)
{
    char text[2000];
    struct lc_error err = { 0 };
    const struct lc_declared *row[] = { by };
    const struct lc_declarations declared = { .count = by != NULL, .row = row };
    const char *key;
    int size =
        snprintf(text, sizeof text,
                 "format: 1\nstudy: { name: s, title: s }\n"
                 "cohort: { age_from: 13, age_to: 17, known_to: [late] }\n"
                 "landmarks: { every: 1 month, from: 2018-01-01, to: all }\n"
                 "outcome: { history: care, horizon: 12 months,\n"
                 "  first_entry: true, age_floor: 13, uasc: false, remand: true }\n"
                 "predictors:\n  - { name: age, kind: age, label: age }\n%s%s",
                 predictors, breaks);
    lc_crossings_free(&found);
    lc_study_free(study);
    int code = lc_study_parse(&study, "s", text, (size_t)size, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    if (by)
        cr_assert(lc_declared_days(by, &key) == LC_OK);
    code = lc_crossings_find(&found, study, &store, &declared, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
}

#define COUNT(more)                                                                    \
    "  - { name: refs, kind: count, history: referral, label: r" more " }\n"

static void finds(int is, const char *text)
{
    cr_assert(eq(sz, found.count, 1), "%s", found.count ? found.row[0].text : "none");
    cr_expect(eq(int, found.row[0].is, is));
    cr_expect(strstr(found.row[0].text, text) != NULL, "%s", found.row[0].text);
    cr_expect(eq(sz, found.refused, (size_t)(is == LC_CROSSING_DECLARED)));
}

Test(crossing, one_that_nobody_declared)
{
    look(COUNT(", window: 12 months"), "", NULL);
    finds(LC_CROSSING_LIKELY,
          "likely break: referral: from 2019-07-01 on 24 a month, before it 60 a "
          "month; read on both sides of it: refs");
    look("", "", NULL);
    cr_expect(eq(sz, found.count, 0)); /* nobody reads it */
    look(COUNT(", observed_from: 2019-06-30"), "", NULL);
    cr_expect(eq(sz, found.count, 1));
    look(COUNT(", observed_from: 2019-07-01"), "", NULL);
    cr_expect(eq(sz, found.count, 0)); /* read on one side alone */
}

#define HALVED "breaks: [{ history: referral, from: 2019-06-20, what: a new form"

Test(crossing, one_that_the_study_declares)
{
    look(COUNT(""), HALVED " }]\n", NULL);
    finds(LC_CROSSING_DECLARED,
          "declared break: referral: on 2019-06-20, a new form; read on both sides of "
          "it: refs");
    cr_expect(eq(str, found.row[0].row,
                 (char *)"{ history: referral, from: 2019-06-20, accept: \"your "
                         "reason\" }"));
    look(COUNT(""), HALVED ", accept: we counted }]\n", NULL);
    finds(LC_CROSSING_ACCEPTED, "; accepted: we counted");
    /* three months away is another: the store's own is likely still */
    look(COUNT(""), "breaks: [{ history: referral, from: 2019-03-01, accept: a }]\n",
         NULL);
    cr_expect(eq(sz, found.count, 2));
    cr_expect(eq(int, found.row[1].is, LC_CROSSING_LIKELY));
}

/* On a day: whether or not the store shows it. Of a code: for those who name it. */
Test(crossing, one_that_a_schema_declares)
{
    struct lc_declared code = { .history = "referral",
                                .code = "6",
                                .from = "2018-09-01",
                                .what = "changed",
                                .source = "a guide" };
    look(COUNT(", codes: [\"1A\"], observed_from: 2019-07-01"), "", &code);
    cr_expect(eq(sz, found.count, 0));
    look(COUNT(", codes: [\"1A\", \"6\"]"), "", &code);
    cr_assert(eq(sz, found.count, 2));
    cr_expect(eq(sz, found.refused, 1));
    cr_expect(eq(str, found.row[0].text,
                 (char *)"declared break: referral 6: on 2018-09-01, changed (a "
                         "guide); read on both sides of it: refs"));
    look(COUNT(", codes: [\"1A\", \"6\"]"),
         "breaks: [{ history: referral, code: \"6\", from: 2018-09-01, accept: b }]\n",
         &code);
    cr_expect(eq(sz, found.refused, 0));
    code.attribute = "kind";
    code.code = "y";
    look(COUNT(", where: [{ attribute: kind, values: [x] }]"), "", &code);
    cr_expect(eq(sz, found.refused, 0));
    look(COUNT(", where: [{ attribute: kind, values: [x, y] }]"), "", &code);
    cr_expect(eq(sz, found.refused, 1));
}

/* On a day of the borough's own: where the store shows it within the days. */
Test(crossing, one_that_comes_borough_by_borough)
{
    struct lc_declared local = { .history = "referral",
                                 .from = "2019-07-31",
                                 .to = "2021-01-01",
                                 .what = "reform",
                                 .source = "a guide" };
    look(COUNT(""), "", &local); /* found from 1 July on, seen by its end */
    finds(LC_CROSSING_DECLARED, "a month; declared: between 2019-07-31 and 2021-01-01, "
                                "on a day of the borough's own, reform (a guide)");
    local.from = "2019-08-01";
    look(COUNT(""), "", &local);
    finds(LC_CROSSING_LIKELY, "likely");
    look(COUNT(""), "breaks: [{ history: referral, from: 2020-03-01 }]\n", &local);
    cr_expect(eq(sz, found.count, 2)); /* the study knows the day; another is likely */
    cr_expect(eq(sz, found.refused, 1));
    cr_expect(strstr(found.row[0].text, "reform (a guide)") != NULL);
}

/* Before the first day that is covered nothing was told, and from the last landmark on
 * nothing is read. The cohort reads too. */
Test(crossing, only_what_is_told_on_both_sides)
{
    static const struct {
        const char *day;
        size_t count;
    } of[] = { { "2020-06-01", 0 },
               { "2020-06-02", 1 },
               { "2020-12-31", 1 },
               { "2021-01-01", 0 } };
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        char breaks[100];
        snprintf(breaks, sizeof breaks, "breaks: [{ history: late, from: %s }]\n",
                 of[k].day);
        look("", breaks, NULL);
        cr_expect(eq(sz, found.count, of[k].count), "%s", of[k].day);
    }
}

/* What a model whose last landmark is `last` could not learn, used on a later day. */
Test(crossing, one_after_the_model_was_made)
{
    static const struct {
        int32_t last, day; /* of 2019 */
        size_t count;
    } of[] = { { 170, 171, 0 }, /* the break of 20 June (day 171) is not over */
               { 170, 172, 1 },
               { 171, 172, 1 },
               { 172, 365, 0 }, /* the model learnt of it; 1 July is the same */
               { 170, 365, 1 } };
    static const int32_t year = 17896; /* 2018-12-31 */
    const struct lc_declarations none = { 0 };
    struct lc_crossings since;
    look(COUNT(""), HALVED " }]\n", NULL);
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        struct lc_crossings_span span = { year + of[k].last, year + of[k].day };
        cr_assert(lc_crossings_since(&since, study, &store, &none, &span, NULL)
                  == LC_OK);
        cr_expect(eq(sz, since.count, of[k].count), "%zu", k);
        lc_crossings_free(&since);
    }
}
