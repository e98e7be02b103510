/* The models of a study: name, family, formula; and whatever else a file says of one,
 * as it says it. Families and their options are known to models/, and formulas to
 * engine/formula: they judge what is kept here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/yaml.h"
#include "study/check_inside.h"

enum { KEY = 80 };

struct reading {
    struct lc_study *study;
    const struct lc_study_text *text;
};

static int fault(const struct reading *r, const char *at, const char *why,
                 struct lc_error *err)
{
    char path[240];
    snprintf(path, sizeof path, "models%s", at);
    return lc_study_fault(r->text, LC_FORMAT, path, err, "%s", why);
}

static int keep_option(struct lc_study_model *m, const char *key, const char *value,
                       struct lc_error *err)
{
    int code = LC_GROW(m->option, m->room, m->options + 1, err);
    if (code)
        return code;
    struct lc_study_option *o = m->option + m->options++;
    *o = (struct lc_study_option){ lc_strdup(key), lc_strdup(value) };
    return o->key && o->value ? LC_OK : LC_FAIL_NOMEM(err);
}

static int keep_key(struct lc_study_model *m, const char *key, const char *value,
                    bool *twice, struct lc_error *err)
{
    char **field = strcmp(key, "name") == 0      ? &m->name
                   : strcmp(key, "family") == 0  ? &m->family
                   : strcmp(key, "formula") == 0 ? &m->formula
                                                 : NULL;
    *twice = field && *field;
    for (size_t k = 0; k < m->options; k++)
        *twice = *twice || strcmp(m->option[k].key, key) == 0;
    if (*twice)
        return LC_OK;
    if (!field)
        return keep_option(m, key, value, err);
    *field = lc_strdup(value);
    return *field ? LC_OK : LC_FAIL_NOMEM(err);
}

/* "[2].net.alpha": of the third model, net.alpha */
static int take(void *to, const char *at, const char *value, struct lc_error *err)
{
    struct reading *r = to;
    struct lc_study *s = r->study;
    bool twice;
    char *key;
    size_t which = at[0] == '[' ? strtoul(at + 1, &key, 10) : 0;
    if (at[0] != '[' || strncmp(key, "].", 2) != 0)
        return fault(r, at,
                     "models are a list: - { name: .., family: .., formula: .. }", err);
    int code = LC_GROW(s->models, s->models_room, which + 1, err);
    while (!code && s->models_count <= which)
        s->models[s->models_count++] = (struct lc_study_model){ 0 };
    if (!code)
        code = keep_key(s->models + which, key + 2, value, &twice, err);
    return !code && twice ? fault(r, at, "it is given twice", err) : code;
}

static int check_model(const struct reading *r, unsigned at, struct lc_error *err)
{
    const struct lc_study_model *all = r->study->models, *m = all + at;
    char here[KEY], path[KEY];
    snprintf(here, sizeof here, "[%u]", at);
    snprintf(path, sizeof path, "models[%u].name", at);
    if (!m->name || !m->family || !m->formula)
        return fault(r, here,
                     !m->name     ? "a model needs a name"
                     : !m->family ? "a model needs a family"
                                  : "a model needs a formula",
                     err);
    int code = lc_study_check_word(r->text, path, m->name, err);
    for (unsigned i = 0; i < at && !code; i++)
        if (strcmp(all[i].name, m->name) == 0)
            code = lc_study_fault(r->text, LC_FORMAT, path, err,
                                  "two models are called %.63s; rename one", m->name);
    return code;
}

int lc_study_read_models(struct lc_study *study, const struct lc_study_text *text,
                         struct lc_error *err)
{
    struct reading r = { study, text };
    int code = lc_yaml_scalars(text->data, text->size, "models", take, &r, err);
    for (unsigned i = 0; i < study->models_count && !code; i++)
        code = check_model(&r, i, err);
    return code;
}

void lc_study_free_models(struct lc_study *study)
{
    for (unsigned i = 0; i < study->models_count; i++) {
        struct lc_study_model *m = study->models + i;
        for (size_t k = 0; k < m->options; k++) {
            free(m->option[k].key);
            free(m->option[k].value);
        }
        free(m->option);
        free(m->name);
        free(m->family);
        free(m->formula);
    }
    free(study->models);
}

int lc_study_judge_models(const struct lc_study *study,
                          const struct lc_study_text *text, lc_study_judge *judge,
                          struct lc_error *err)
{
    for (unsigned i = 0; i < study->models_count; i++) {
        struct lc_error why = { 0 };
        const char *key = "family";
        char path[KEY];
        int code = judge(study->models + i, &key, &why);
        if (!code) {
            key = "formula";
            code = lc_study_check_formula(study, study->models[i].formula, &why);
        }
        snprintf(path, sizeof path, "models[%u].%.60s", i, key);
        if (code)
            return lc_study_fault(text, code, path, err, "%s", why.text);
    }
    return LC_OK;
}
