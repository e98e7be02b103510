/* A model's formula over the names of its study's predictors. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/near.h"
#include "formula/formula.h"
#include "study/check.h"

static int no_predictor(const struct lc_study *study, const struct lc_node *node,
                        struct lc_error *err)
{
    const char **names = lc_alloc(study->predictors_count + 1, sizeof *names);
    if (!names)
        return LC_FAIL_NOMEM(err);
    for (unsigned i = 0; i < study->predictors_count; i++)
        names[i] = study->predictors[i].name;
    size_t near = lc_word_nearest(node->text, study->predictors_count, names, 3);
    bool meant = near < study->predictors_count;
    int code =
        LC_FAIL(err, LC_USAGE, "at character %zu: no predictor is called %.63s; %s%s%s",
                node->at, node->text, meant ? "did you mean '" : "",
                meant ? names[near] : "add it to predictors or correct the name",
                meant ? "'?" : "");
    free(names);
    return code;
}

static int check_names(const struct lc_study *study, const struct lc_node *node,
                       struct lc_error *err)
{
    unsigned i = 0;
    int code = LC_OK;
    if (node->kind == LC_NODE_NAME && strcmp(node->text, ".") != 0) {
        while (i < study->predictors_count
               && strcmp(study->predictors[i].name, node->text) != 0)
            i++;
        if (i == study->predictors_count)
            return no_predictor(study, node, err);
    }
    for (size_t a = 0; node->kind == LC_NODE_CALL && a < node->count && !code; a++)
        code = check_names(study, node->arg[a], err);
    return code;
}

int lc_study_check_formula(const struct lc_study *study, const char *formula,
                           struct lc_error *err)
{
    struct lc_formula tree;
    lc_arena *arena = lc_arena_new();
    if (!arena)
        return LC_FAIL_NOMEM(err);
    int code = lc_formula_parse(&tree, arena, formula, err);
    if (!code && tree.left)
        code =
            LC_FAIL(err, LC_USAGE,
                    "a study's formula has no left side: the study says the outcome; "
                    "take out what stands before the ~");
    if (!code)
        code = check_names(study, tree.right, err);
    lc_arena_free(arena);
    return code;
}
