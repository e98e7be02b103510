/* Histories that a study names and nobody has. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "study/names.h"
#include "support/stores.h"

TestSuite(names, .init = lc_begin);

static const char file[] =
    "format: 1\n"
    "study: { name: s, title: s }\n"
    "cohort: { age_from: 13, age_to: 17, known_to: [cin, missing] }\n"
    "landmarks: { every: 1 month, from: all, to: all }\n"
    "outcome: { history: care, horizon: 12 months, first_entry: true, age_floor: 13,\n"
    "           uasc: false, remand: true }\n"
    "competing: [death, other_entry]\n"
    "predictors:\n"
    "  - { name: age, kind: age, label: age }\n"
    "  - { name: g, kind: ever, history: gangs, label: gang }\n";

Test(names, absent_are_told_in_the_order_of_the_file)
{
    struct lc_study *study;
    struct lc_text lines = { 0 };
    struct lc_store store = store_of(1, "cin 0 2015-01-01 2015-06-01\n");
    cr_assert(
        eq(int, lc_study_parse(&study, "s.yaml", file, strlen(file), NULL), LC_OK));
    cr_assert(eq(sz, lc_study_absent(study, &store, &lines), 3));
    cr_assert(eq(str, lines.data,
                 "cohort.known_to: the store has no history missing\n"
                 "competing: the store has no history death\n"
                 "predictor g: the store has no history gangs\n"));
    lc_text_free(&lines);
    lc_study_free(study);
    lc_store_free(&store);
}

Test(names, a_break_is_of_a_code_that_somebody_says)
{
    static const char breaks[] =
        "breaks:\n"
        "  - { history: cin, code: N1, from: 2015-03-01, accept: \"a reason\" }\n"
        "  - { history: cin, code: N7, from: 2015-03-01, accept: \"a reason\" }\n"
        "  - { history: cin, attribute: closed, code: RC8, from: 2015-03-01 }\n"
        "  - { history: missing, code: N7, from: 2015-03-01 }\n";
    struct lc_study *study;
    struct lc_text lines = { 0 }, whole = { 0 };
    struct lc_store store = store_of(1, "cin 0 2015-01-01 2015-06-01 code N1\n");
    lc_text_add(&whole, file);
    lc_text_add(&whole, breaks);
    cr_assert(
        eq(int, lc_study_parse(&study, "s.yaml", whole.data, whole.size, NULL), LC_OK));
    cr_assert(eq(sz, lc_study_absent(study, &store, &lines), 6));
    cr_assert(eq(str, strstr(lines.data, "breaks"),
                 "breaks: the store has no history missing\n"
                 "predictor g: the store has no history gangs\n"
                 "breaks: no event of cin says N7\n"
                 "breaks: no event of cin says closed=RC8\n"));
    lc_text_free(&lines);
    lc_text_free(&whole);
    lc_study_free(study);
    lc_store_free(&store);
}

Test(names, nobody_knows_it)
{
    static const char *const known[] = { "death", "gang", "missing", "offence" };
    struct lc_study *study;
    struct lc_error err = { 0 };
    struct lc_study_text text = { "s.yaml", file, strlen(file) };
    struct lc_store store = store_of(1, "cin 0 2015-01-01 2015-06-01\n");
    cr_assert(
        eq(int, lc_study_parse(&study, "s.yaml", file, strlen(file), NULL), LC_OK));
    int code = lc_study_check_names(study, &text, &store, 4, known, &err);
    cr_assert(eq(int, code, LC_FORMAT));
    cr_assert(eq(str, err.text,
                 "s.yaml:10:37: predictors[1].history: no history is called 'gangs'; "
                 "did you mean 'gang'?"));
    lc_study_free(study);
    lc_store_free(&store);
}
