/* Memory that runs out at any point of reading a study, building its cohort and design,
 * planning it or quoting evidence: LC_NOMEM, nothing kept, nothing leaked. Each
 * allocation of a run fails in turn. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "design/asof_day.h"
#include "design/evidence.h"
#include "design/plan.h"
#include "support/stores.h"

#include "fault/fault.h"

static const char events[] =
    "covers care 2015-01-01 2023-01-01\n"
    "covers cin 2015-01-01 2023-01-01\n"
    "covers missing 2015-01-01 2023-01-01\n"
    "person 0 2006-01-15 - code F\nperson 1 2006-01-15 - code M\n"
    "cin 0 2019-01-01 2019-03-01\ncin 1 2019-01-01 -\n"
    "missing 0 2020-02-20 2020-02-21 code M level 2\n"
    "moved 1 2020-08-01 -\nreferral 1 2020-10-01 -\n"
    "care 0 2020-03-10 - code V2\n";

static const char study_text[] =
    "format: 1\nstudy: { name: s, title: s }\n"
    "cohort: { age_from: 13, age_to: 17, known_to: [cin] }\n"
    "landmarks: { every: 1 month, from: 2020-01-01, to: 2020-12-31 }\n"
    "outcome: { history: care, first_entry: true, age_floor: 13, uasc: false,\n"
    "           remand: true, horizon: 3 months }\n"
    "competing: [death, moved]\n"
    "predictors:\n"
    "  - { name: age, kind: age, label: age }\n"
    "  - { name: sex, kind: sex, label: sex }\n"
    "  - { name: m, kind: count, history: missing, window: 12 months, codes: [M], "
    "label: m,\n"
    "      where: [{ attribute: none, values: [x] }] }\n"
    "  - { name: t, kind: total_days, history: cin, label: t }\n"
    "  - { name: h, kind: highest_level, history: missing, label: h }\n"
    "models:\n"
    "  - { name: a, family: logistic, formula: age + sex * m }\n";

static int quote(const struct lc_study *study, const struct lc_store *store,
                 struct lc_error *err)
{
    struct lc_evidence_book book;
    struct lc_evidence *list = NULL;
    size_t count;
    int code = lc_evidence_open(&book, study, store, lc_day_of(2020, 3, 1), err);
    if (code)
        return code;
    code = lc_evidence_list(&book, 2, 0, &count, &list, err);
    if (!code)
        free(list);
    lc_evidence_close(&book);
    return code;
}

/* The same study by blocks of children at one landmark. */
static int fill(const struct lc_study *study, const struct lc_store *store,
                struct lc_error *err)
{
    static const uint32_t children[] = { 0, 1 };
    struct lc_asof_one one;
    struct lc_asof_block block;
    int code = lc_asof_one_open(&one, study, store, lc_day_of(2020, 3, 1), err);
    if (code)
        return code;
    code = lc_asof_block_new(&block, &one, err);
    if (!code) {
        code = lc_asof_block_fill(&block, &one, 0, 2, 2, children, err);
        lc_asof_block_free(&block);
    }
    lc_asof_one_close(&one);
    return code;
}

static int run_all(const struct lc_store *store, struct lc_error *err)
{
    struct lc_study *study;
    struct lc_plan plan;
    int code = lc_study_parse(&study, "s", study_text, strlen(study_text), err);
    if (code)
        return code;
    code = lc_plan_make(&plan, study, store, NULL, err);
    if (!code) {
        lc_plan_free(&plan);
        code = quote(study, store, err);
    }
    if (!code)
        code = fill(study, store, err);
    lc_study_free(study);
    return code;
}

/* One run in which the at-th allocation fails, or it and all after it; false when there
 * was no such allocation. libcyaml may find another way round one failure. */
static bool survives(const struct lc_store *store, long at, bool stays)
{
    struct lc_error err = { 0 };
    fault_begin(at, stays);
    int code = run_all(store, &err);
    bool reached = fault_end();
    cr_assert(code == LC_NOMEM || (code == LC_OK && (!reached || !stays)),
              "allocation %ld: code %d, %s", at, code, err.text);
    cr_assert(fault_held == 0, "allocation %ld: %ld blocks left", at, fault_held);
    return reached;
}

Test(design_fault, every_allocation_may_fail, .init = lc_begin)
{
    struct lc_store store = store_of(2, events);
    for (int stays = 0; stays < 2; stays++) {
        long at = 0;
        while (survives(&store, at, stays))
            at++;
        cr_assert(at > 100, "%ld", at);
    }
    lc_store_free(&store);
}
