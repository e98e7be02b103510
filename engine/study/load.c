/* A study from its file: form by libcyaml (grammar.h), then meaning (check.h). */
#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"
#include "study/check_inside.h"
#include "study/grammar.h"
#include "study/study.h"

int lc_study_parse(struct lc_study **study, const char *name, const char *data,
                   size_t size, struct lc_error *err)
{
    void *value = NULL;
    struct lc_study_text text = { name, data, size };
    *study = NULL;
    int code = lc_yaml_parse(name, data, size, &lc_study_grammar, &value, err);
    if (code)
        return code;
    code = lc_study_read_models(value, &text, err);
    if (!code)
        code = lc_study_check(value, &text, err);
    if (code) {
        lc_study_free(value);
        return code;
    }
    *study = value;
    lc_digest(data, size, NULL, (*study)->digest);
    return LC_OK;
}

void lc_study_free(struct lc_study *study)
{
    if (study)
        lc_study_free_models(study);
    for (unsigned i = 0; study && i < study->predictors_count; i++)
        free(study->predictors[i].group);
    lc_yaml_free(&lc_study_grammar, study);
}

const struct lc_study_predictor *lc_study_find(const struct lc_study *study,
                                               const char *name)
{
    for (unsigned i = 0; i < study->predictors_count; i++)
        if (strcmp(study->predictors[i].name, name) == 0)
            return study->predictors + i;
    return NULL;
}

const char *lc_study_cause(const struct lc_study *study, int cause)
{
    if (cause == 0)
        return "censored";
    if (cause == 1)
        return "entry";
    return (unsigned)cause - 2 < study->competing_count ? study->competing[cause - 2]
                                                        : "";
}
