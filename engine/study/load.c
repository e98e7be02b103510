/* A study from its file: form by libcyaml (grammar.h), then meaning (check.h). */
#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"
#include "kind/kind.h"
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

const char *lc_study_read(const struct lc_study *study,
                          const struct lc_study_predictor *p, unsigned k)
{
    if (!p->history && p->what && p->what->others == LC_OTHERS_KNOWN_TO)
        return k < study->cohort.known_to_count ? study->cohort.known_to[k] : NULL;
    return k == 0 ? p->history : k == 1 ? p->other : NULL;
}

const char *lc_study_group(const struct lc_study_predictor *p)
{
    return p->history                         ? p->history
           : p->what->source == LC_OF_HISTORY ? LC_KNOWN_TO
                                              : "person";
}

bool lc_study_reads(const struct lc_study *study, const struct lc_study_predictor *p,
                    const char *history)
{
    const char *read;
    for (unsigned k = 0; (read = lc_study_read(study, p, k)); k++)
        if (strcmp(read, history) == 0)
            return true;
    return false;
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
