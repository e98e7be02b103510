/* Reasons that tell of another child of the family, by hand: no child is named. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "models/panel/reason_inside.h"
#include "store/kin.h"
#include "support/stores.h"
#include "support/words.h"

TestSuite(reason_family, .init = lc_begin);

static const char study_text[] =
    "format: 1\n"
    "study: { name: s, title: s }\n"
    "cohort: { age_from: 13, age_to: 17, known_to: [cin] }\n"
    "landmarks: { every: 1 month, from: all, to: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 13,\n"
    "  uasc: true, remand: true, horizon: 12 months }\n"
    "predictors:\n"
    "  - { name: care, kind: siblings, history: care, label: a }\n"
    "  - { name: entered, kind: siblings, history: care, window: 90 days, label: b }\n"
    "  - { name: cse, kind: siblings, history: cse, window: 12 months, label: c }\n"
    "models: [{ name: m, family: logistic, formula: care }]\n";

#define FAMILY                                                                         \
    "covers care 2015-01-01 2022-01-01\ncovers cse 2015-01-01 2022-01-01\n"            \
    "contact 0 2015-01-01 -\ncontact 1 2015-01-01 -\ncontact 2 2015-01-01 -\n"         \
    "family 0 2010-01-15 - says 5\nfamily 1 2010-01-15 - says 5\n"                     \
    "family 2 2010-01-15 - says 5\n"

/* What predictors `first` to `last` say on 1 June 2021 of child 0. */
static void expect(const char *events, size_t first, size_t last, const char *words)
{
    struct lc_study *study;
    struct lc_store store = store_of(3, events);
    struct lc_identities none = { 0 };
    struct lc_evidence_book book;
    struct lc_error err = { 0 };
    struct lc_text text = { 0 };
    size_t which[3], n = 0, found;
    for (size_t k = first; k <= last; k++)
        which[n++] = k;
    cr_assert(eq(int, lc_kin_find(&store, &none, NULL), LC_OK));
    int code = lc_study_parse(&study, "s", study_text, strlen(study_text), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    code = lc_evidence_open(&book, study, &store, day_of("2021-06-01"), &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    const struct lc_reason_of of = { &book, which, n, 0 };
    code = lc_reason_add(&text, words_of_program(), &of, &found, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    cr_expect_str_eq(text.data, words);
    lc_text_free(&text);
    lc_evidence_close(&book);
    lc_store_free(&store);
    lc_study_free(study);
}

Test(reason_family, of_one_and_of_two)
{
    expect(FAMILY "care 1 2021-03-03 - known 2021-03-09 - code N1\n", 0, 0,
           "a child of the same family: episode of care since 3 March, known 9 March");
    expect(FAMILY "care 1 2021-03-03 - known 2021-03-09 - code N1\n"
                  "care 2 2021-03-05 - known 2021-03-09 - code N1\n",
           0, 1,
           "2 children of the same family: 2 episodes of care since 3 March, the "
           "latest still open");
    expect(FAMILY "care 0 2021-03-03 - known 2021-03-09 - code N1\n", 0, 0,
           "no episode of care of a child of the same family now");
    expect(FAMILY "cse 1 2021-02-03 - known 2021-03-09 - code police level 2\n", 2, 2,
           "a child of the same family: police CSE concern, level 2, of 3 "
           "February, known 9 March");
}

/* What is said of a source that tells nothing: words, and not the group's name. */
Test(reason_family, what_reasons_stand_under)
{
    static const char *const want[] = {
        "episodes of care of children of the same family",
        "episodes of care of children of the same family",
        "CSE concerns of children of the same family",
    };
    struct lc_study *study;
    int code = lc_study_parse(&study, "s", study_text, strlen(study_text), NULL);
    cr_assert(eq(int, code, LC_OK));
    for (size_t k = 0; k < 3; k++) {
        struct lc_text text = { 0 };
        lc_reason_subject(&text, words_of_program(), study->predictors + k);
        cr_expect_str_eq(text.data, want[k]);
        lc_text_free(&text);
    }
    lc_study_free(study);
}
