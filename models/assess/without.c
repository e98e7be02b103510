/* See without.h. */
#include "models/assess/without.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/memory.h"
#include "models/assess/results_inside.h"
#include "models/assess/tell.h"
#include "models/assess/verdict.h"
#include "models/fit/fallback.h"

/* The judge's designs, without the history. */
struct blinded {
    struct lc_judge judge;
    struct lc_hidden tests;
    struct lc_hidden *learnt;      /* [origins] */
    struct lc_test_origin *origin; /* [origins] */
};

static void unblind(struct blinded *b)
{
    for (size_t o = 0; b->learnt && o < b->judge.origins; o++)
        lc_hidden_free(&b->learnt[o]);
    lc_hidden_free(&b->tests);
    free(b->learnt);
    free(b->origin);
}

static int blind(struct blinded *b, const struct lc_judge *judge, const char *history,
                 struct lc_error *err)
{
    const struct lc_study *study = judge->train.study;
    *b = (struct blinded){ .judge = *judge };
    b->learnt = lc_alloc(judge->origins, sizeof *b->learnt);
    b->origin = lc_alloc(judge->origins, sizeof *b->origin);
    int code = b->learnt && b->origin
                   ? lc_hidden_make(&b->tests, study, judge->train.design, history, err)
                   : LC_FAIL_NOMEM(err);
    for (size_t o = 0; o < judge->origins && !code; o++) {
        b->origin[o] = judge->origin[o];
        code =
            lc_hidden_make(&b->learnt[o], study, judge->origin[o].design, history, err);
        b->origin[o].design = &b->learnt[o].design;
    }
    b->judge.train.design = &b->tests.design;
    b->judge.origin = b->origin;
    if (code)
        unblind(b);
    return code;
}

static int tell(json_t *told, json_t *kept, const struct lc_judgement *j,
                const struct lc_study *study, size_t entrants, struct lc_error *err)
{
    json_t *verdict, *history = json_object_get(kept, "history");
    int standing;
    int code = lc_verdict_of(&verdict, &standing, j, study, entrants, err);
    if (code)
        return code;
    struct lc_judgement shown;
    code = lc_judgement_told(&shown, j, err);
    if (code) {
        json_decref(verdict);
        return code;
    }
    json_t *measures = lc_results_measures(&shown.whole);
    free(shown.origin);
    bool ok = lc_json_push(told, LC_OBJECT({ "history", json_incref(history) },
                                           { "verdict", json_deep_copy(verdict) },
                                           { "measures", measures }));
    ok = lc_json_put(json_object_get(kept, "model"), "verdict", verdict) && ok;
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

static int judge_one(json_t *told, json_t *kept, const struct lc_judge *judge,
                     size_t entrants, struct lc_error *err)
{
    const char *history = json_string_value(json_object_get(kept, "history"));
    struct blinded b;
    struct lc_judgement j;
    int code = blind(&b, judge, history, err);
    if (code)
        return code;
    code = lc_judge_run(&j, &b.judge, err);
    if (!code) {
        code = tell(told, kept, &j, judge->train.study, entrants, err);
        lc_judgement_free(&j);
    } else {
        lc_error_within(err, code, "the test of the fit without %s", history);
    }
    unblind(&b);
    return code;
}

int lc_without_judge(json_t **told, struct lc_model *model,
                     const struct lc_judge *judge, size_t entrants,
                     struct lc_error *err)
{
    int code = LC_OK;
    *told = NULL;
    if (!model->without)
        return LC_OK;
    *told = json_array();
    if (!*told)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < json_array_size(model->without) && !code; k++)
        code =
            judge_one(*told, json_array_get(model->without, k), judge, entrants, err);
    if (code) {
        json_decref(*told);
        *told = NULL;
    }
    return code;
}
