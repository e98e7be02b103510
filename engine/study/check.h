/* What a study's file says, judged: after the form (libcyaml), the meaning. */
#pragma once

#include "study/study.h"

/* The file under judgement, for messages. */
struct lc_study_text {
    const char *name;
    const char *data;
    size_t size;
};

/* A model's formula: it parses, has no left side and names predictors only. As
 * lc_formula_parse, and LC_USAGE with the character at fault. */
int lc_study_check_formula(const struct lc_study *study, const char *formula,
                           struct lc_error *err) LC_MUST_CHECK;

/* Every model before the judge: its code, with file, line and column, for the first
 * that it does not take, or whose formula is at fault. */
int lc_study_judge_models(const struct lc_study *study,
                          const struct lc_study_text *text, lc_study_judge *judge,
                          struct lc_error *err) LC_MUST_CHECK;
