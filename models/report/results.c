#include "models/report/results.h"

#include "base/json.h"
#include "models/assess/verdict.h"

int lc_report_results(json_t **results, const struct lc_model *model,
                      struct lc_error *err)
{
    json_t *verdict = NULL;
    int standing;
    *results = NULL;
    if (!json_is_object(model->metrics))
        return LC_FAIL(err, LC_ABSENT,
                       "the model holds no results; 'train' judges one");
    int code = lc_verdict_now(&verdict, &standing, model, err);
    if (code)
        return code;
    *results = json_deep_copy(model->metrics);
    json_t *named = json_object_get(*results, "model");
    bool good = lc_json_put(*results, "verdict", verdict)
                && (!named || lc_json_put(named, "hash", lc_json_text(model->digest)));
    *results = lc_json_whole(*results, good);
    return good ? LC_OK : LC_FAIL_NOMEM(err);
}
