/* See asof.h. */
#include "support/asof.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <string.h>

#include "design/asof.h"
#include "design/asof_day.h"
#include "support/brute.h"

struct lc_study *study_of(const char *every, const char *from, const char *to,
                          const char *predictors)
{
    char text[4000];
    struct lc_error err = { 0 };
    struct lc_study *study;
    int size = snprintf(
        text, sizeof text,
        "format: 1\nstudy: { name: s, title: s }\n"
        "cohort: { age_from: 10, age_to: 17, known_to: [cin] }\n"
        "landmarks: { every: %s, from: %s, to: %s }\n"
        "outcome: { history: care, first_entry: true, age_floor: 10, uasc: false,\n"
        "           remand: true, horizon: 12 months }\npredictors:\n%s",
        every, from, to, predictors);
    int code = lc_study_parse(&study, "s", text, (size_t)size, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    return study;
}

static double value_on_day(const struct lc_study *study, const struct lc_store *store,
                           int32_t t)
{
    struct lc_asof_one one;
    struct lc_asof_block block;
    const uint32_t child = 0;
    cr_assert(lc_asof_one_open(&one, study, store, t, NULL) == LC_OK);
    cr_assert(lc_asof_block_new(&block, &one, NULL) == LC_OK);
    cr_assert(lc_asof_block_fill(&block, &one, 0, 1, 1, &child, NULL) == LC_OK);
    double value = brute_get(block.frame.column, 0);
    lc_asof_block_free(&block);
    lc_asof_one_close(&one);
    return value;
}

double value_at(const char *events, const char *t, const char *predictor)
{
    char line[400], all[4000];
    struct lc_error err = { 0 };
    struct lc_design design;
    snprintf(line, sizeof line, "  - { name: x, label: x, %s }\n", predictor);
    snprintf(all, sizeof all, "%s%s", CHILD, events);
    struct lc_study *study = study_of("1 month", t, t, line);
    struct lc_store store = store_of(1, all);
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    int code = lc_design_of(&design, study, &store, &ask, NULL, NULL, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    cr_assert(eq(sz, design.frame.n, 1));
    double value = brute_get(design.frame.column, 0);
    cr_expect(brute_same(value, value_on_day(study, &store, day_of(t))), "%s | %s",
              events, t);
    lc_design_free(&design);
    lc_store_free(&store);
    lc_study_free(study);
    return value;
}
